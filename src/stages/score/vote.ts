import type { ReviewVerdict, RiskLevel } from '../../domain/evidence.ts'
import type { ScorePart } from '../../domain/scoreboard.ts'

/** What the vote knows of a candidate (C3). */
export interface VoteInput {
  readonly allPassed: boolean
  /** 0–1 as reported by the agent, or undefined when it reported none. */
  readonly confidence: number | undefined
  readonly insertions: number
  readonly deletions: number
  readonly risk: RiskLevel
  readonly review: ReviewVerdict | undefined
}

export interface Voted {
  /** 0–100 */
  readonly score: number
  readonly parts: readonly ScorePart[]
}

/** An agent that says nothing is neither sure nor unsure. */
const UNREPORTED_CONFIDENCE = 0.5
const RISK_POINTS: Record<RiskLevel, number> = { low: 15, medium: 10, high: 5, critical: 0 }
const REVIEW_POINTS: Record<ReviewVerdict, number> = { approve: 10, abstain: 5, request_changes: 0 }

/**
 * The vote of the seed "Speculate + Vote": verification 40, confidence 20, diff size 15, risk 15, review 10. The
 * largest diff among `all` gets nothing for its size, so `all` decides the scale; a candidate that did not pass gets 0.
 */
export function vote(candidate: VoteInput, all: readonly VoteInput[]): Voted {
  if (!candidate.allPassed)
    return { score: 0, parts: [part('verification', 0, 40, 'not every required check passed')] }
  const parts = [
    part('verification', 40, 40, 'every required check passed'),
    confidencePart(candidate.confidence),
    diffPart(candidate, all),
    part('risk', RISK_POINTS[candidate.risk], 15, `${candidate.risk} risk`),
    reviewPart(candidate.review),
  ]
  return { score: parts.reduce((sum, one) => sum + one.points, 0), parts }
}

function confidencePart(confidence: number | undefined): ScorePart {
  const said =
    confidence === undefined
      ? `not reported, counted as ${UNREPORTED_CONFIDENCE}`
      : `${confidence} as reported by the agent itself`
  return part('confidence', (confidence ?? UNREPORTED_CONFIDENCE) * 20, 20, said)
}

function diffPart(candidate: VoteInput, all: readonly VoteInput[]): ScorePart {
  const lines = linesOf(candidate)
  const most = Math.max(1, ...all.map(linesOf))
  return part('diff size', (1 - lines / most) * 15, 15, `${lines} of at most ${most} changed lines`)
}

function reviewPart(review: ReviewVerdict | undefined): ScorePart {
  if (!review) return part('review', 0, 10, 'nobody reviewed it')
  return part('review', REVIEW_POINTS[review], 10, `reviewers: ${review.replace('_', ' ')}`)
}

function linesOf({ insertions, deletions }: VoteInput): number {
  return insertions + deletions
}

function part(name: ScorePart['name'], points: number, outOf: number, explanation: string): ScorePart {
  return { name, points, outOf, explanation }
}
