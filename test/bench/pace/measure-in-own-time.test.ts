import { expect, it } from 'vitest'
import { measureInOwnTime } from './measure-in-own-time.ts'

it('O2: of several issues labelled at once all have their drafts in ten seconds and a winner in five, and nothing is refused', async () => {
  const { drafts, ready, refusals, settledMs } = await measureInOwnTime({ count: 6, everyMs: 0 })
  expect(drafts).toHaveLength(6)
  expect(Math.max(...drafts)).toBeLessThan(10_000)
  expect(Math.max(...ready)).toBeLessThan(5_000)
  expect(refusals).toBe(0)
  expect(settledMs).toBeLessThan(60_000)
})
