import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../src/domain/candidate/attempt.ts'
import { latestAttempt } from '../../src/domain/candidate/latest-attempt.ts'
import type { Row } from '../../src/domain/judgement/row.ts'
import { Settings } from '../../src/domain/settings.ts'
import { generate } from '../../src/stages/generate.ts'
import { anAttempt } from '../builders/candidate/attempt.ts'
import { aRow } from '../builders/judgement/row.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { NOW } from '../builders/story.ts'

const generateFor = (attempts: readonly Attempt[], speculation = aSpeculation(), rows: readonly Row[] = []) =>
  generate({ speculation, attempts, candidates: [], now: NOW }, rows)
const started = (steps: ReturnType<typeof generate>) =>
  steps.map((step) => ('candidate' in step ? `${step.do} ${step.candidate}` : step.do))
const interrupted = {
  kind: 'failure' as const,
  failure: 'interrupted' as const,
  detail: '',
  usage: { seconds: 1 },
}
const underWay = { outcome: undefined, endedAt: undefined }

describe('generate', () => {
  it('starts as many attempts as may run at a time, in plan order', () => {
    expect(started(generateFor([]))).toEqual(['start-attempt one', 'start-attempt two'])
  })

  it('starts the next one when another has ended', () => {
    const attempts = [anAttempt('one'), anAttempt('two', { status: 'running', ...underWay })]
    expect(started(generateFor(attempts))).toEqual(['start-attempt three'])
  })

  it('does nothing once every candidate has had its attempt, good or bad', () => {
    const crashed = {
      kind: 'failure' as const,
      failure: 'crashed' as const,
      detail: '',
      usage: { seconds: 1 },
    }
    const attempts = [anAttempt('one'), anAttempt('two', { outcome: crashed }), anAttempt('three')]
    expect(generateFor(attempts)).toEqual([])
  })

  it('tries once more after an interruption, and only once', () => {
    const first = anAttempt('one', { outcome: interrupted })
    const others = [anAttempt('two'), anAttempt('three')]
    expect(generateFor([first, ...others])).toEqual([
      {
        do: 'start-attempt',
        candidate: 'one',
        number: 2,
        toolchain: 'scripted',
        task: { kind: 'patch' },
        grant: { seconds: 1_200 },
      },
    ])
    const second = anAttempt('one', { number: 2, outcome: interrupted })
    expect(generateFor([first, second, ...others])).toEqual([])
  })

  it('ends an attempt whose worker has gone silent', () => {
    const silent = anAttempt('one', {
      status: 'running',
      ...underWay,
      heartbeatAt: '2026-05-05T11:57:00.000Z',
    })
    expect(started(generateFor([silent]))).toEqual(['end-attempt one'])
  })

  it('leaves an attempt alone whose worker has spoken lately', () => {
    const alive = anAttempt('one', {
      status: 'running',
      ...underWay,
      heartbeatAt: '2026-05-05T11:59:50.000Z',
    })
    expect(started(generateFor([alive]))).toEqual(['start-attempt two'])
  })
})

describe('attempts', () => {
  it('are told apart by their number, in whatever order they come', () => {
    const attempts = [2, 3, 1].map((number) => anAttempt('one', { number }))
    expect(latestAttempt([...attempts, anAttempt('two', { number: 4 })], 'one')?.number).toBe(3)
    expect(latestAttempt(attempts, 'two')).toBeUndefined()
  })

  const unfinished = { ...underWay, startedAt: undefined }
  const ended = (overrides: Parameters<typeof anAttempt>[1], now: string) =>
    generate({
      speculation: aSpeculation(),
      attempts: [anAttempt('one', { ...unfinished, ...overrides })],
      candidates: [],
      now,
    }).filter((step) => step.do === 'end-attempt')

  it.each<[string, Parameters<typeof anAttempt>[1], string, string]>([
    [
      'running',
      { status: 'running', heartbeatAt: NOW },
      '2026-05-05T12:01:30.000Z',
      '2026-05-05T12:01:30.001Z',
    ],
    [
      'started',
      { status: 'running', startedAt: NOW },
      '2026-05-05T12:01:30.000Z',
      '2026-05-05T12:01:30.001Z',
    ],
  ])('that are %s are given up after their own time of silence', (_, attempt, patient, late) => {
    expect(ended(attempt, patient)).toEqual([])
    expect(ended(attempt, late)).toEqual([
      {
        do: 'end-attempt',
        candidate: 'one',
        number: 1,
        failure: 'interrupted',
        detail: 'the worker that ran it stopped answering',
      },
    ])
  })

  it('that are queued have others before them, and wait for as long as some worker has their toolchain', () => {
    const attempts = [
      anAttempt('one', { ...unfinished, status: 'queued', queuedAt: NOW, toolchain: 'codex' }),
    ]
    const ended = (now: string, toolchains: readonly string[]) =>
      generate({ speculation: aSpeculation(), attempts, candidates: [], now, toolchains }).filter(
        (step) => step.do === 'end-attempt',
      )
    expect(ended('2026-05-07T12:00:00.000Z', ['claude', 'codex'])).toEqual([])
    expect(ended('2026-05-05T12:05:00.000Z', ['claude'])).toEqual([])
    expect(ended('2026-05-05T12:05:00.001Z', ['claude'])).toEqual([
      {
        do: 'end-attempt',
        candidate: 'one',
        number: 1,
        failure: 'not-installed',
        detail: 'no worker has had the toolchain codex for 5 minutes',
      },
    ])
  })

  it('that need no toolchain wait for any worker', () => {
    const proof = anAttempt('proof', {
      ...unfinished,
      ...{ status: 'queued', queuedAt: NOW, task: { kind: 'prove', commits: [] } },
    })
    const input = { speculation: aSpeculation(), attempts: [proof], candidates: [], toolchains: [] }
    const steps = generate({ ...input, now: '2026-05-07T12:00:00.000Z' })
    expect(steps.filter((step) => step.do === 'end-attempt')).toEqual([])
  })

  it.each([
    ['its worker', true, '2026-05-05T12:01:30.001Z'],
    ['a workflow', { workflow: 'speculate-proof.yml' }, '2026-05-05T12:30:00.001Z'],
  ])('at a proof that %s runs are given up once nobody can be at it any more', (_, proof, late) => {
    const at = (now: string) =>
      generate({
        speculation: aSpeculation({ settings: Settings.parse({ proof }) }),
        attempts: [
          anAttempt('proof', {
            ...unfinished,
            task: { kind: 'prove', commits: [] },
            status: 'running',
            heartbeatAt: NOW,
          }),
        ],
        candidates: [],
        now,
      }).filter((step) => step.do === 'end-attempt')
    expect(at(new Date(Date.parse(late) - 1).toISOString())).toEqual([])
    expect(at(late)).toMatchObject([{ candidate: 'proof', failure: 'interrupted' }])
  })

  it('that have ended are not given up, however long ago', () => {
    const attempts = ['one', 'two', 'three'].map((id) => anAttempt(id))
    expect(
      generate({ speculation: aSpeculation(), attempts, candidates: [], now: '2026-05-06T12:00:00Z' }),
    ).toEqual([])
  })
})

describe('reviews', () => {
  const briefs = aSpeculation().plan.briefs.map((brief, at) => ({
    ...brief,
    toolchain: ['codex', 'claude', 'gemini'][at] ?? '',
  }))
  const speculation = aSpeculation({
    settings: Settings.parse({
      speculation: { default_parallelism: 5, adversarial_review: { enabled: true } },
    }),
    plan: { ...aSpeculation().plan, briefs },
  })
  const attempts = briefs.map(({ id }) => anAttempt(id))
  const reviewsFor = (row: Row) =>
    generateFor(attempts, speculation, [row]).map((step) =>
      step.do === 'start-attempt' ? [step.candidate, step.number, step.toolchain, step.task] : step.do,
    )

  it('are asked of each who is missing, at the commit that is shown', () => {
    expect(reviewsFor(aRow('one', { phase: 'reviewing', result: 'waiting', head: 'c0ffee' }))).toEqual([
      ['one', 2, 'claude', { kind: 'review', commit: 'c0ffee' }],
      ['one', 3, 'gemini', { kind: 'review', commit: 'c0ffee' }],
    ])
  })

  it('are asked neither before the checks have spoken nor where no commit is shown', () => {
    expect(reviewsFor(aRow('one', { phase: 'verifying', result: 'waiting', head: 'c0ffee' }))).toEqual([])
    expect(reviewsFor(aRow('one', { phase: 'reviewing', result: 'waiting' }))).toEqual([])
  })

  it('are what a patch is not', () => {
    const [first] = generateFor([])
    expect(first).toMatchObject({ do: 'start-attempt', candidate: 'one', task: { kind: 'patch' } })
  })
})
