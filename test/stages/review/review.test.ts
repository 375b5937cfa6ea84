import { describe, expect, it } from 'vitest'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { rankTag } from '../../../src/domain/candidate/candidate.ts'
import type { ReviewVerdict } from '../../../src/domain/checks/evidence.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { review, reviewersOf } from '../../../src/stages/review/review.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

const by = (...toolchains: string[]) =>
  toolchains.map((toolchain, n) => ({
    id: ['one', 'two', 'three'][n] ?? 'four',
    tag: rankTag(n),
    strategy: 'another way',
    constraints: [],
    toolchain,
  }))

describe('who reviews a candidate', () => {
  it.each([
    ['the toolchains of the others', by('codex', 'claude', 'gemini'), 'one', ['claude', 'gemini']],
    ['each only once', by('codex', 'claude', 'claude'), 'one', ['claude']],
    ['not its own toolchain, though it wrote another', by('codex', 'claude', 'codex'), 'one', ['claude']],
    ['its own toolchain where no other competes', by('codex', 'codex'), 'two', ['codex']],
    ['nobody where it competes alone', by('codex'), 'one', []],
    ['its author apart, wherever that stands in the plan', by('codex', 'claude'), 'two', ['codex']],
    ['everybody who wrote, where it is not in the plan', by('codex', 'claude'), 'else', ['codex', 'claude']],
  ])('is %s', (_, briefs, candidate, reviewers) => {
    expect(reviewersOf(candidate, briefs)).toEqual(reviewers)
  })
})

const speculation = aSpeculation({
  settings: Settings.parse({
    speculation: { adversarial_review: { enabled: true, required_approvals: 1 } },
  }),
  plan: { source: 'defaults', briefs: by('codex', 'claude', 'gemini'), invariants: [], notes: [] },
})

const reviewed = (...attempts: Attempt[]) => review('one', { speculation, attempts })

function asked(toolchain: string, overrides: Partial<Attempt> = {}): Attempt {
  const { outcome: _, ...open } = anAttempt('one', {
    toolchain,
    task: { kind: 'review', commit: 'c' },
    status: 'running',
  })
  return { ...open, ...overrides }
}

function said(toolchain: string, verdict: ReviewVerdict, findings = 0): Attempt {
  const found = Array.from({ length: findings }, () => ({ path: 'a', text: 'x', onLine: false }))
  const outcome: AttemptOutcome = {
    kind: 'review',
    review: { verdict, summary: '', findings: found, commit: 'c' },
    usage: { seconds: 1 },
  }
  return asked(toolchain, { status: 'ended', outcome })
}

function failed(toolchain: string, failure: 'crashed' | 'interrupted'): Attempt {
  return asked(toolchain, {
    status: 'ended',
    outcome: { kind: 'failure', failure, detail: 'x', usage: { seconds: 1 } },
  })
}

describe('the reviews of a candidate', () => {
  it('are not asked for where they are switched off', () => {
    const off = aSpeculation({ plan: speculation.plan })
    expect(review('one', { speculation: off, attempts: [] })).toBeUndefined()
  })

  it('are asked of everybody who has not been asked', () => {
    expect(reviewed()).toEqual({
      review: undefined,
      missing: ['claude', 'gemini'],
      waiting: ['claude', 'gemini'],
    })
    expect(reviewed(asked('claude'))).toMatchObject({ missing: ['gemini'], waiting: ['claude', 'gemini'] })
  })

  it('are waited for until the last one has answered', () => {
    expect(reviewed(said('claude', 'approve'), asked('gemini'))).toEqual({
      review: undefined,
      missing: [],
      waiting: ['gemini'],
    })
  })

  it.each([
    ['approve', 'approve', 'approve', 2],
    ['approve', 'abstain', 'approve', 1],
    ['approve', 'request_changes', 'abstain', 1],
    ['abstain', 'request_changes', 'request_changes', 0],
    ['request_changes', 'request_changes', 'request_changes', 0],
    ['abstain', 'abstain', 'abstain', 0],
  ] as const)('%s and %s are %s together', (one, other, together, approvals) => {
    const outcome = reviewed(said('claude', one, 2), said('gemini', other))
    expect(outcome?.review).toEqual({
      verdict: together,
      approvals,
      required: 1,
      by: [
        { toolchain: 'claude', verdict: one, findings: 2 },
        { toolchain: 'gemini', verdict: other, findings: 0 },
      ],
    })
  })

  it('a reviewer that crashed abstains, and it is said why', () => {
    expect(reviewed(failed('claude', 'crashed'), said('gemini', 'approve'))?.review?.by[0]).toEqual({
      toolchain: 'claude',
      verdict: 'abstain',
      findings: 0,
      failure: 'crashed',
    })
  })

  it('an interrupted one is asked for once more, and then no more', () => {
    const other = said('gemini', 'approve')
    expect(reviewed(failed('claude', 'interrupted'), other)?.missing).toEqual(['claude'])
    const twice = [failed('claude', 'interrupted'), failed('claude', 'interrupted')]
    expect(reviewed(...twice, other)?.review?.by[0]).toMatchObject({ failure: 'interrupted' })
  })

  it('are still waited for when an interrupted one runs a second time', () => {
    const attempts = [failed('claude', 'interrupted'), asked('claude'), said('gemini', 'approve')]
    expect(reviewed(...attempts)).toEqual({ review: undefined, missing: [], waiting: ['claude'] })
  })

  it('who cannot be asked any more abstains for the budget, and who has begun is waited for', () => {
    const spent = (...attempts: Attempt[]) => review('one', { speculation, attempts, isSpent: true })
    expect(spent(said('gemini', 'approve'))).toEqual({
      review: {
        verdict: 'approve',
        approvals: 1,
        required: 1,
        by: [
          { toolchain: 'claude', verdict: 'abstain', findings: 0, failure: 'budget-spent' },
          { toolchain: 'gemini', verdict: 'approve', findings: 0 },
        ],
      },
      missing: [],
      waiting: [],
    })
    expect(spent(asked('gemini'))).toEqual({ review: undefined, missing: [], waiting: ['gemini'] })
  })

  it('what is no review and no failure counts as an abstention', () => {
    const odd = asked('claude', { status: 'ended', outcome: anAttempt('one').outcome })
    expect(reviewed(odd, said('gemini', 'approve'))?.review?.by[0]).toEqual({
      toolchain: 'claude',
      verdict: 'abstain',
      findings: 0,
      failure: 'budget-spent',
    })
  })

  it("the candidate's own attempt, and reviews of others, are no reviews of it", () => {
    const others = { ...said('claude', 'approve'), candidate: 'two' }
    expect(reviewed(anAttempt('one', { toolchain: 'claude' }), others)?.missing).toEqual(['claude', 'gemini'])
  })
})
