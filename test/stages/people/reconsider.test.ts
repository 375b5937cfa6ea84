import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../src/domain/checks/evidence.ts'
import type { PullRequestEvent, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import type { HumanChoice } from '../../../src/domain/issue/aftermath.ts'
import type { Snapshot } from '../../../src/domain/run/snapshot.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Step } from '../../../src/domain/run/step.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import { reconsider } from '../../../src/stages/people/reconsider.ts'
import { score } from '../../../src/stages/score/score.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const IDS = ['one', 'two', 'three']
const LATER = '2026-05-06T12:00:00.700Z'
/** GitHub gives times in whole seconds. */
const LATER_ON_GITHUB = '2026-05-06T12:00:00Z'

interface Now {
  /** What the pull requests look like now, in a run in which `one` was promoted, or nobody when `confidence` is low. */
  readonly pulls?: Record<string, Partial<PullRequestFacts>>
  readonly confidence?: number
  readonly speculation?: Partial<Speculation>
  readonly snapshot?: Partial<Snapshot>
}

function reconsidered({ pulls = {}, confidence = 0.9, speculation: known, snapshot }: Now): Step[] {
  const speculation = aSpeculation(known)
  const attempts = IDS.map((id) => anAttempt(id, { outcome: anOutcome(id, { confidence }) }))
  const facts = (id: string, index: number, changes: Partial<PullRequestFacts> = {}) =>
    candidateFacts(id, aPullRequest(id, 21 + index, changes))
  const before = IDS.map((id, index) => facts(id, index))
  const decided = decide(score({ speculation, attempts, candidates: before, now: NOW }))
  const promoted = { isDraft: false, events: [event('ready', true)] }
  const now: Snapshot = {
    ...aSnapshot({ now: LATER, ...snapshot }),
    candidates: IDS.map((id, index) =>
      facts(id, index, id === 'one' ? { ...promoted, ...pulls[id] } : { state: 'closed', ...pulls[id] }),
    ),
  }
  return reconsider(now, speculation, { ...decided, decidedAt: NOW })
}

function event(kind: PullRequestEvent['kind'], ours = false, at = NOW): PullRequestEvent {
  return { kind, actor: ours ? 'speculate[bot]' : 'maya', ours, at }
}

const RETARGETED = {
  baseBranch: 'release',
  events: [event('ready', true), { ...event('retargeted'), baseBefore: 'main', base: 'release' }],
}

const rerun = (conclusion: string | undefined): readonly Observation[] => {
  const [lint, test] = greenChecks('one')
  const { conclusion: _, ...again } = aCheckRun('one', 'test', { id: 103 }) as Extract<
    Observation,
    { kind: 'check-run' }
  >
  const last = conclusion ? { ...again, conclusion } : { ...again, status: 'in_progress' }
  return [lint, test, last].filter((one) => one !== undefined)
}

describe('a promotion stays true', () => {
  it('as long as nothing changes', () => {
    expect(reconsidered({})).toEqual([])
  })

  it.each([
    ['commits were pushed', { head: 'c'.repeat(40) }, 'new-commits', '`cccccc'],
    ['it was given another base', RETARGETED, 'retargeted', '`release` now, and it was judged for `main`'],
    [
      'it was given another base, with which it conflicts',
      { ...RETARGETED, mergeable: 'conflicting' as const },
      'retargeted',
      'its base branch is',
    ],
    ['a check fails when it runs again', { observations: rerun('failure') }, 'check-failed', '`test` failed'],
    ['a check times out when it runs again', { observations: rerun('timed_out') }, 'check-failed', '`test`'],
    ['it conflicts with its base', { mergeable: 'conflicting' as const }, 'conflict', 'base has moved'],
  ])('until %s', (_, one, cause, words) => {
    expect(reconsidered({ pulls: { one } })).toEqual([
      { do: 'record-revocation', revocation: { cause, reason: expect.stringContaining(words), at: LATER } },
    ])
  })

  it('until the base asks for another contract', () => {
    const contractNow = { checks: [], fingerprint: 'd'.repeat(64) }
    expect(reconsidered({ snapshot: { contractNow } })).toMatchObject([
      { do: 'record-revocation', revocation: { cause: 'contract-changed' } },
    ])
    const same = { checks: [], fingerprint: 'a'.repeat(64) }
    expect(reconsidered({ snapshot: { contractNow: same } })).toEqual([])
  })

  it.each([
    ['a check runs again, even after its deadline', { observations: rerun(undefined) }],
    ['a check was skipped or cancelled when it was asked again', { observations: rerun('skipped') }],
    ['GitHub answers in part', { observations: [], observationsComplete: false }],
    [
      'a check that nobody requires fails',
      { observations: [...greenChecks('one'), aCheckRun('one', 'coverage', { conclusion: 'failure' })] },
    ],
    ['GitHub does not know yet whether it can be merged', { mergeable: 'unknown' as const }],
  ])('while %s', (_, one) => {
    expect(reconsidered({ pulls: { one } })).toEqual([])
  })

  it.each<[Partial<PullRequestFacts>, Partial<Snapshot>, string]>([
    [{ head: 'c'.repeat(40) }, {}, 'its head is `ccccccc` now, and the checks judged `6f6e652`'],
    [{ observations: rerun('failure') }, {}, '`test` failed on the commit that it had passed on'],
    [
      {},
      { contractNow: { checks: [], fingerprint: 'd'.repeat(64) } },
      'the base branch is judged by something else now (version `dddddddddddd`) than this candidate was (version `aaaaaaaaaaaa`)',
    ],
  ])('and says in words what has changed', (one, snapshot, reason) => {
    expect(reconsidered({ pulls: { one }, snapshot })).toMatchObject([{ revocation: { reason } }])
  })

  it('and is taken back once only', () => {
    const revoked = { cause: 'conflict' as const, reason: 'its base has moved', at: NOW }
    expect(reconsidered({ speculation: { revoked }, pulls: { one: { head: 'c'.repeat(40) } } })).toEqual([])
  })

  it('whatever happens to losers', () => {
    const two = { head: 'c'.repeat(40), mergeable: 'conflicting' as const, observations: [] }
    expect(reconsidered({ pulls: { two } })).toEqual([])
  })

  it('and there is nothing to take back when nobody won', () => {
    expect(reconsidered({ confidence: 0.2, pulls: { one: { head: 'c'.repeat(40), events: [] } } })).toEqual(
      [],
    )
  })
})

describe('a person chooses', () => {
  it.each<[string, string, Partial<PullRequestFacts>, HumanChoice['kind']]>([
    ['marks a loser ready', 'two', { state: 'open', isDraft: false, events: [event('ready')] }, 'made-ready'],
    [
      'reopens a loser',
      'two',
      { state: 'open', events: [event('closed', true), event('reopened')] },
      'reopened',
    ],
    ['merges a loser', 'two', { state: 'merged', events: [event('closed')] }, 'merged'],
    ['merges the winner', 'one', { state: 'merged', events: [event('closed')] }, 'merged'],
    ['closes the winner', 'one', { state: 'closed', events: [event('closed')] }, 'closed'],
    [
      'sends the winner back',
      'one',
      { isDraft: true, events: [event('ready', true), event('drafted')] },
      'sent-back',
    ],
  ])('who %s', (_, candidate, pull, kind) => {
    expect(reconsidered({ pulls: { [candidate]: pull } })).toEqual([
      {
        do: 'record-choice',
        choice: {
          ...{ kind, candidate, actor: 'maya', at: NOW },
          // What was merged may differ from what was judged.
          ...(kind === 'merged' && { head: expect.stringMatching(/^[0-9a-f]{40}$/) }),
        },
      },
    ])
  })

  it('who opens again what we had closed before the verdict', () => {
    const events = [
      event('closed', true, '2026-05-05T11:00:00Z'),
      event('reopened', false, '2026-05-05T11:00:01Z'),
    ]
    expect(reconsidered({ pulls: { two: { state: 'open', events } } })).toMatchObject([
      { choice: { kind: 'reopened', candidate: 'two' } },
    ])
  })

  it('more than one thing about a candidate, one after the other', () => {
    const choices = [{ kind: 'reopened' as const, candidate: 'two', actor: 'maya', at: NOW }]
    const two = { state: 'merged' as const, events: [event('closed')] }
    expect(reconsidered({ speculation: { choices }, pulls: { two } })).toMatchObject([
      { choice: { kind: 'merged', candidate: 'two' } },
    ])
  })

  it('nothing by closing and reopening the winner before anybody looked, whatever they chose of others', () => {
    const choices = [
      { kind: 'reopened' as const, candidate: 'two', actor: 'maya', at: NOW },
      { kind: 'reopened' as const, candidate: 'three', actor: 'maya', at: NOW },
    ]
    const events = [event('closed', false, LATER), event('reopened', false, LATER)]
    expect(reconsidered({ speculation: { choices }, pulls: { one: { events } } })).toEqual([])
  })

  it('and it is recorded once', () => {
    const choices = [{ kind: 'merged' as const, candidate: 'two', actor: 'maya', at: NOW }]
    const two = { state: 'merged' as const, events: [event('closed', false, LATER)] }
    expect(reconsidered({ speculation: { choices }, pulls: { two } })).toEqual([])
  })

  it('several things, told in the order in which they happened', () => {
    const two = { state: 'merged' as const, events: [event('closed', false, LATER_ON_GITHUB)] }
    const three = { state: 'open' as const, isDraft: false, events: [event('ready')] }
    const reported = reconsidered({ pulls: { two, three } })
    expect(reported).toMatchObject([{ choice: { candidate: 'three' } }, { choice: { candidate: 'two' } }])
  })

  it('and then nothing is taken back from under them', () => {
    const one = { isDraft: true, head: 'c'.repeat(40), events: [event('drafted')] }
    expect(reconsidered({ pulls: { one } })).toMatchObject([{ do: 'record-choice' }])
  })

  it('while the winner can still turn out to be wrong when they chose another', () => {
    const one = { mergeable: 'conflicting' as const }
    const two = { state: 'open' as const, isDraft: false, events: [event('ready')] }
    expect(reconsidered({ pulls: { one, two } })).toMatchObject([
      { do: 'record-choice' },
      { do: 'record-revocation' },
    ])
  })

  it('the winner after all, when they mark it ready once it was sent back', () => {
    const revoked = { cause: 'conflict' as const, reason: 'its base has moved', at: LATER }
    const events = [
      event('ready', true),
      event('drafted', true, LATER),
      event('ready', false, LATER_ON_GITHUB),
    ]
    expect(reconsidered({ speculation: { revoked }, pulls: { one: { events } } })).toMatchObject([
      { do: 'record-choice', choice: { kind: 'made-ready', candidate: 'one' } },
    ])
  })

  it('to open the winner again that they had closed', () => {
    const choices = [{ kind: 'closed' as const, candidate: 'one', actor: 'maya', at: NOW }]
    const events = [event('closed'), event('reopened', false, LATER)]
    expect(reconsidered({ speculation: { choices }, pulls: { one: { events } } })).toMatchObject([
      { do: 'record-choice', choice: { kind: 'reopened', candidate: 'one' } },
    ])
  })

  it.each<[string, string, Partial<PullRequestFacts>]>([
    ['what we did ourselves', 'two', { events: [event('closed', true)] }],
    [
      'having had the checks run again by closing and reopening, before the verdict',
      'two',
      {
        state: 'open',
        events: [
          event('closed', false, '2026-05-05T11:00:00Z'),
          event('reopened', false, '2026-05-05T11:00:01Z'),
        ],
      },
    ],
    ['having made the winner ready before we did', 'one', { events: [event('ready')] }],
    [
      'a loser that was made ready and is a draft again',
      'two',
      { events: [event('ready'), event('drafted')] },
    ],
    [
      'having sent the later winner back to draft before the verdict',
      'one',
      {
        isDraft: true,
        events: [
          event('ready', false, '2026-05-05T11:00:00Z'),
          event('drafted', false, '2026-05-05T11:00:01Z'),
        ],
      },
    ],
  ])('nothing by %s', (_, candidate, pull) => {
    expect(reconsidered({ pulls: { [candidate]: pull } })).toEqual([])
  })

  it('even when GitHub does not say who it was', () => {
    const { actor: _nobody, ...anonymous } = event('closed')
    const one = { state: 'closed' as const, events: [{ ...anonymous, actor: undefined }] }
    expect(reconsidered({ pulls: { one } })).toEqual([
      { do: 'record-choice', choice: { kind: 'closed', candidate: 'one', at: NOW } },
    ])
    expect(reconsidered({ pulls: { one: { state: 'merged', events: [] } } })).toEqual([
      {
        do: 'record-choice',
        choice: { kind: 'merged', candidate: 'one', head: expect.any(String), at: NOW },
      },
    ])
  })
})
