import type { Speculation } from '../../domain/run/speculation.ts'
import { oneLine } from '../../messages/foreign/foreign-text.ts'
import { sanitizeIssueText } from '../../messages/foreign/sanitize-issue-text.ts'

/** Shorter quotations could be found in any issue. */
const LEAST = 10

/** Whether these are words of the issue that a person reading it sees. How they are broken into lines does not matter. */
export function isQuoted(quote: string, { snapshot }: Pick<Speculation, 'snapshot'>): boolean {
  const words = oneLine(quote)
  const said = words.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (said < LEAST) return false
  return [snapshot.title, snapshot.body].some((text) => oneLine(sanitizeIssueText(text)).includes(words))
}
