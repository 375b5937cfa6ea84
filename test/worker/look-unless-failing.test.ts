import { describe, expect, it } from 'vitest'
import { lookUnlessFailing } from '../../src/worker/look-unless-failing.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

/** Looks that fail as often as it is said; the time between two is that of the wake. */
function failingLooks(failures: number) {
  const store = createMemoryStore()
  const waits: number[] = []
  let now = Date.parse('2026-05-05T12:00:00.000Z')
  let left = failures
  const context = {
    store,
    clock: { now: () => now },
    log: () => {},
    queue: { wake: async (_issue: string, afterMs = 0) => void waits.push(afterMs) },
  }
  const look = async () => {
    left -= 1
    if (left >= 0) throw new Error('an answer that broke off')
  }
  return {
    waits,
    look: async () => {
      await lookUnlessFailing('acme/payments#1', context, look).catch(() => {})
      now += waits.at(-1) ?? 0
    },
  }
}

describe('lookUnlessFailing', () => {
  it('comes back after a look that failed once, because no sweep may: its issue may be closed and have no run', async () => {
    const looks = failingLooks(1)
    await looks.look()
    expect(looks.waits).toEqual([5_000])
    await looks.look()
    expect(looks.waits).toEqual([5_000])
  })

  it('waits longer and longer while looks go on failing alike', async () => {
    const looks = failingLooks(10)
    for (let n = 0; n < 6; n += 1) await looks.look()
    expect(looks.waits).toEqual([5_000, 5_000, 5_000, 10_000, 20_000, 40_000])
  })
})
