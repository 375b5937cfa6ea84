import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptOutcome } from '../../../../src/domain/candidate/attempt.ts'
import { Settings } from '../../../../src/domain/settings.ts'
import { reviewedRows } from '../../../../src/stages/score/columns/reviewed-rows.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { aRow } from '../../../builders/judgement/row.ts'
import { aSpeculation } from '../../../builders/run/speculation.ts'
import { anEvidence } from '../../policies/evidence.ts'

const TOOLCHAINS = ['codex', 'claude', 'gemini']
const IDS = ['one', 'two', 'three']
const { plan } = aSpeculation()
const speculation = aSpeculation({
  settings: Settings.parse({ speculation: { adversarial_review: { enabled: true } } }),
  plan: { ...plan, briefs: plan.briefs.map((brief, at) => ({ ...brief, toolchain: TOOLCHAINS[at] ?? '' })) },
})

function review(candidate: string, toolchain: string): Attempt {
  const outcome: AttemptOutcome = {
    kind: 'review',
    review: { verdict: 'approve', summary: '', findings: [], commit: 'c' },
    usage: { seconds: 1 },
  }
  return anAttempt(candidate, { toolchain, task: { kind: 'review', commit: 'c' }, outcome })
}

const looked = (rows: ReturnType<typeof aRow>[], attempts: Attempt[] = [], isSpent = false) =>
  reviewedRows({ rows, evidence: [] }, { speculation, attempts, isSpent }).rows

describe('reviews', () => {
  it('are waited for by each candidate that stands, and by no other', () => {
    const rejected = aRow('three', { result: 'reject', reason: 'changes nothing' })
    expect(looked([aRow('one'), aRow('two'), rejected])).toEqual([
      aRow('one', {
        result: 'waiting',
        phase: 'reviewing',
        reason: 'waits for the review of `claude` and `gemini`',
      }),
      aRow('two', {
        result: 'waiting',
        phase: 'reviewing',
        reason: 'waits for the review of `codex` and `gemini`',
      }),
      rejected,
    ])
  })

  it('name who is still missing', () => {
    expect(looked([aRow('one')], [review('one', 'claude')])[0]?.reason).toBe(
      'waits for the review of `gemini`',
    )
  })

  it('are part of the row once everybody has answered', () => {
    const attempts = [review('one', 'claude'), review('one', 'gemini')]
    expect(looked([aRow('one')], attempts)).toEqual([
      {
        ...aRow('one'),
        review: {
          verdict: 'approve',
          approvals: 2,
          required: 1,
          by: [
            { toolchain: 'claude', verdict: 'approve', findings: 0 },
            { toolchain: 'gemini', verdict: 'approve', findings: 0 },
          ],
        },
      },
    ])
  })

  it('are part of what a policy is told of who was reviewed, and of nobody else', () => {
    const attempts = [review('one', 'claude'), review('one', 'gemini')]
    const rows = [aRow('one'), aRow('two', { result: 'reject', reason: 'changes nothing' })]
    const all = { rows, evidence: [anEvidence({ id: 'two' }), anEvidence({ id: 'one' })] }
    const { evidence } = reviewedRows(all, { speculation, attempts, isSpent: false })
    expect(evidence.map((one) => [one.id, one.review])).toEqual([
      ['two', null],
      ['one', 'approve'],
    ])
  })

  it('are not begun while any candidate is waited for', () => {
    const rows = [aRow('one'), aRow('two', { result: 'waiting', phase: 'verifying' }), aRow('three')]
    expect(looked(rows, [review('one', 'claude')])).toEqual(rows)
  })

  it('are not waited for where nobody can be asked any more', () => {
    expect(looked([aRow('one')], [], true)[0]).toMatchObject({
      result: 'hold',
      review: { verdict: 'abstain', approvals: 0 },
    })
  })

  it('change nothing where they are switched off', () => {
    const rows = IDS.map((id) => aRow(id))
    const all = { rows, evidence: [anEvidence({ id: 'one' })] }
    expect(reviewedRows(all, { speculation: aSpeculation(), attempts: [], isSpent: false })).toEqual(all)
  })
})
