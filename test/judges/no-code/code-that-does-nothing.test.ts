import { describe, expect, it } from 'vitest'
import { changesOnly } from '../../../src/adapters/analysis/code/changes-only.ts'
import { idleChanges } from '../../../src/adapters/analysis/code/idle-changes.ts'
import { NOTHING_DONE } from './tables/nothing-done.ts'
import { SOMETHING_DONE } from './tables/something-done.ts'

describe('V3: code that nothing which runs can tell', () => {
  it.each(NOTHING_DONE)('is told: %s in %s', async (_, path, before, after, ...said) => {
    const reported = await idleChanges({ path, before, after }, () => true)
    expect(reported?.map(({ what, name, to }) => [what, name, to].filter((one) => one).join(' '))).toEqual(
      said,
    )
  })

  it.each(SOMETHING_DONE)('is not what looks like it: %s in %s', async (_, path, before, after) => {
    const sides = { path, before, after }
    expect(await changesOnly(sides, () => true)).toBeUndefined()
    expect(await idleChanges(sides, () => true)).toBeUndefined()
  })
})
