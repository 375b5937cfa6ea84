import type { Classification } from '../../domain/issue/checklist.ts'
import { checklistLines, checklistSummary, whySingle } from './checklist-lines.ts'

/** The checklist as it is folded into the scoreboard, as finished Markdown. */
export interface ChecklistParts {
  readonly summary: string
  readonly boxes: readonly string[]
  readonly outcome: string
}

export function checklistParts(classification: Classification | undefined): ChecklistParts | undefined {
  if (!classification) return undefined
  const { checklist } = classification
  return {
    summary: checklistSummary(checklist),
    boxes: checklistLines(checklist),
    outcome: outcomeText(classification),
  }
}

function outcomeText({ checklist, route, isFollowed }: Classification): string {
  if (route === 'speculate') return 'Two boxes are enough for several candidates.'
  const asked = 'a person has asked for this run, so all candidates are written'
  if (route === 'single')
    return isFollowed
      ? `${whySingle(checklist)} It is judged by the same checks and gates.`
      : `By this alone one candidate would be written; ${asked}.`
  return `By this alone people would decide first; ${asked}.`
}
