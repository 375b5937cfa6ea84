import { describe, expect, it } from 'vitest'
import type { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { UNKNOWN_ELEMENT } from '../../../src/domain/judgement/scoreboard.ts'
import { rankByTuple } from '../../../src/stages/policies/lexicographic.ts'
import { scoreByPenalties } from '../../../src/stages/policies/scorecard.ts'
import { scoreByVote } from '../../../src/stages/policies/vote.ts'
import { anEvidence, DEFAULTS, LITERAL } from './evidence.ts'

type Parts = ReturnType<typeof scoreByVote>[number]['parts']

const reported = (parts: Parts | undefined) =>
  (parts ?? []).map(
    (part) => `${part.name} ${Math.round(part.points * 1e6) / 1e6}/${part.outOf}: ${part.explanation}`,
  )

describe('the words of a vote', () => {
  const words = (evidence: Partial<CandidateEvidence>) =>
    reported(
      scoreByVote([anEvidence(evidence), anEvidence({ id: 'two', insertions: 80 })], LITERAL.policy.vote)[0]
        ?.parts,
    )

  it('tell every part', () => {
    expect(words({ confidence: 0.9, risk: 'high', review: 'request_changes' })).toEqual([
      'verification 40/40: every required check passed',
      'confidence 18/20: 0.9 as reported by the agent itself',
      'diff size 11.666667/15: 20 changed lines of code',
      'risk 5/15: high risk',
      'review 0/10: reviewers: request changes',
    ])
    expect(words({ risk: 'critical', review: 'abstain' })).toEqual([
      'verification 40/40: every required check passed',
      'confidence 10/20: not reported, counted as 0.5',
      'diff size 11.666667/15: 20 changed lines of code',
      'risk 0/15: critical risk',
      'review 5/10: reviewers: abstain',
    ])
    expect(words({})[4]).toBe('review 0/10: nobody reviewed it')
  })

  it('say of who did not pass nothing but that', () => {
    expect(words({ tests_pass: false })).toEqual(['verification 0/40: not every required check passed'])
  })

  it('leave weights alone that add up to nothing, and a diff of nothing is no division by it', () => {
    const none = {
      verification: 0,
      confidence: 0,
      diff_size: 0,
      risk: 0,
      review: 0,
      unearned: 'zero' as const,
    }
    expect(scoreByVote([anEvidence()], none)[0]).toMatchObject({ score: 0, key: [0] })
    const [empty] = scoreByVote([anEvidence({ insertions: 0, deletions: 0 })], LITERAL.policy.vote)
    expect(reported(empty?.parts)[2]).toBe('diff size 15/15: 0 changed lines of code')
  })

  it('scale each weight to 100 together', () => {
    const double = {
      verification: 80,
      confidence: 40,
      diff_size: 30,
      risk: 30,
      review: 20,
      unearned: 'zero' as const,
    }
    expect(scoreByVote([anEvidence()], double)).toEqual(scoreByVote([anEvidence()], LITERAL.policy.vote))
  })
})

describe('the words of a scorecard', () => {
  const words = (evidence: Partial<CandidateEvidence>) =>
    reported(scoreByPenalties([anEvidence(evidence)], DEFAULTS.policy.scorecard)[0]?.parts)

  it('tell every part', () => {
    expect(words({ p95_latency_ms: 4, p95_trusted: true, review: 'approve', risk: 'medium' })).toEqual([
      'verification 100/100: every required check passed, lint too',
      'risk -7/0: medium risk',
      'diff size -4/0: 20 changed lines of code',
      'latency -0.6/0: p95 latency +4ms',
      'review 5/0: reviewers: approve',
    ])
  })

  it.each<[Partial<CandidateEvidence>, string]>([
    [{}, 'latency 0/0: no p95 latency reported'],
    [{ p95_latency_ms: 0, p95_trusted: true }, 'latency 0/0: p95 latency 0ms, which takes nothing off'],
    [{ p95_latency_ms: -4, p95_trusted: true }, 'latency 0/0: p95 latency -4ms, which takes nothing off'],
    [
      { p95_latency_ms: -4, p95_trusted: false },
      'latency 0/0: p95 latency -4ms, self-reported and not counted',
    ],
    [{ review: 'request_changes' }, 'review 0/0: reviewers: request changes'],
    [{ review: 'abstain' }, 'review 0/0: reviewers: abstain'],
    [{}, 'review 0/0: nobody reviewed it'],
    [{ insertions: 600, risk: 'critical' }, 'limit 52/0: never below 0'],
    [{ insertions: 0, deletions: 0, review: 'approve' }, 'limit -5/0: never above 100'],
  ])('%j: %s', (evidence, part) => {
    expect(words(evidence)).toContain(part)
  })

  it.each<[Partial<CandidateEvidence>, string]>([
    [{ tests_pass: false }, 'verification 0/100: not every required check passed'],
    [{ lint_pass: false }, 'verification 0/100: a check that lints failed'],
  ])('%j: nothing but %s', (evidence, part) => {
    expect(words(evidence)).toEqual([part])
    expect(scoreByPenalties([anEvidence(evidence)], DEFAULTS.policy.scorecard)).toMatchObject([
      { score: 0, key: [0] },
    ])
  })

  it('has no part for a limit that was not reached', () => {
    expect(words({}).some((part) => part.startsWith('limit'))).toBe(false)
  })
})

describe('the words of a tuple', () => {
  const words = (evidence: Partial<CandidateEvidence>) =>
    reported(rankByTuple([anEvidence(evidence)])[0]?.parts)

  it('tell every element', () => {
    expect(words({ complexity_delta: -1, test_runtime_seconds: 3 })).toEqual([
      'tests_pass 1/0: tests pass',
      'complexity_delta 1/0: complexity −1',
      'lines_added -10/0: 10 lines added',
      'adds_tests 0/0: it adds no test',
      'test_runtime_seconds -3/0: 3 s of checks',
    ])
    expect(words({ tests_pass: false })).toEqual([
      'tests_pass 0/0: tests fail',
      `complexity_delta ${UNKNOWN_ELEMENT}/0: complexity unknown, which counts as the worst`,
      'lines_added -10/0: 10 lines added',
      'adds_tests 0/0: it adds no test',
      `test_runtime_seconds ${UNKNOWN_ELEMENT}/0: time of the checks unknown, which counts as the worst`,
    ])
  })

  it('have no negative zero, which canonical JSON could not tell from zero', () => {
    const [scored] = rankByTuple([
      anEvidence({ complexity_delta: 0, insertions: 0, test_runtime_seconds: 0 }),
    ])
    expect(scored?.key).toEqual([1, 0, 0, 0, 0])
  })
})
