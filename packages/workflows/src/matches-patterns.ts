/**
 * GitHub's filter patterns for branches and paths (docs.github.com, "Workflow syntax", "Filter pattern cheat sheet"): `*`, `**`, `?` and
 * `+` after a character, `[…]`, and `!` to take back. The last pattern that matches decides. Texts are foreign: one pass, no backtracking.
 */
export function matchesPatterns(patterns: readonly string[], text: string): boolean {
  let matched = false
  for (const pattern of patterns) {
    const isNegated = pattern.startsWith('!')
    if (matchesPattern(isNegated ? pattern.slice(1) : pattern, text)) matched = !isNegated
  }
  return matched
}

interface Part {
  readonly accepts: (character: string) => boolean
  /** May be left out. */
  readonly isOptional: boolean
  /** May come any number of times. */
  readonly isRepeated: boolean
  /** Of a double star and a slash: what stands for it ends with a slash, or is nothing. */
  readonly isFolders?: boolean
}

const TOKEN = /\*\*\/|\*+|\[[\w-]+\]|\\.|[?+]|./gsu

function partsOf(pattern: string): readonly Part[] {
  const parts: Part[] = []
  for (const [token] of pattern.matchAll(TOKEN)) {
    const before = parts.at(-1)
    const isCount = (token === '?' || token === '+') && before && !before.isOptional && !before.isRepeated
    if (isCount) parts[parts.length - 1] = { ...before, isOptional: token === '?', isRepeated: token === '+' }
    else parts.push(partOf(token))
  }
  return parts
}

function partOf(token: string): Part {
  const once = { isOptional: false, isRepeated: false }
  if (token === '**/') return { accepts: () => true, isOptional: true, isRepeated: true, isFolders: true }
  if (token.startsWith('**')) return { accepts: () => true, isOptional: true, isRepeated: true }
  if (token === '*') return { accepts: (one) => one !== '/', isOptional: true, isRepeated: true }
  if (token.startsWith('[') && token.length > 1) {
    const ranges = rangesOf(token.slice(1, -1))
    return { accepts: (one) => ranges.some(([from, to]) => one >= from && one <= to), ...once }
  }
  const wanted = token.startsWith('\\') && token.length > 1 ? token.slice(1) : token
  return { accepts: (one) => one === wanted, ...once }
}

/** Of `a-z0-9_`; a range that runs backwards holds nothing. */
function rangesOf(set: string): readonly (readonly [from: string, to: string])[] {
  return [...set.matchAll(/(.)-(.)|./g)].map(([one, from = one, to = one]) => [from, to])
}

/** All places in the pattern where the text read so far may stand. */
function matchesPattern(pattern: string, text: string): boolean {
  const parts = partsOf(pattern)
  let places = reached(parts, new Set([0]))
  for (const character of text) {
    const next = new Set<number>()
    for (const place of places) step(parts, { place, character, next })
    places = reached(parts, next)
    if (places.size === 0) return false
  }
  return places.has(parts.length)
}

interface PatternStep {
  readonly place: number
  readonly character: string
  readonly next: Set<number>
}

function step(parts: readonly Part[], { place, character, next }: PatternStep): void {
  // Negative places are inside a run of folders, which only a slash ends.
  const isInside = place < 0
  const index = isInside ? -place - 1 : place
  const part = parts[index]
  if (!part?.accepts(character)) return
  if (part.isFolders) {
    next.add(-index - 1)
    if (character === '/') next.add(index + 1)
    return
  }
  next.add(index + 1)
  if (part.isRepeated) next.add(index)
}

function reached(parts: readonly Part[], places: Set<number>): Set<number> {
  for (const place of places) if (parts[place]?.isOptional) places.add(place + 1)
  return places
}
