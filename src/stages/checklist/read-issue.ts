import type { IssueFacts } from '../../domain/forge/forge-facts.ts'
import type { Sign } from '../../domain/issue/checklist.ts'
import { sanitizeIssueText } from '../../messages/foreign/sanitize-issue-text.ts'
import { type FormField, formFields } from './form-fields.ts'
import { type NamedArea, namedArea } from './named-area.ts'

/** An issue as the rules of the checklist look at it: what a reader sees of it, and nothing else (T3). */
export interface ReadIssue {
  readonly title: string
  readonly text: string
  readonly labels: readonly string[]
  readonly fields: readonly FormField[]
  readonly area: NamedArea
}

/** As much of a text as anybody writes about one thing. */
const MAX_TEXT = 64 * 1024

export function readIssue(
  { title, body, labels }: Pick<IssueFacts, 'title' | 'body' | 'labels'>,
  paths: readonly string[],
): ReadIssue {
  const text = sanitizeIssueText(body.slice(0, MAX_TEXT))
  return { title, text, labels, fields: formFields(text), area: namedArea(`${title}\n${text}`, paths) }
}

/**
 * Whether a label is one of these, whatever stands before it: `kind: Migration`, `type/migration` and `migration` are one.
 */
export function labelSign(labels: readonly string[], wanted: RegExp): Sign | undefined {
  const label = labels.find((each) => wanted.test(lastPart(each)))
  return label === undefined ? undefined : { where: 'label', text: label.slice(0, 50) }
}

/** `Area: Needs design` → `needs-design`. */
function lastPart(label: string): string {
  const parts = label.toLowerCase().split(/[:/]/)
  return (parts.at(-1) ?? '').trim().replace(/[\s_]+/g, '-')
}

/** What was answered to a field of the issue form, where its answer is one of these. */
export function fieldSign(
  fields: readonly FormField[],
  named: RegExp,
  wanted: RegExp = /\S/,
): Sign | undefined {
  const field = fields.find(({ name, value }) => named.test(name) && wanted.test(value.slice(0, 200)))
  return (
    field && { where: 'field', text: `${field.name}: ${field.value.split('\n', 1)[0] ?? ''}`.slice(0, 120) }
  )
}

export function titleSign(title: string, wanted: RegExp): Sign | undefined {
  const [found] = wanted.exec(title.slice(0, 300)) ?? []
  return found === undefined ? undefined : { where: 'title', text: found }
}
