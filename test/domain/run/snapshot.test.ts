import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it.each(['run/snapshot.ts', 'forge/forge-facts.ts'])(
  'a snapshot is data, without a function in it: %s',
  (name) => {
    const file = join(import.meta.dirname, '../../../src/domain', name)
    const fields = readFileSync(file, 'utf8').match(/^ +readonly \w+\??: .*/gm) ?? []
    expect(fields.length).toBeGreaterThan(10)
    expect(fields.filter((field) => field.includes('=>'))).toEqual([])
  },
)
