import type { Attempt } from '../../../domain/candidate/attempt.ts'
import type { Plan } from '../../../domain/candidate/brief.ts'
import { latestAsked } from '../../../domain/candidate/latest-attempt.ts'
import { mayTryAgain } from '../../../domain/candidate/may-try-again.ts'
import type { OpinionBox } from '../../../domain/issue/checklist.ts'
import { type AskedOpinion, type Opinion, withOpinion } from '../../../domain/issue/opinion.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { whySingle } from '../../../messages/checklist/checklist-lines.ts'
import { cut, oneLine } from '../../../messages/foreign/foreign-text.ts'
import { sanitizeIssueText } from '../../../messages/foreign/sanitize-issue-text.ts'
import { noAnswerText } from '../../../messages/reasons/no-answer-text.ts'

/** One sentence each. */
const MAX_WHY = 300
const MAX_FILES = 5

/**
 * The plan that stands now that a toolchain was asked whether the issue is worth several candidates: it can only add to what the rules have
 * come to. Where it gave no opinion, the rules alone count. Undefined while it has not answered.
 */
export function weighedPlan(
  { plan: { classifying, ...ruled }, classification }: Pick<Speculation, 'plan' | 'classification'>,
  attempts: readonly Attempt[],
): Plan | undefined {
  const attempt = latestAsked(attempts, 'classify')
  if (!classifying || !classification || !attempt?.outcome || mayTryAgain(attempt)) return undefined
  const opinion = opinionOf(attempt, attempt.outcome, classifying.boxes)
  const { checklist, route } = withOpinion(classification, opinion)
  if (route === 'speculate' && classifying.several) return { ...classifying.several, opinion }
  // How many boxes are ticked may have changed all the same.
  const [before, after] = [whySingle(classification.checklist), whySingle(checklist)]
  return { ...ruled, notes: ruled.notes.map((note) => (note === before ? after : note)), opinion }
}

function opinionOf(
  { toolchain }: Attempt,
  outcome: NonNullable<Attempt['outcome']>,
  asked: readonly OpinionBox[],
): AskedOpinion {
  if (outcome.kind === 'failure') return { kind: 'none', toolchain, why: noAnswerText('opinion', outcome) }
  const given = outcome.kind === 'opinion' ? outcome.opinion : {}
  const answers = Object.fromEntries(asked.flatMap((box) => answerOf(given, box)))
  if (Object.keys(answers).length === 0)
    return { kind: 'none', toolchain, why: noAnswerText('opinion', NOTHING_USABLE) }
  const { models } = outcome.usage
  return { kind: 'given', toolchain, ...withoutUndefined({ models }), answers }
}

const NOTHING_USABLE = { failure: 'no-changes', detail: '' } as const

/** An answer without a reason is none. Whoever gave it has read untrusted text and may repeat it. */
function answerOf(given: Opinion, box: OpinionBox) {
  const answer = given[box]
  const why = answer && cut(oneLine(sanitizeIssueText(answer.why)), MAX_WHY)
  if (!why) return []
  return [[box, { yes: answer.yes, why, files: answer.files.slice(0, MAX_FILES) }] as const]
}
