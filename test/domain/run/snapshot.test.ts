import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('a snapshot is data, without a function in it', () => {
  const file = join(import.meta.dirname, '../../../src/domain/run/snapshot.ts')
  const fields = readFileSync(file, 'utf8').match(/^ +readonly \w+\??: .*/gm) ?? []
  expect(fields.length).toBeGreaterThan(10)
  expect(fields.filter((field) => field.includes('=>'))).toEqual([])
})
