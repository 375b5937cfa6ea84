export interface SnapshotEntry {
  readonly text: string
  readonly line: number
}

const MAX_TEXT = 5_000_000
/** Jest, Vitest, Bun. */
const EXPORTS = /^exports\[`((?:[^`\\]|\\[\s\S])*)`\] = (`(?:[^`\\]|\\[\s\S])*`|[^\n`]*);?[ \t]*$/gm
/** Syrupy. */
const NAMED = /^# name: ([^\n]*)\n([\s\S]*?)(?=^# (?:name:|---))/gm

/** The snapshots of a file that holds several, by their names; undefined for a file that is one, or that is none of the kind. */
export function snapshotEntries(path: string, text: string): ReadonlyMap<string, SnapshotEntry> | undefined {
  if (text.length > MAX_TEXT) return undefined
  if (path.endsWith('.snap')) return entriesOf(text, EXPORTS, '//')
  return path.endsWith('.ambr') ? entriesOf(text, NAMED, '#') : undefined
}

/** All of the file must be entries: what else is in it may be anything. */
function entriesOf(
  text: string,
  pattern: RegExp,
  comment: string,
): ReadonlyMap<string, SnapshotEntry> | undefined {
  const entries = new Map<string, SnapshotEntry>()
  let line = 1
  let last = 0
  let rest = ''
  for (const match of text.matchAll(pattern)) {
    const [whole, name = '', value = ''] = match
    const between = text.slice(last, match.index)
    rest += between
    line += between.split('\n').length - 1
    if (entries.has(name)) return undefined
    entries.set(name, { text: value, line })
    line += whole.split('\n').length - 1
    last = match.index + whole.length
  }
  rest += text.slice(last)
  const isBeside = (one: string) => one.trim() === '' || one.startsWith(comment)
  return entries.size > 0 && rest.split('\n').every(isBeside) ? entries : undefined
}
