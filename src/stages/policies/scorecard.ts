import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { ScorePart } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { count, formatLatency } from '../../messages/numbers.ts'
import type { Policy } from './policy.ts'
import { besideTests, linesOf, type PolicyScore, passes } from './policy-score.ts'

/** A5: the penalties of a patch, subtracted from 1. */
export const scorecard: Policy = {
  score: (all, { policy }) => scoreByPenalties(all, policy.scorecard),
  threshold: ({ verifier }) => verifier.promotion_threshold * 100,
  asksForLint: true,
  heading: 'Score of 100',
  documentation: {
    score: '1 − risk − diff size − p95 latency + reviewer bonus, never below 0',
    winsFrom: '`verifier.promotion_threshold`',
  },
}

type Penalties = Settings['policy']['scorecard']

/**
 * A5, `CandidateScore.total()` of the seed "Speculative patch generation", in hundredths: 1 − risk − diff size − latency +
 * reviewer bonus, never below 0, and 0 when tests or lint fail. A bonus may carry the key over 100; the score stops there.
 */
export function scoreByPenalties(
  all: readonly CandidateEvidence[],
  penalties: Penalties,
): readonly PolicyScore[] {
  return all.map((candidate) => scoreOne(candidate, penalties))
}

function scoreOne(candidate: CandidateEvidence, penalties: Penalties): PolicyScore {
  const { id } = candidate
  if (!passes(candidate) || !candidate.lint_pass) {
    const why = passes(candidate) ? 'a check that lints failed' : 'not every required check passed'
    return {
      id,
      score: 0,
      key: [0],
      parts: [{ name: 'verification', points: 0, outOf: 100, explanation: why }],
    }
  }
  const risk = penalties.risk_penalty[candidate.risk]
  const lines = linesOf(candidate)
  const size = lines * penalties.penalty_per_line
  const latency = countedLatency(candidate) * penalties.penalty_per_ms
  const bonus = candidate.review === 'approve' ? penalties.reviewer_bonus : 0
  const sum = 1 - risk - size - latency + bonus
  const total = Math.max(0, sum)
  const score = Math.min(1, total) * 100
  const parts: readonly ScorePart[] = [
    { name: 'verification', points: 100, outOf: 100, explanation: 'every required check passed, lint too' },
    { name: 'risk', points: taken(risk), outOf: 0, explanation: `${candidate.risk} risk` },
    {
      name: 'diff size',
      points: taken(size),
      outOf: 0,
      explanation: `${count(lines, 'changed line')} of code${besideTests(candidate)}`,
    },
    { name: 'latency', points: taken(latency), outOf: 0, explanation: latencyText(candidate) },
    { name: 'review', points: bonus * 100, outOf: 0, explanation: reviewText(candidate) },
    ...limit(score - sum * 100),
  ]
  return { id, score, key: [total * 100], parts }
}

/** An improvement is not a penalty, but not a bonus either: that would pay for a number that is easily made up. */
function countedLatency({ p95_latency_ms, p95_trusted }: CandidateEvidence): number {
  return p95_trusted ? Math.max(0, p95_latency_ms ?? 0) : 0
}

function latencyText({ p95_latency_ms, p95_trusted }: CandidateEvidence): string {
  if (p95_latency_ms === null) return 'no p95 latency reported'
  const said = `p95 latency ${formatLatency(p95_latency_ms)}`
  if (!p95_trusted) return `${said}, self-reported and not counted`
  return p95_latency_ms > 0 ? said : `${said}, which takes nothing off`
}

function reviewText({ review }: CandidateEvidence): string {
  return review === null ? 'nobody reviewed it' : `reviewers: ${review.replace('_', ' ')}`
}

function limit(difference: number): readonly ScorePart[] {
  if (Math.abs(difference) < 1e-9) return []
  const explanation = difference > 0 ? 'never below 0' : 'never above 100'
  return [{ name: 'limit', points: difference, outOf: 0, explanation }]
}

/** In hundredths; plain 0 and not −0 when nothing is taken off. */
function taken(penalty: number): number {
  return penalty === 0 ? 0 : -penalty * 100
}
