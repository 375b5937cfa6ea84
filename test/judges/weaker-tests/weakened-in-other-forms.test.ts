import { describe, expect, it } from 'vitest'
import { classOfPath } from '../../../src/adapters/analysis/content/classify-file.ts'
import { rustTests } from '../../../src/adapters/analysis/content/rust-tests.ts'
import { compare } from '../../adapters/analysis/content/tests/compare.ts'
import { NOT_VARIED } from './tables/not-weakened-varied.ts'
import type { VariedRow } from './tables/suites.ts'
import { VARIED } from './tables/weakened-varied.ts'

async function weakenedBy({ path, before, change }: VariedRow): Promise<readonly string[]> {
  const after = change(before)
  expect(after).not.toBe(before)
  const isRust = path.endsWith('.rs') && classOfPath(path) === 'source'
  const read = (text: string) => (isRust ? rustTests(text) : text)
  const { weakened } = await compare([path, read(before), read(after)])
  return weakened.map(({ what, detail }) => `${what}: ${detail}`)
}

describe('tests that prove less', () => {
  it.each(VARIED)('$name', async (row) => {
    expect(await weakenedBy(row)).not.toEqual([])
  })

  it.each(NOT_VARIED)('but not: $name', async (row) => {
    expect(await weakenedBy(row)).toEqual([])
  })
})
