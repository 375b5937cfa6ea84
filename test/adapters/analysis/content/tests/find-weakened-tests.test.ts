import { describe, expect, it } from 'vitest'
import { compareEdited } from './compare.ts'
import { HONEST } from './honest.ts'
import { OTHER_EXPECTATIONS, WEAKENINGS } from './weakenings.ts'

describe('V29: what weakens a test is seen', () => {
  it.each(WEAKENINGS)('%s (%s): %s', async (_, name, what, edits) => {
    const { weakened } = await compareEdited(name, edits)
    expect(weakened.map((one) => one.what)).toContain(what)
  })
})

describe('V29: what honest work does as well is told, and no weakening', () => {
  it.each(OTHER_EXPECTATIONS)('%s (%s)', async (_, name, edits) => {
    const { weakened, changed } = await compareEdited(name, edits)
    expect(weakened).toEqual([])
    expect(changed.length).toBeGreaterThan(0)
  })
})

describe('V27: honest changes of tests weaken nothing', () => {
  it.each(HONEST)('%s (%s)', async (_, name, edits) => {
    const { weakened, changed } = await compareEdited(name, edits)
    expect({ weakened, changed }).toEqual({ weakened: [], changed: [] })
  })
})
