import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attempt, chargeAtEnd, chargeOf } from '../../../src/domain/candidate/attempt.ts'
import { addAmounts, amountsOf, Budget, DIMENSIONS } from '../../../src/domain/run/budget.ts'
import { Settings } from '../../../src/domain/settings.ts'
import type { BudgetInput } from '../../../src/stages/budget/levels.ts'
import { levelsOf, spentLimit } from '../../../src/stages/budget/levels.ts'
import { generate } from '../../../src/stages/generate.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { propertyRuns } from '../../property-runs.ts'

const speculationWith = (budget: object, more: object = {}) =>
  aSpeculation({ settings: Settings.parse({ budget, ...more }) })
const running = (id: string, grant: Attempt['grant']) => aRunningAttempt(id, { grant, charged: grant })
const used = (id: string, usage: { seconds: number; inputTokens?: number; usd?: number }) =>
  anAttempt(id, {
    outcome: { kind: 'failure', failure: 'crashed', detail: '', usage },
    charged: { seconds: usage.seconds, tokens: usage.inputTokens, usd: usage.usd },
  })
const grantsOf = (given: Partial<BudgetInput> & Pick<BudgetInput, 'speculation'>) =>
  generate({ attempts: [], candidates: [], now: NOW, ...given }).map((step) =>
    step.do === 'start-attempt' ? step.grant : step.do,
  )

describe('what an attempt is granted', () => {
  it('is its time alone where nothing else is limited', () => {
    expect(grantsOf({ speculation: aSpeculation() })).toEqual([{ seconds: 1_200 }, { seconds: 1_200 }])
  })

  it('E6: is a fair part of what the run has left, for those that are still to come too', () => {
    const speculation = speculationWith({ speculation: { tokens: 30_000, usd: 1, minutes: 30 } })
    const part = { seconds: 600, tokens: 10_000, usd: 0.333333 }
    expect(grantsOf({ speculation })).toEqual([part, { ...part, usd: 0.333333 }])
    const attempts = [used('one', { seconds: 60, inputTokens: 4_000, usd: 0.2 }), running('two', part)]
    expect(grantsOf({ speculation, attempts })).toEqual([{ seconds: 1_140, tokens: 16_000, usd: 0.466667 }])
  })

  it('is never more than one attempt may use', () => {
    const speculation = speculationWith({
      attempt: { tokens: 2_000, usd: 0.5 },
      speculation: { tokens: 30_000 },
    })
    expect(grantsOf({ speculation })[0]).toEqual({ seconds: 1_200, tokens: 2_000, usd: 0.5 })
  })

  it('is a part of what the day has left after all other runs of the repository', () => {
    const speculation = speculationWith({ repository_day: { tokens: 100_000 } })
    const othersToday = { spent: { tokens: 60_000 }, reserved: { tokens: 10_000 } }
    expect(grantsOf({ speculation, othersToday })[0]).toEqual({ seconds: 1_200, tokens: 10_000 })
  })

  it('counts attempts of yesterday for the run, not for the day', () => {
    const speculation = speculationWith({ repository_day: { tokens: 30_000 } })
    const yesterday = {
      ...used('one', { seconds: 1, inputTokens: 29_500 }),
      queuedAt: '2026-05-04T23:59:00.000Z',
    }
    expect(grantsOf({ speculation, attempts: [yesterday] })[0]).toMatchObject({ tokens: 15_000 })
  })

  it('goes to one candidate alone when it would be too little for all', () => {
    const speculation = speculationWith({ speculation: { tokens: 1_500 } })
    expect(grantsOf({ speculation })).toEqual([{ seconds: 1_200, tokens: 1_500 }])
  })
})

describe('a budget that is spent', () => {
  it('starts nothing more', () => {
    const speculation = speculationWith({ speculation: { tokens: 10_000 } })
    expect(grantsOf({ speculation, attempts: [used('one', { seconds: 1, inputTokens: 9_500 })] })).toEqual([])
  })

  it('waits while what is left is only promised, and may come back', () => {
    const speculation = speculationWith({ repository_day: { tokens: 10_000 } })
    const othersToday = { spent: {}, reserved: { tokens: 10_000 } }
    const input = { speculation, attempts: [], candidates: [], now: NOW, othersToday }
    expect(generate(input)).toEqual([])
    expect(spentLimit(levelsOf(input))).toBeUndefined()
  })

  it('ends what still runs when an attempt has used more than it was granted', () => {
    const speculation = speculationWith({ speculation: { tokens: 10_000 } })
    const attempts = [used('one', { seconds: 1, inputTokens: 9_900 }), running('two', { tokens: 3_333 })]
    expect(generate({ speculation, attempts, candidates: [], now: NOW })).toMatchObject([
      {
        do: 'end-attempt',
        candidate: 'two',
        failure: 'budget-spent',
        detail: 'the budget of this run is spent (9,900 tokens; the limit is 10,000 tokens)',
      },
    ])
  })

  it('is also one whose CI minutes are used up, by every job that has ended and no invented one', () => {
    const speculation = speculationWith({ speculation: { ci_minutes: 10 } })
    const job = (id: number, overrides = {}) =>
      aCheckRun('one', `job ${id}`, {
        id,
        startedAt: '2026-05-05T11:00:00Z',
        completedAt: '2026-05-05T11:05:00Z',
        ...overrides,
      })
    const startable = (observations: ReturnType<typeof job>[]) => {
      const candidates = [candidateFacts('one', aPullRequest('one', 21, { observations }))]
      const attempts = [anAttempt('one')]
      return grantsOf({ speculation, attempts, candidates }).length
    }
    const invented = {
      workflow: { runId: 7, path: '.github/workflows/ci.yml', event: 'push', jobConfirmed: false },
    }
    expect(startable([job(1), job(1), job(2, invented), job(3, { status: 'in_progress' })])).toBe(2)
    expect(startable([job(1), job(2)])).toBe(0)
  })

  it('remembers jobs that the forge does not show any more', () => {
    const speculation = { ...speculationWith({ speculation: { ci_minutes: 10 } }), ci: { '2026-05-04': 600 } }
    expect(grantsOf({ speculation })).toEqual([])
  })
})

describe('what an attempt is charged', () => {
  const outcome = (usage: object) =>
    ({ kind: 'failure', failure: 'cancelled', detail: '', usage: { seconds: 0, ...usage } }) as const

  it('is what it used, also above its grant', () => {
    const usage = { seconds: 9, inputTokens: 700, outputTokens: 400, usd: 0.3 }
    expect(chargeAtEnd({ grant: { tokens: 1_000 }, startedAt: NOW }, NOW, outcome(usage))).toEqual({
      seconds: 9,
      tokens: 1_100,
      usd: 0.3,
    })
  })

  it('is all it was granted while nobody knows what it used, and nothing when it never began', () => {
    const unknown = outcome({ unknown: true })
    const later = '2026-05-05T12:00:30.000Z'
    const grant = { seconds: 1_200, tokens: 1_000 }
    expect(chargeAtEnd({ grant, startedAt: NOW }, later, unknown)).toEqual({ seconds: 30, tokens: 1_000 })
    expect(chargeAtEnd({ grant, startedAt: undefined }, later, unknown)).toEqual({})
  })

  it('is read from its outcome where there were no budgets yet', () => {
    expect(chargeOf(anAttempt('one'))).toEqual({ seconds: 3 })
  })
})

it('never lets attempts that keep to their grants use more than any limit, in whatever order they start and end', () => {
  fc.assert(
    fc.property(
      aBudget(),
      fc.array(anEvent(), { maxLength: 40 }),
      othersUsage(),
      (budget, events, others) => {
        const speculation = speculationWith(budget, { attempt_minutes: 7 })
        const input = { speculation, candidates: [], now: NOW, othersToday: others }
        let attempts: readonly Attempt[] = []
        for (const event of events) {
          attempts = event.kind === 'start' ? startAll(input, attempts) : endOne(attempts, event)
          const charged = addAmounts(attempts.map(chargeOf))
          const withOthers = addAmounts([charged, others.spent, others.reserved])
          const before = addAmounts([others.spent, others.reserved])
          for (const dimension of DIMENSIONS) {
            const most = amountsOf(speculation.settings.budget.speculation)[dimension]
            const day = amountsOf(speculation.settings.budget.repository_day)[dimension]
            expect(charged[dimension] ?? 0).toBeLessThanOrEqual((most ?? Number.MAX_VALUE) + 1e-6)
            const mostToday = Math.max(before[dimension] ?? 0, day ?? Number.MAX_VALUE)
            expect(withOthers[dimension] ?? 0).toBeLessThanOrEqual(mostToday + 1e-6)
          }
        }
      },
    ),
    propertyRuns(1_000),
  )
})

type Event = { kind: 'start' } | { kind: 'end'; which: number; part: number; interrupted: boolean }

function anEvent(): fc.Arbitrary<Event> {
  return fc.oneof(
    fc.constant({ kind: 'start' } as const),
    fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(4),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      interrupted: fc.boolean(),
    }),
  )
}

function aBudget() {
  const limits = fc.record(
    {
      minutes: fc.double({ min: 1, max: 60, noNaN: true }),
      tokens: fc.integer({ min: 1_000, max: 50_000 }),
      usd: fc.double({ min: 0.01, max: 5, noNaN: true }),
    },
    { requiredKeys: [] },
  )
  const budget = fc.record({ speculation: limits, repository_day: limits }, { requiredKeys: [] })
  return budget.filter((one) => Budget.safeParse(one).success)
}

function othersUsage() {
  const amounts = fc.record({
    seconds: fc.double({ min: 0, max: 5_000, noNaN: true }),
    tokens: fc.integer({ min: 0, max: 50_000 }),
    usd: fc.double({ min: 0, max: 5, noNaN: true }),
  })
  return fc.record({ spent: amounts, reserved: amounts })
}

function startAll(input: Omit<BudgetInput, 'attempts'>, attempts: readonly Attempt[]): readonly Attempt[] {
  const started = generate({ ...input, attempts }).flatMap((step) =>
    step.do === 'start-attempt' ? [{ ...running(step.candidate, step.grant), number: step.number }] : [],
  )
  return [...attempts, ...started]
}

function endOne(attempts: readonly Attempt[], event: Extract<Event, { kind: 'end' }>): readonly Attempt[] {
  const open = attempts.filter(({ status }) => status !== 'ended')
  const chosen = open[event.which % Math.max(1, open.length)]
  return attempts.map((attempt) => {
    if (attempt !== chosen) return attempt
    const grant = attempt.grant ?? {}
    const charged = {
      seconds: (grant.seconds ?? 0) * event.part,
      ...(grant.tokens !== undefined && { tokens: Math.floor(grant.tokens * event.part) }),
      ...(grant.usd !== undefined && { usd: grant.usd * event.part }),
    }
    const failure = event.interrupted ? ('interrupted' as const) : ('crashed' as const)
    const outcome = { kind: 'failure' as const, failure, detail: '', usage: { seconds: charged.seconds } }
    return { ...attempt, status: 'ended' as const, endedAt: NOW, charged, outcome }
  })
}
