import { describe, expect, it } from 'vitest'
import type { VerifierContract } from '../../src/domain/contract.ts'
import { judge } from '../../src/stages/judge.ts'
import {
  aCheck,
  aCheckRun,
  anAttempt,
  aPullRequest,
  aSpeculation,
  candidateFacts,
  NOW,
} from '../fakes/facts.ts'

const IDS = ['one', 'two', 'three']
const speculation = aSpeculation()
const { contract } = speculation

function judged(overrides: Partial<Parameters<typeof judge>[0]> = {}) {
  return judge({
    speculation,
    attempts: IDS.map((id) => anAttempt(id)),
    candidates: IDS.map((id, index) => candidateFacts(id, aPullRequest(id, 21 + index))),
    now: NOW,
    ...overrides,
  })
}

describe('rules that change while candidates are judged', () => {
  const other = (checks: VerifierContract['checks']) => ({ checks, fingerprint: 'b'.repeat(64) })

  it.each([
    [
      'names a check that was added',
      other([...contract.checks, aCheck('risk')]),
      '`main` requires `risk` now',
    ],
    ['names a check that was removed', other([aCheck('lint')]), '`main` does not require `test` any more'],
    [
      'says that something else was changed',
      other(contract.checks),
      'workflows, required checks or settings',
    ],
  ])('compare nobody, and the reason %s', (_, contractNow, reason) => {
    const { decision, scoreboard } = judged({ contractNow })
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
    expect(decision.reason).toContain(reason)
    expect(scoreboard.rows.map(({ result }) => result)).toEqual(['hold', 'hold', 'hold'])
  })

  it('are not there while the fingerprint is the same, or not read', () => {
    expect(judged({ contractNow: contract }).decision.kind).toBe('promote')
    expect(judged().decision.kind).toBe('promote')
  })
})

describe('checks that fail on the base already', () => {
  const red = IDS.map((id, index) =>
    candidateFacts(
      id,
      aPullRequest(id, 21 + index, {
        observations: [
          aCheckRun(id, 'lint', { id: 1 }),
          aCheckRun(id, 'test', { id: 2, conclusion: 'failure' }),
        ],
      }),
    ),
  )

  it('reject nobody', () => {
    expect(judged({ candidates: red }).decision.kind).toBe('escalate')
    const { decision } = judged({ candidates: red, redOnBase: ['test'] })
    expect(decision.kind).toBe('promote')
    expect(decision.reason).toContain(
      'passes the 1 of 2 required checks that do not fail on the base already',
    )
  })

  it('promote nobody when no other check is left', () => {
    const { decision, scoreboard } = judged({ redOnBase: ['lint', 'test'] })
    expect(decision).toMatchObject({ kind: 'escalate' })
    expect(scoreboard.rows.map(({ reason }) => reason)).toEqual(
      IDS.map(() => 'is proved by nothing: every required check already fails on the base'),
    )
  })
})
