import type { ConfigurationProblem } from '../domain/parse-result.ts'
import { codeSpan, sentence } from './foreign/foreign-text.ts'

/** As an item of a list, in Markdown. */
export function problemItem({ file, line, message, nearest }: ConfigurationProblem): string {
  const hint = nearest === undefined ? '' : ` Did you mean ${codeSpan(nearest, 100)}?`
  const text = sentence(message, 500)
  return `- ${codeSpan(file, 100)} line ${line}: ${/[.!?…]$/.test(text) ? text : `${text}.`}${hint}`
}
