import { type Attempt, isAt } from '../../domain/candidate/attempt.ts'
import type { Brief } from '../../domain/candidate/brief.ts'
import type { CandidateId, ToolchainName } from '../../domain/candidate/candidate.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import { mayRepeat } from '../../domain/candidate/may-try-again.ts'
import type { ReviewVerdict } from '../../domain/checks/evidence.ts'
import type { RowReview } from '../../domain/judgement/row.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

export interface ReviewState {
  /** The reviews taken together; undefined while one is still awaited. */
  readonly review: RowReview | undefined
  /** Who has not been asked yet, or must be asked again. */
  readonly missing: readonly ToolchainName[]
  /** Reviewers that are waited for, including those still to be asked. */
  readonly waiting: readonly ToolchainName[]
}

interface ReviewInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** The budget is used up: reviewers that have not been asked abstain. */
  readonly isSpent?: boolean
}

/** Who reviews whom, and what came of it (C6)? Undefined where nobody reviews: it is switched off, or there is nobody else. */
export function review(
  candidate: CandidateId,
  { speculation, attempts, isSpent = false }: ReviewInput,
): ReviewState | undefined {
  const { enabled, required_approvals } = speculation.settings.speculation.adversarial_review
  const reviewers = enabled ? reviewersOf(candidate, speculation.plan.briefs) : []
  if (reviewers.length === 0) return undefined
  // Of what was entered again, an earlier commit may have been reviewed.
  const commit = submittedPullRequestOf(speculation, candidate)?.submission.commit
  const known = attempts
    .filter((attempt) => isAt(attempt, 'review'))
    .filter(({ task }) => commit === undefined || task.commit === commit)
  const asked = reviewers.map((reviewer) => ({
    reviewer,
    own: known.filter((one) => one.candidate === candidate && one.toolchain === reviewer),
  }))
  const isMissing = ({ own }: (typeof asked)[number]) => !isSpent && mustAsk(own)
  const isOpen = ({ own }: (typeof asked)[number]) => own.some(({ status }) => status !== 'ended')
  const missing = asked.filter(isMissing).map(({ reviewer }) => reviewer)
  const waiting = asked.filter((one) => isMissing(one) || isOpen(one)).map(({ reviewer }) => reviewer)
  if (waiting.length > 0) return { review: undefined, missing, waiting }
  const by = asked.map(({ reviewer, own }) => answerOf(reviewer, own.at(-1)))
  const approvals = by.filter(({ verdict }) => verdict === 'approve').length
  const together = verdictOf(by.map(({ verdict }) => verdict))
  return { review: { verdict: together, approvals, required: required_approvals, by }, missing, waiting }
}

/** The toolchains that wrote the others; the author's own only where no other competes. In the plan's order. */
export function reviewersOf(candidate: CandidateId, briefs: readonly Brief[]): readonly ToolchainName[] {
  const author = briefs.find(({ id }) => id === candidate)?.toolchain
  const others = briefs.filter(({ id }) => id !== candidate).map(({ toolchain }) => toolchain)
  const strangers = others.filter((toolchain) => toolchain !== author)
  return [...new Set(strangers.length > 0 ? strangers : others)]
}

/** Whatever ends a review, but for an interruption, is its answer: without a verdict it is an abstention. */
function mustAsk(own: readonly Attempt[]): boolean {
  return own.length === 0 || mayRepeat(own)
}

function answerOf(toolchain: ToolchainName, attempt: Attempt | undefined): RowReview['by'][number] {
  const outcome = attempt?.outcome
  if (outcome?.kind === 'review')
    return { toolchain, verdict: outcome.review.verdict, findings: outcome.review.findings.length }
  const failure = outcome?.kind === 'failure' ? outcome.failure : 'budget-spent'
  return { toolchain, verdict: 'abstain', findings: 0, failure }
}

/**
 * Reviewers who disagree count together as an abstention: a policy can make no more of it, and the scoreboard shows
 * each verdict.
 */
function verdictOf(verdicts: readonly ReviewVerdict[]): ReviewVerdict {
  const has = (verdict: ReviewVerdict) => verdicts.includes(verdict)
  if (has('approve') && has('request_changes')) return 'abstain'
  if (has('approve')) return 'approve'
  return has('request_changes') ? 'request_changes' : 'abstain'
}
