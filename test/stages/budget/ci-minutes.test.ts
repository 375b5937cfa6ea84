import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import { nextDay } from '../../../src/domain/run/budget.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { ciSecondsOf } from '../../../src/stages/budget/ci-seconds-of.ts'
import { hasDayLimit, spentDay } from '../../../src/stages/budget/day.ts'
import { levelsOf } from '../../../src/stages/budget/levels.ts'
import { recordCi } from '../../../src/stages/budget/record-ci.ts'
import { anAttempt, aRunningAttempt } from '../../builders/candidate/attempt.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf, NOW } from '../../builders/story.ts'

const job = (id: number, overrides: Parameters<typeof aCheckRun>[2] = {}) =>
  aCheckRun('one', `job ${id}`, {
    id,
    startedAt: '2026-05-05T11:00:00Z',
    completedAt: '2026-05-05T11:05:00Z',
    ...overrides,
  })
const showing = (...observations: Observation[]) => [
  candidateFacts('one', aPullRequest('one', 21, { observations })),
]
const unconfirmed = { runId: 7, path: '.github/workflows/ci.yml', event: 'push', jobConfirmed: false }
const status: Observation = { kind: 'status', context: 'ci', headSha: commitOf('one'), state: 'success' }

describe('the seconds of CI', () => {
  it.each<[string, Observation[], number]>([
    ['of a job that has ended', [job(1)], 300],
    ['of each job, and of each once', [job(1), job(2), job(1)], 600],
    ['of no job that runs', [job(1, { status: 'in_progress' })], 0],
    ['of none that does not say when it began', [job(1, { startedAt: undefined })], 0],
    ['of none that does not say when it ended', [job(1, { completedAt: undefined })], 0],
    ['of none whose times are no times', [job(1, { completedAt: 'soon' })], 0],
    ['of none that no job of GitHub Actions stands behind', [job(1, { workflow: unconfirmed })], 0],
    ['of none that names no workflow', [job(1, { workflow: undefined })], 0],
    ['of another app, which has no workflow', [job(1, { appSlug: 'buildkite', workflow: undefined })], 300],
    ['of no commit status', [status, job(1)], 300],
  ])('are those %s', (_, observations, seconds) => {
    expect(ciSecondsOf(showing(...observations))).toBe(seconds)
  })

  it('are added up over all pull requests, and are none without one', () => {
    const two = candidateFacts('two', aPullRequest('two', 22, { observations: [job(2)] }))
    expect(ciSecondsOf([...showing(job(1)), candidateFacts('three'), two])).toBe(600)
    expect(ciSecondsOf([candidateFacts('three')])).toBe(0)
  })
})

describe('jobs that have ended', () => {
  const recorded = (ci: Record<string, number> | undefined, ...observations: Observation[]) =>
    recordCi({ candidates: showing(...observations), now: NOW }, aSpeculation({ ci }))

  it('are recorded on the day of the look, all of them together', () => {
    expect(recorded(undefined, job(1))).toEqual([{ do: 'record-ci', day: '2026-05-05', seconds: 300 }])
    expect(recorded({ '2026-05-03': 100, '2026-05-04': 199 }, job(1))).toEqual([
      { do: 'record-ci', day: '2026-05-05', seconds: 300 },
    ])
  })

  it('are not recorded twice, nor when fewer are shown than before', () => {
    expect(recorded(undefined)).toEqual([])
    expect(recorded({ '2026-05-03': 100, '2026-05-04': 200 }, job(1))).toEqual([])
    expect(recorded({ '2026-05-04': 301 }, job(1))).toEqual([])
  })
})

describe('what a run and its day have used', () => {
  const budget = { speculation: { ci_minutes: 60 }, repository_day: { ci_minutes: 90, minutes: 100 } }
  const settings = Settings.parse({ budget })
  const levels = (ci: Record<string, number> | undefined, ...observations: Observation[]) =>
    levelsOf({
      speculation: aSpeculation({ settings, ci }),
      attempts: [],
      candidates: showing(...observations),
      now: NOW,
    }).map(({ name, spent }) => [name, spent.ciSeconds])

  it('counts for the day what was not known before it', () => {
    expect(levels({ '2026-05-04': 100, '2026-05-05': 50 }, job(1))).toEqual([
      ['speculation', 300],
      ['repository_day', 200],
    ])
    expect(levels({ '2026-05-04': 100 }, job(1))).toEqual([
      ['speculation', 300],
      ['repository_day', 200],
    ])
    expect(levels(undefined, job(1))).toEqual([
      ['speculation', 300],
      ['repository_day', 300],
    ])
  })

  it('keeps what was known when less is shown', () => {
    expect(levels({ '2026-05-04': 700, '2026-05-05': 20 }, job(1))).toEqual([
      ['speculation', 720],
      ['repository_day', 20],
    ])
    expect(levels({ '2026-05-04': 700 })).toEqual([
      ['speculation', 700],
      ['repository_day', undefined],
    ])
  })

  it('tells what is used from what is only promised, and today from before', () => {
    const running = aRunningAttempt('two', { grant: { seconds: 60 } })
    const earlier = anAttempt('one', { queuedAt: '2026-05-04T23:59:59Z', charged: { seconds: 40 } })
    const promisedEarlier = { ...running, candidate: 'three', queuedAt: '2026-05-04T23:59:59Z' }
    const attempts = [
      earlier,
      anAttempt('one', { number: 2, charged: { seconds: 7 } }),
      running,
      promisedEarlier,
    ]
    const othersToday = { spent: { seconds: 1_000 }, reserved: { seconds: 500 } }
    const input = { speculation: aSpeculation({ settings }), attempts, candidates: [], now: NOW, othersToday }
    expect(levelsOf(input)).toEqual([
      {
        name: 'speculation',
        limits: { ciSeconds: 3_600 },
        spent: { seconds: 47 },
        reserved: { seconds: 120 },
      },
      {
        name: 'repository_day',
        limits: { seconds: 6_000, ciSeconds: 5_400 },
        spent: { seconds: 1_007 },
        reserved: { seconds: 560 },
      },
    ])
  })
})

describe('the day of a repository', () => {
  const day = (repository_day: object) => Settings.parse({ budget: { repository_day } })

  it('is spent by what other runs have used, and unknown where nobody was asked', () => {
    const settings = day({ tokens: 10_000 })
    const othersToday = { spent: { tokens: 10_000 }, reserved: {} }
    expect(spentDay(settings, { othersToday })).toEqual({
      level: 'repository_day',
      dimension: 'tokens',
      spent: 10_000,
      limit: 10_000,
    })
    expect(spentDay(settings, { othersToday: { spent: {}, reserved: { tokens: 10_000 } } })).toBeUndefined()
    expect(spentDay(settings, {})).toBeUndefined()
  })

  it('has a limit where the settings have one', () => {
    expect(hasDayLimit(aSpeculation({ settings: day({ tokens: 1_000 }) }))).toBe(true)
    const { budget, ...rest } = day({})
    const unlimited = { ...rest, budget: { ...budget, repository_day: {} } } as unknown as Settings
    expect(hasDayLimit({ ...aSpeculation(), settings: unlimited })).toBe(false)
  })

  it.each([
    ['2026-05-05T00:00:00.000Z', '2026-05-06T00:00:00.000Z'],
    ['2026-05-05T23:59:59.999Z', '2026-05-06T00:00:00.000Z'],
    ['2026-12-31T12:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('is over after %s at %s', (now, next) => {
    expect(nextDay(now)).toBe(next)
  })
})
