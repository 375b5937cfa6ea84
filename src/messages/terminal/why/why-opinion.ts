import type { AttemptOutcome } from '../../../domain/candidate/attempt.ts'
import type { Plan } from '../../../domain/candidate/brief.ts'
import { OPINION_BOXES } from '../../../domain/issue/checklist.ts'
import { QUESTIONS } from '../../checklist/checklist-lines.ts'
import { inQuotes, plain } from '../../foreign/plain-text.ts'
import { formatSeconds } from '../../numbers.ts'
import { noAnswerText } from '../../reasons/no-answer-text.ts'
import { costText } from './why-plan.ts'

export function classifyingText({ toolchain }: NonNullable<Plan['classifying']>): string {
  return `${toolchain} is asked first whether the issue is worth several candidates; unless it says so these compete:`
}

/** What a toolchain has said of the boxes that the rules left open. */
export function opinionGiven(
  toolchain: string,
  outcome: Extract<AttemptOutcome, { kind: 'failure' | 'opinion' }>,
): readonly string[] {
  if (outcome.kind === 'failure')
    return [
      `${toolchain}, asked whether the issue is worth several candidates, ${plain(noAnswerText('opinion', outcome))}`,
    ]
  const { opinion, usage } = outcome
  const answers = OPINION_BOXES.flatMap((box) => {
    const answer = opinion[box]
    return answer ? [`${inQuotes(QUESTIONS[box])}: ${answer.yes ? 'yes' : 'no'}, ${plain(answer.why)}`] : []
  })
  return [
    `${toolchain} gave its opinion on the issue in ${formatSeconds(usage.seconds)}${costText(usage)}`,
    ...answers,
  ]
}
