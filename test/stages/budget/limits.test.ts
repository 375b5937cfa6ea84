import { describe, expect, it } from 'vitest'
import { advance } from '../../../src/advance.ts'
import { Ceilings } from '../../../src/domain/run/budget.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { withinCeilings } from '../../../src/stages/budget/within-ceilings.ts'
import { aBeginning } from '../../builders/run/beginning.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'

const settings = (given: object) => Settings.parse(given)

describe("the operator's ceilings", () => {
  it('lower what a repository asks for, and limit what it leaves open', () => {
    const asked = settings({
      attempt_minutes: 60,
      budget: { attempt: { usd: 1 }, speculation: { tokens: 5_000_000, ci_minutes: 30 } },
    })
    const ceilings = Ceilings.parse({
      attempt: { minutes: 15, usd: 4 },
      speculation: { tokens: 1_000_000, ci_minutes: 300, usd: 10 },
      repository_day: { minutes: 120 },
    })
    expect(withinCeilings(asked, ceilings)).toEqual({
      ...asked,
      attempt_minutes: 15,
      budget: {
        attempt: { usd: 1 },
        speculation: { tokens: 1_000_000, ci_minutes: 30, usd: 10 },
        repository_day: { minutes: 120 },
      },
    })
  })

  it('change nothing where there are none', () => {
    expect(withinCeilings(settings({}), Ceilings.parse({}))).toEqual(settings({}))
    expect(withinCeilings(settings({}), undefined)).toEqual(settings({}))
  })

  it('are what a run is held to from its beginning', () => {
    const ceilings = Ceilings.parse({ speculation: { usd: 3 } })
    const [step] = advance(aSnapshot({ beginning: aBeginning(), ceilings })).steps
    expect(step).toMatchObject({
      do: 'start-speculation',
      speculation: { settings: { budget: { speculation: { usd: 3 } } } },
    })
  })
})

describe('a day that is used up', () => {
  const beginning = aBeginning({
    settings: { ok: true, value: settings({ budget: { repository_day: { usd: 5 } } }) },
  })
  const begin = (spent: number, reserved = 0) =>
    advance(aSnapshot({ beginning, othersToday: { spent: { usd: spent }, reserved: { usd: reserved } } }))
      .steps

  it('refuses before anything is spent, and says when it is possible again', () => {
    const step = begin(5).find((one) => one.do === 'ensure-comment')
    if (step?.do !== 'ensure-comment') throw new Error('no comment')
    expect(step.body).toContain('not started')
    expect(step.body).toContain(
      'The budget of this repository for the day (UTC) is spent ($5.00; the limit is $5.00), so nothing was spent on this issue.',
    )
    expect(step.body).toContain('After 2026-05-06 00:00 UTC, remove the label')
  })

  it('lets a run begin while something is left, or is only promised to others', () => {
    expect(begin(4.9)[0]?.do).toBe('start-speculation')
    expect(begin(1, 4)[0]?.do).toBe('start-speculation')
  })
})
