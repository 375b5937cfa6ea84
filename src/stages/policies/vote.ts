import type { CandidateEvidence } from '../../domain/candidate-evidence.ts'
import type { ReviewVerdict, RiskLevel } from '../../domain/evidence.ts'
import type { ScorePart } from '../../domain/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import { linesOf, type PolicyScore, passes } from './policy-score.ts'

type Weights = Settings['policy']['vote']

/** An agent that says nothing is neither sure nor unsure. */
const UNREPORTED_CONFIDENCE = 0.5
const RISK_SHARE: Record<RiskLevel, number> = { low: 1, medium: 2 / 3, high: 1 / 3, critical: 0 }
const REVIEW_SHARE: Record<ReviewVerdict, number> = { approve: 1, abstain: 0.5, request_changes: 0 }

/**
 * C3, the vote of the seed "Speculate + Vote": verification 40, confidence 20, diff size 15, risk 15, review 10. The
 * largest diff among `all` gets nothing for its size, so `all` decides the scale; a candidate that did not pass gets 0.
 * Other weights keep their proportions and are scaled to 100 together.
 */
export function vote(all: readonly CandidateEvidence[], weights: Weights): readonly PolicyScore[] {
  const most = Math.max(1, ...all.map(linesOf))
  const scaled = scaleToHundred(weights)
  return all.map((candidate) => {
    const parts = partsOf(candidate, most, scaled)
    const score = parts.reduce((sum, part) => sum + part.points, 0)
    return { id: candidate.id, score, key: [score], parts }
  })
}

function scaleToHundred(weights: Weights): Weights {
  const { verification, confidence, diff_size, risk, review } = weights
  const total = verification + confidence + diff_size + risk + review
  if (total === 100 || total === 0) return weights
  const scale = (weight: number) => (weight * 100) / total
  return {
    verification: scale(verification),
    confidence: scale(confidence),
    diff_size: scale(diff_size),
    risk: scale(risk),
    review: scale(review),
  }
}

function partsOf(candidate: CandidateEvidence, most: number, weights: Weights): readonly ScorePart[] {
  const verification = weights.verification
  if (!passes(candidate)) return [part('verification', 0, verification, 'not every required check passed')]
  const { risk } = candidate
  const lines = linesOf(candidate)
  const small = `${lines} of at most ${most} changed lines`
  return [
    part('verification', verification, verification, 'every required check passed'),
    confidencePart(candidate.confidence, weights.confidence),
    part('diff size', (1 - lines / most) * weights.diff_size, weights.diff_size, small),
    part('risk', RISK_SHARE[risk] * weights.risk, weights.risk, `${risk} risk`),
    reviewPart(candidate.review, weights.review),
  ]
}

function confidencePart(confidence: number | null, weight: number): ScorePart {
  const said =
    confidence === null
      ? `not reported, counted as ${UNREPORTED_CONFIDENCE}`
      : `${confidence} as reported by the agent itself`
  return part('confidence', (confidence ?? UNREPORTED_CONFIDENCE) * weight, weight, said)
}

function reviewPart(review: ReviewVerdict | null, weight: number): ScorePart {
  if (review === null) return part('review', 0, weight, 'nobody reviewed it')
  return part('review', REVIEW_SHARE[review] * weight, weight, `reviewers: ${review.replace('_', ' ')}`)
}

function part(name: string, points: number, outOf: number, explanation: string): ScorePart {
  return { name, points, outOf, explanation }
}
