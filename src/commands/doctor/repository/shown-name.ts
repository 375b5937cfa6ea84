import { cut, oneLine } from '../../../messages/foreign/foreign-text.ts'
import { inQuotes } from '../../../messages/foreign/plain-text.ts'

const LONGEST = 80

/** A name that somebody else has chosen, for a terminal, as it has to be typed where it is named. */
export function shownName(name: string): string {
  return inQuotes(cut(oneLine(name), LONGEST))
}
