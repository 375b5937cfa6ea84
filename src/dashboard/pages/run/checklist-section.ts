import { checklistParts } from '../../../messages/checklist/checklist-parts.ts'
import { fullStop } from '../../../messages/foreign/foreign-text.ts'
import { markdown } from '../../markup/markdown.ts'
import type { Section } from './section.ts'

/** Whether the issue was worth several candidates, asked before anything was spent; of runs from before that was asked, nothing. */
export const checklistSection: Section = ({ run, repositoryUrl }) => {
  const parts = checklistParts(run.speculation)
  if (!parts) return undefined
  const { summary, boxes, outcome } = parts
  const lines = [
    `**${fullStop(summary)}**`,
    '',
    ...boxes.map((box) => `- ${box.replace(/^☑ /, '**Yes.** ').replace(/^☐ /, '**No.** ')}`),
    '',
    outcome,
  ]
  return { id: 'checklist', title: 'Checklist', content: markdown(lines.join('\n'), { repositoryUrl }) }
}
