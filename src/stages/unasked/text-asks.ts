import type { IssueBlock } from '../../domain/issue/issue-block.ts'
import { sanitizeIssueText } from '../../messages/foreign/sanitize-issue-text.ts'
import { formFields } from '../checklist/form-fields.ts'

/** Whether an issue asks for a run in its own text: `dk_speculate: true` in its block, or in a field of its form. */
export function textAsks(body: string, block: IssueBlock | undefined): 'block' | 'form' | undefined {
  if (block?.dk_speculate !== undefined) return block.dk_speculate ? 'block' : undefined
  const field = formFields(sanitizeIssueText(body)).find(({ name }) => /^(?:dk_)?speculate\??$/.test(name))
  return field && /^(?:(?:true|yes)\b|- \[x\])/i.test(field.value) ? 'form' : undefined
}
