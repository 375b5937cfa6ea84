import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { Settings } from '../../domain/settings.ts'
import { besideTests, linesOf } from './policy-score.ts'

/** The end of the explanation for a part that is left out of the sum. */
export const NOT_COUNTED = ', not counted'

type Weights = Omit<Settings['policy']['vote'], 'unearned'>

/** What all candidates of one vote are measured by, the same for each. */
export interface Scale {
  /** The weights add up to 100, unless all of them are 0. */
  readonly weights: Weights
  /** Lines of the largest diff. */
  readonly most: number
  /** The share of the weight for a reported confidence, 0–1; null where the agent was silent. */
  readonly counted: (confidence: number | null) => number
  /** Whether that is the same for all. */
  readonly isShared: boolean
  /** The share for a candidate that nobody reviewed. */
  readonly unreviewed: number
  /** Dimensions that leave the sum, and why. */
  readonly left: { readonly [dimension in keyof Weights]?: string }
}

/** An agent that says nothing is neither sure nor unsure. */
const UNREPORTED_CONFIDENCE = 0.5

/** As the seed has it: what is missing counts as nothing, and each agent's own word for itself. */
export function literalScale(all: readonly CandidateEvidence[], weights: Weights): Scale {
  return {
    weights: toHundred(weights),
    most: largest(all),
    isShared: false,
    counted: (confidence) => confidence ?? UNREPORTED_CONFIDENCE,
    unreviewed: 0,
    left: {},
  }
}

/**
 * What nobody among `remaining` could earn leaves the sum, and the rest is scaled to 100. Confidence is the average of what was
 * reported, for all of them alike: it says how sure their agents are together, and nobody wins or loses by a word about oneself, or by
 * keeping silent.
 */
export function sharedScale(remaining: readonly CandidateEvidence[], weights: Weights): Scale {
  const reported = remaining.flatMap(({ confidence }) => confidence ?? [])
  const average = reported.reduce((sum, one) => sum + one, 0) / Math.max(1, reported.length)
  const left = unearned(remaining)
  return {
    weights: toHundred(withoutLeft(weights, left)),
    most: largest(remaining),
    isShared: true,
    counted: () => average,
    unreviewed: 0.5,
    left,
  }
}

function unearned(remaining: readonly CandidateEvidence[]): Scale['left'] {
  const sizes = new Set(remaining.map(linesOf))
  return {
    ...(remaining.every(({ confidence }) => confidence === null) && { confidence: 'nobody reported one' }),
    ...(remaining.length < 2
      ? { diff_size: 'nobody to compare with' }
      : sizes.size === 1 && { diff_size: sameSize(remaining) }),
    ...(remaining.every(({ review }) => review === null) && { review: 'nobody was asked for one' }),
  }
}

/** The numbers that are shown beside it may differ. */
function sameSize(all: readonly CandidateEvidence[]): string {
  const same = 'all are of the same size'
  return all.every((one) => besideTests(one) === '') ? same : `without tests and comments ${same}`
}

/** Where nothing else has a weight, having passed is all that there is to earn. */
function withoutLeft(weights: Weights, left: Scale['left']): Weights {
  const kept = {
    ...weights,
    ...(left.confidence && { confidence: 0 }),
    ...(left.diff_size && { diff_size: 0 }),
    ...(left.review && { review: 0 }),
  }
  return total(kept) === 0 && total(weights) > 0 ? { ...kept, verification: 1 } : kept
}

function toHundred(weights: Weights): Weights {
  const sum = total(weights)
  if (sum === 100 || sum === 0) return weights
  const scale = (weight: number) => (weight * 100) / sum
  return {
    verification: scale(weights.verification),
    confidence: scale(weights.confidence),
    diff_size: scale(weights.diff_size),
    risk: scale(weights.risk),
    review: scale(weights.review),
  }
}

function total({ verification, confidence, diff_size, risk, review }: Weights): number {
  return verification + confidence + diff_size + risk + review
}

function largest(all: readonly CandidateEvidence[]): number {
  return Math.max(1, ...all.map(linesOf))
}
