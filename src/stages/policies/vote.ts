import type { ReviewVerdict, RiskLevel } from '../../domain/checks/evidence.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { ScorePart } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { count } from '../../messages/numbers.ts'
import { leftOutNotes } from './left-out-notes.ts'
import type { Policy } from './policy.ts'
import { besideTests, linesOf, type PolicyScore, passes } from './policy-score.ts'
import { literalScale, NOT_COUNTED, type Scale, sharedScale } from './vote-scale.ts'

/** C3: five weighted parts. */
export const vote: Policy = {
  score: (all, { policy }) => scoreByVote(all, policy.vote),
  threshold: ({ speculation }) => speculation.vote_threshold * 100,
  heading: 'Score of 100',
  notes: leftOutNotes,
  documentation: {
    score:
      'five weighted parts: verification 40, confidence 20, diff size 15, risk 15, review 10; other weights are scaled to 100 together',
    winsFrom: '`speculation.vote_threshold` (70)',
  },
}

const RISK_SHARE: Record<RiskLevel, number> = { low: 1, medium: 2 / 3, high: 1 / 3, critical: 0 }
const REVIEW_SHARE: Record<ReviewVerdict, number> = { approve: 1, abstain: 0.5, request_changes: 0 }

/**
 * C3, the vote of the seed "Speculate + Vote": verification 40, confidence 20, diff size 15, risk 15, review 10. The
 * largest diff among `all` gets nothing for its size, so `all` decides the scale; a candidate that did not pass gets 0.
 * Other weights keep their proportions and are scaled to 100 together, and so is what is left when nobody could earn a dimension.
 */
export function scoreByVote(
  all: readonly CandidateEvidence[],
  { unearned, ...weights }: Settings['policy']['vote'],
): readonly PolicyScore[] {
  const scale = unearned === 'zero' ? literalScale(all, weights) : sharedScale(all.filter(passes), weights)
  return all.map((candidate) => {
    const parts = partsOf(candidate, scale)
    const score = parts.reduce((sum, part) => sum + part.points, 0)
    return { id: candidate.id, score, key: [score], parts }
  })
}

function partsOf(candidate: CandidateEvidence, scale: Scale): readonly ScorePart[] {
  const { weights } = scale
  if (!passes(candidate))
    return [part('verification', 0, weights.verification, 'not every required check passed')]
  return [
    part('verification', 1, weights.verification, 'every required check passed'),
    confidencePart(candidate, scale),
    sizePart(candidate, scale),
    part('risk', RISK_SHARE[candidate.risk], weights.risk, `${candidate.risk} risk`),
    reviewPart(candidate, scale),
  ]
}

function confidencePart(
  { confidence }: CandidateEvidence,
  { counted, isShared, weights, left }: Scale,
): ScorePart {
  if (left.confidence) return uncounted('confidence', left.confidence)
  const share = counted(confidence)
  const reported =
    confidence === null
      ? `not reported, counted as ${rounded(share)}`
      : `${confidence} as reported by the agent itself`
  const levelled =
    confidence === null
      ? `${reported} like the others: silence decides nothing`
      : `${reported}, counted as ${rounded(share)} for all alike: nobody ranks by their own word`
  return part('confidence', share, weights.confidence, isShared && confidence !== share ? levelled : reported)
}

function sizePart(candidate: CandidateEvidence, { most, weights, left }: Scale): ScorePart {
  if (left.diff_size) return uncounted('diff size', left.diff_size)
  const lines = linesOf(candidate)
  const said = `${count(lines, 'changed line')} of code${besideTests(candidate)}`
  return part('diff size', 1 - lines / most, weights.diff_size, said)
}

function reviewPart({ review }: CandidateEvidence, { weights, left, unreviewed }: Scale): ScorePart {
  if (left.review) return uncounted('review', left.review)
  if (review === null) {
    const said = unreviewed === 0 ? 'nobody reviewed it' : 'nobody reviewed it, counted as an abstention'
    return part('review', unreviewed, weights.review, said)
  }
  return part('review', REVIEW_SHARE[review], weights.review, `reviewers: ${review.replace('_', ' ')}`)
}

function part(name: string, share: number, outOf: number, explanation: string): ScorePart {
  return { name, points: share * outOf, outOf, explanation }
}

function uncounted(name: string, why: string): ScorePart {
  return { name, points: 0, outOf: 0, explanation: `${why}${NOT_COUNTED}` }
}

function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000
}
