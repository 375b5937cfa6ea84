import { describe, expect, it } from 'vitest'
import { createForgeClock } from '../../../../../src/adapters/github/connection/sending/forge-clock.ts'

const START = Date.parse('2026-05-05T12:00:00.000Z')
const HOUR_MS = 60 * 60_000

/** GitHub, this machine's clock, and the time that really goes by, each of which the test sets. */
function aClock({ ahead = 0 } = {}) {
  const it = { own: START + ahead, github: START, gone: 0 }
  const clock = createForgeClock({ now: () => it.own }, () => it.gone)
  return {
    clock,
    pass: (ms: number) => {
      for (const key of ['own', 'github', 'gone'] as const) it[key] += ms
    },
    setOwn: (ms: number) => {
      it.own += ms
    },
    setGithub: (ms: number) => {
      it.github += ms
    },
    /** GitHub answers a request that takes so long, and writes the answer so long before it arrives. */
    answer: (tookMs = 0, lateMs = 0) =>
      clock.hear(new Date(it.github - lateMs).toUTCString(), Math.max(tookMs, lateMs)),
    /** How far it is from GitHub. */
    error: () => clock.now() - it.github,
  }
}

describe("GitHub's time", () => {
  it('O7: is what its answers say, however wrong the clock of this machine is', () => {
    for (const ahead of [5 * 60_000, -HOUR_MS]) {
      const { clock, answer, error, pass } = aClock({ ahead })
      expect(clock.now()).toBe(START + ahead)
      pass(250)
      answer()
      expect(error()).toBeGreaterThan(-1_000)
      expect(error()).toBeLessThanOrEqual(0)
    }
  })

  it('O20: goes on as long as it really takes while the clock of this machine is set', () => {
    const { clock, answer, error, pass, setOwn } = aClock()
    setOwn(2 * 60_000)
    pass(1_000)
    expect(clock.now()).toBe(START + 1_000)
    answer()
    for (const jump of [2 * HOUR_MS, -3 * HOUR_MS]) {
      setOwn(jump)
      pass(60_000)
      expect(error()).toBe(0)
    }
  })

  it('becomes the more exact the more answers there are, and never goes back for one that was long on its way', () => {
    const { answer, error, pass } = aClock()
    pass(999)
    answer()
    expect(error()).toBe(-999)
    for (let n = 0; n < 10; n += 1) {
      pass(10_101)
      answer(200)
    }
    expect(Math.abs(error())).toBeLessThan(120)
    const before = error()
    answer(30_000, 30_000)
    expect(error()).toBe(before)
  })

  it('follows GitHub where its own clock is set, and after this machine slept', () => {
    const { answer, error, setGithub } = aClock()
    answer()
    for (const jump of [HOUR_MS, -HOUR_MS]) {
      setGithub(jump)
      answer(100)
      expect(Math.abs(error())).toBeLessThanOrEqual(1_100)
    }
  })

  it('is left as it is by a date that is none', () => {
    const { clock, error } = aClock()
    clock.hear('soon', 0)
    expect(error()).toBe(0)
  })
})
