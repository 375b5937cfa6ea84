import { describe, expect, it } from 'vitest'
import type { CandidateFacts, PullRequestEvent } from '../../../src/domain/forge/forge-facts.ts'
import type { Row } from '../../../src/domain/judgement/row.ts'
import { reconsider } from '../../../src/stages/people/reconsider.ts'
import { candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun, greenChecks } from '../../builders/checks/check-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { factsWith, verdictOf } from '../decided.ts'

const IDS = ['one', 'two', 'three']
const LATER = '2026-05-06T12:00:00Z'

const event = (kind: PullRequestEvent['kind'], ours = false, at = LATER): PullRequestEvent => ({
  kind,
  actor: ours ? 'speculate[bot]' : 'maya',
  ours,
  at,
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
      checks: row.checks.map((check) => ({
        ...check,
        ...(check.check === 'test' && { redOnBase: true, verdict: 'failed' as const }),
      })),
    })
    const rows = verdict.scoreboard.rows.map(blind)
    expect(
      looked(factsWith({ one: failing }), { ...verdict, scoreboard: { ...verdict.scoreboard, rows } }),
    ).toEqual([])
  })
})
