import { usedAmounts } from '../../../domain/candidate/attempt.ts'
import { DISTINCTION, PLANNER, PROOF, TRIAGE } from '../../../domain/candidate/candidate.ts'
import { SUBMITTED } from '../../../domain/candidate/competitor.ts'
import type { AttemptEndEvent, AttemptUsageEvent } from '../../../domain/run/audit.ts'
import { plain, quoted } from '../../foreign/plain-text.ts'
import { count, formatDiff, formatSeconds, list } from '../../numbers.ts'
import { noTestReason } from '../../proof/distinction.ts'
import { notCheckedReason } from '../../proof/proof.ts'
import { amountsText } from '../../reasons/budget.ts'
import { leftBehind } from '../../reasons/left-behind.ts'
import { noAnswerText } from '../../reasons/no-answer-text.ts'
import { attemptFailureReason } from '../../reasons/reasons.ts'
import { reviewerText } from '../../reasons/reviewer-text.ts'
import { opinionGiven } from './why-opinion.ts'
import { costText, planProposed } from './why-plan.ts'

/** How an attempt ended; nothing where the story is of another candidate. A name that is reserved now may be a candidate's in older logs. */
export function attemptEnded(
  { candidate, number, toolchain, outcome }: AttemptEndEvent,
  only: string | undefined,
  isCandidate: boolean,
): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  const who = `attempt ${number} of ${candidate}, by ${toolchain},`
  if (candidate === PROOF && toolchain === PROOF && (outcome.kind === 'failure' || outcome.kind === 'proof'))
    return [proofEnded(outcome)]
  if (outcome.kind === 'failure' && candidate === PLANNER)
    return [`the planner ${toolchain} ${plain(noAnswerText('plan', outcome))}`]
  if (outcome.kind === 'opinion' || (outcome.kind === 'failure' && candidate === TRIAGE && !isCandidate))
    return opinionGiven(toolchain, outcome)
  if (outcome.kind === 'distinction' || (outcome.kind === 'failure' && candidate === DISTINCTION))
    return [distinctionEnded(toolchain, outcome)]
  if (outcome.kind === 'failure') return [`${who} ended: ${quoted(attemptFailureReason(outcome))}`]
  if (outcome.kind === 'plan') return planProposed(toolchain, outcome)
  if (outcome.kind === 'review') {
    const { verdict, findings } = outcome.review
    return [`${plain(reviewerText({ toolchain, verdict, findings: findings.length }))} on ${candidate}`]
  }
  if (outcome.kind === 'proof') return [proofEnded(outcome)]
  const { patch, report, usage } = outcome
  const size = `${formatDiff(patch.insertions, patch.deletions)} lines in ${count(patch.files.length, 'file')}`
  const said = report.rationale.trim() === '' ? [] : [`it says about itself: ${plain(report.rationale)}`]
  if (toolchain === SUBMITTED) return [`${candidate} was read, commit ${patch.commit.slice(0, 12)}: ${size}`]
  return [
    `${who} wrote a patch in ${formatSeconds(usage.seconds)}${costText(usage)}: ${size}`,
    ...leftBehind(outcome).map(quoted),
    ...said,
  ]
}

function proofEnded(outcome: Extract<AttemptEndEvent['outcome'], { kind: 'failure' | 'proof' }>): string {
  if (outcome.kind === 'failure')
    return `the candidates were not run on each other's tests: ${quoted(notCheckedReason(outcome))}`
  const { matrix, runner, usage } = outcome
  const runs = new Set(matrix.cells.map(({ run }) => run)).size
  return `${count(matrix.candidates.length, 'candidate')} and the base were run on each other's tests by ${plain(runner)}: ${count(runs, 'run')} in ${formatSeconds(usage.seconds)}`
}

function distinctionEnded(
  toolchain: string,
  outcome: Extract<AttemptEndEvent['outcome'], { kind: 'failure' | 'distinction' }>,
): string {
  const asked = `${plain(toolchain)} was asked for a test on which the best two differ`
  if (outcome.kind === 'failure') return `${asked}, and ${quoted(noTestReason(outcome))}`
  const { cells, files, runner, usage } = outcome
  const left = list(files.map(({ path }) => plain(path)))
  return `${asked}, and left ${left}: ${count(cells.length, 'run')} by ${plain(runner)}, each of them twice, in ${formatSeconds(usage.seconds)}${costText(usage)}`
}

/** What an attempt had cost that was ended before it answered. */
export function attemptUsed(
  { candidate, number, usage }: AttemptUsageEvent,
  only: string | undefined,
): readonly string[] {
  if (only !== undefined && only !== candidate) return []
  return [
    `attempt ${number} of ${candidate}, which had been ended, had used ${amountsText(usedAmounts(usage))}`,
  ]
}
