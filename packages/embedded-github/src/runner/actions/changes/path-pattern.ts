import { createExactGlob } from '../../files/create-glob.ts'

/** A pattern that this runner does not read as the action would. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

export interface PathPattern {
  /** It begins with `!`. */
  readonly isNegated: boolean
  matches(path: string): boolean
}

/**
 * A pattern as picomatch and micromatch read it with `dot`: `*`, `?`, `[…]` inside one name, `**` for any folders, `{a,b}` and `@(a|b)` for
 * one of several, `!` before it for all others. Throws `PatternError` at the other brackets. One pass over a path, no backtracking.
 */
export function parsePathPattern(written: string): PathPattern {
  const text = written.trim()
  const isNegated = /^(?:!!)*!(?!\()/.test(text)
  const pattern = text.replace(/^!+(?!\()/, '')
  if (/[!+*]\(/.test(pattern) || pattern.length > LONGEST)
    throw new PatternError(`the pattern ${JSON.stringify(text.slice(0, 100))}`)
  const globs = expanded(pattern).map(createExactGlob)
  return { isNegated, matches: (path) => globs.some((matches) => matches(path)) }
}

/** More than anybody writes. */
const LONGEST = 1_000
const MAX_ALTERNATIVES = 1_000

/** Every pattern without alternatives that it stands for. */
function expanded(pattern: string): readonly string[] {
  let done: string[] = []
  const waiting = [pattern]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const alternatives = firstAlternatives(one)
    if (alternatives) waiting.push(...alternatives)
    else done = [...done, one]
    if (done.length + waiting.length > MAX_ALTERNATIVES)
      throw new PatternError(`the pattern ${JSON.stringify(pattern.slice(0, 100))}`)
  }
  return done
}

/** Those of the first innermost brackets; undefined where there are none. */
function firstAlternatives(pattern: string): readonly string[] | undefined {
  const all = [...pattern.matchAll(/\{([^{}]*)\}|([@?])\(([^()]*)\)/g)]
  const found = all.find(([, braces]) => braces?.includes(',') ?? true)
  if (!found) return undefined
  const [whole, braces, kind, brackets = ''] = found
  const inside = braces?.split(',') ?? [...(kind === '?' ? [''] : []), ...brackets.split('|')]
  const before = pattern.slice(0, found.index)
  return inside.map((one) => `${before}${one}${pattern.slice(found.index + whole.length)}`)
}
