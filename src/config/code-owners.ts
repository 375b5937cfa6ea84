import type { CodeOwnersRule } from '../domain/run/code-owners.ts'

/**
 * The rules of a CODEOWNERS file (docs.github.com, "About code owners"). What GitHub skips is skipped: patterns with `!`, `[` or an escaped
 * `#`, and lines with something that is no owner. Owners named by their email alone cannot be asked by an App, and are left out.
 */
export function parseCodeOwners(text: string): CodeOwnersRule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...owners] = wordsOf(line)
    if (pattern === undefined || /^(?:!|\\#)|\[/.test(pattern)) return []
    if (!owners.every((one) => NAMED.test(one) || EMAIL.test(one))) return []
    return [{ pattern, owners: owners.filter((one) => NAMED.test(one)).map((one) => one.slice(1)) }]
  })
}

const NAMED = /^@[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\/[A-Za-z0-9][\w.-]{0,99})?$/
const EMAIL = /^[^\s@]{1,100}@[^\s@]{1,100}$/

/** Up to a comment; a space that belongs to a path has a backslash before it. */
function wordsOf(line: string): string[] {
  const words: string[] = []
  for (const [word] of line.matchAll(/(?:\\.|[^\s\\])+|\\$/g)) {
    if (word.startsWith('#')) break
    words.push(word.replaceAll('\\ ', ' '))
  }
  return words
}
