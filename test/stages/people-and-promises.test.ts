import { describe, expect, it } from 'vitest'
import type { HumanChoice } from '../../src/domain/aftermath.ts'
import type { Row } from '../../src/domain/scoreboard.ts'
import type { CandidateFacts, PullRequestEvent, PullRequestFacts } from '../../src/domain/snapshot.ts'
import type { Verdict } from '../../src/domain/step.ts'
import { decide } from '../../src/stages/decide.ts'
import { generate, latestAttempt } from '../../src/stages/generate.ts'
import { humanChoices } from '../../src/stages/human-choices.ts'
import { reconsider } from '../../src/stages/reconsider.ts'
import { score } from '../../src/stages/score/score.ts'
import {
  aCheckRun,
  anAttempt,
  anOutcome,
  aPullRequest,
  aSnapshot,
  aSpeculation,
  candidateFacts,
  greenChecks,
  NOW,
} from '../fakes/facts.ts'

const IDS = ['one', 'two', 'three']
const BEFORE = '2026-05-05T11:00:00Z'
const LATER = '2026-05-06T12:00:00Z'

const event = (kind: PullRequestEvent['kind'], ours = false, at = LATER): PullRequestEvent => ({
  kind,
  actor: ours ? 'speculate[bot]' : 'maya',
  ours,
  at,
})
const chosen = (kind: HumanChoice['kind'], candidate: string): HumanChoice => ({
  kind,
  candidate,
  actor: 'maya',
  at: NOW,
})

/** A verdict for `one`, or for nobody when nobody is sure enough. */
function verdictOf(confidence = 0.9): Verdict {
  const attempts = IDS.map((id) => anAttempt(id, { outcome: anOutcome(id, { confidence }) }))
  const candidates = IDS.map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index)))
  return { ...decide(score({ speculation: aSpeculation(), attempts, candidates, now: NOW })), decidedAt: NOW }
}

function factsWith(pulls: Record<string, Partial<PullRequestFacts>>): CandidateFacts[] {
  return IDS.map((id, index) => {
    const usual = id === 'one' ? { isDraft: false } : { state: 'closed' as const }
    return candidateFacts(id, aPullRequest(id, 21 + index, { ...usual, ...pulls[id] }))
  })
}

describe('what people chose', () => {
  const fresh = (pulls: Record<string, Partial<PullRequestFacts>>, choices: readonly HumanChoice[] = []) =>
    humanChoices(factsWith(pulls), aSpeculation({ choices: [...choices] }), verdictOf())
      .slice(choices.length)
      .map(({ kind, candidate }) => `${kind} ${candidate}`)
  const again = { events: [event('closed'), event('reopened')] }

  it('is to open the winner again only if they had closed it, whatever else they chose', () => {
    expect(fresh({ one: again }, [chosen('closed', 'two')])).toEqual([])
    expect(fresh({ one: again }, [chosen('made-ready', 'one')])).toEqual([])
    expect(fresh({ one: again }, [chosen('reopened', 'two'), chosen('closed', 'one')])).toEqual([
      'reopened one',
    ])
  })

  it('is nothing when what was opened again is closed again', () => {
    const events = [event('closed', true), event('reopened'), event('closed')]
    expect(fresh({ one: { events } }, [chosen('closed', 'one')])).toEqual([])
    expect(fresh({ two: { events } })).toEqual([])
  })

  it('is nothing when they reopened before the verdict what we had only converted', () => {
    const events = [
      event('drafted', true, BEFORE),
      event('closed', false, BEFORE),
      event('reopened', false, BEFORE),
    ]
    expect(fresh({ two: { state: 'open', events } })).toEqual([])
  })

  it('is the same choice only of the same candidate', () => {
    const three = { state: 'merged' as const, events: [event('closed')] }
    expect(fresh({ three }, [chosen('merged', 'two')])).toEqual(['merged three'])
  })

  it('is not that we closed the winner; it is theirs when nobody says whose it was', () => {
    expect(fresh({ one: { state: 'closed', events: [event('closed', true)] } })).toEqual([])
    expect(fresh({ one: { state: 'closed', events: [] } })).toEqual(['closed one'])
  })

  it('is nothing about a candidate without a pull request', () => {
    expect(
      humanChoices(
        IDS.map((id) => candidateFacts(id)),
        aSpeculation(),
        verdictOf(),
      ),
    ).toEqual([])
  })
})

describe('a promise that is looked at again', () => {
  const looked = (candidates: CandidateFacts[], verdict = verdictOf()) =>
    reconsider(aSnapshot({ now: LATER, candidates }), aSpeculation(), verdict)
  const moved = { head: 'c'.repeat(40) }

  it('is that of the winner, in whatever order candidates come', () => {
    const steps = looked(factsWith({ one: moved }).toReversed())
    expect(steps).toMatchObject([{ revocation: { cause: 'new-commits' } }])
    expect(looked(factsWith({ two: moved, three: moved }).toReversed())).toEqual([])
  })

  it('is over once the pull request is, and unknown without one', () => {
    expect(
      looked(factsWith({ one: { ...moved, state: 'closed', events: [event('closed', true)] } })),
    ).toEqual([])
    expect(looked(IDS.map((id) => candidateFacts(id)))).toEqual([])
    expect(looked([])).toEqual([])
  })

  it('was never given when nobody won, whatever people choose', () => {
    const two = { state: 'open' as const, isDraft: false, events: [event('ready')] }
    expect(looked(factsWith({ one: moved, two }), verdictOf(0.4))).toMatchObject([
      { do: 'record-choice', choice: { kind: 'made-ready', candidate: 'two' } },
    ])
  })

  const failing = {
    observations: [
      ...greenChecks('one'),
      aCheckRun('one', 'test', {
        id: 900,
        conclusion: 'failure',
        annotations: [{ level: 'failure', message: '2 of 14 failed' }],
      }),
    ],
  }

  it('is broken in the words of the check', () => {
    expect(looked(factsWith({ one: failing }))).toMatchObject([
      { revocation: { reason: '`test` failed on the commit that it had passed on: `2 of 14 failed`' } },
    ])
  })

  it('is not broken by a check that proved nothing then', () => {
    const verdict = verdictOf()
    const blind = (row: Row): Row => ({
      ...row,
      checks: row.checks.map((check) => ({ ...check, ...(check.check === 'test' && { redOnBase: true }) })),
    })
    const rows = verdict.scoreboard.rows.map(blind)
    expect(
      looked(factsWith({ one: failing }), { ...verdict, scoreboard: { ...verdict.scoreboard, rows } }),
    ).toEqual([])
  })
})

describe('attempts', () => {
  it('are told apart by their number, in whatever order they come', () => {
    const attempts = [2, 3, 1].map((number) => anAttempt('one', { number }))
    expect(latestAttempt([...attempts, anAttempt('two', { number: 4 })], 'one')?.number).toBe(3)
    expect(latestAttempt(attempts, 'two')).toBeUndefined()
  })

  const underWay = { outcome: undefined, endedAt: undefined, startedAt: undefined }
  const ended = (overrides: Parameters<typeof anAttempt>[1], now: string) =>
    generate({
      speculation: aSpeculation(),
      attempts: [anAttempt('one', { ...underWay, ...overrides })],
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
    ['queued', { status: 'queued', queuedAt: NOW }, '2026-05-05T12:30:00.000Z', '2026-05-05T12:30:00.001Z'],
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

  it('that have ended are not given up, however long ago', () => {
    const attempts = IDS.map((id) => anAttempt(id))
    expect(generate({ speculation: aSpeculation(), attempts, candidates: [], now: LATER })).toEqual([])
  })
})
