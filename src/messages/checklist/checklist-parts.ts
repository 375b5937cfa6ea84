import type { Classification } from '../../domain/issue/checklist.ts'
import { type AskedOpinion, withOpinion } from '../../domain/issue/opinion.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { checklistLines, checklistSummary, whySingle } from './checklist-lines.ts'

/** The checklist as it is folded into the scoreboard, as finished Markdown. */
export interface ChecklistParts {
  readonly summary: string
  readonly boxes: readonly string[]
  readonly outcome: string
}

export function checklistParts({
  classification,
  plan: { opinion },
}: Pick<Speculation, 'classification' | 'plan'>): ChecklistParts | undefined {
  if (!classification) return undefined
  const weighed = withOpinion(classification, opinion)
  const { checklist } = weighed
  return {
    summary: checklistSummary(checklist),
    boxes: checklistLines(checklist),
    outcome: [...askedText(opinion), outcomeText(weighed)].join(' '),
  }
}

/** Where it has said something, that stands beside the boxes. */
function askedText(opinion: AskedOpinion | undefined): string[] {
  if (opinion?.kind !== 'none') return []
  return [
    `${codeSpan(opinion.toolchain, 40)} was asked as well and ${opinion.why}, so the rules alone count.`,
  ]
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
