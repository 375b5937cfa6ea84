import type { CodeOwnersRule } from '../../domain/run/code-owners.ts'

/** Who owns these files, in the order of their paths: of each file the last rule that matches it. */
export function ownersOf(rules: readonly CodeOwnersRule[], paths: readonly string[]): string[] {
  const patterns = rules.map(({ pattern }) => segmentsOf(pattern))
  const owners = paths.flatMap((path) => {
    const segments = path.split('/')
    const last = patterns.findLastIndex((pattern) => pattern !== undefined && matches(pattern, segments))
    return rules[last]?.owners ?? []
  })
  return [...new Set(owners)]
}

/** A double star stands for any number of folders. Undefined for what matches nothing. */
function segmentsOf(pattern: string): readonly string[] | undefined {
  if (pattern === '/' || pattern.includes('***')) return undefined
  const named = pattern.split('/')
  const isFolder = named.at(-1) === ''
  const parts = isFolder ? named.slice(0, -1) : named
  // Only a slash before the end says where in the repository it lies.
  const anchored = parts[0] === '' ? parts.slice(1) : parts.length > 1 ? parts : ['**', ...parts]
  // A name stands for a file and for all that a folder of that name holds; a lone star only for what lies right there.
  const last = anchored.at(-1)
  if (isFolder) return [...anchored, '**', '*']
  return last === '**' ? [...anchored, '*'] : last === '*' ? anchored : [...anchored, BELOW]
}

/** Nothing more, or anything below. */
const BELOW = '**/'

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  // Places of the pattern where the segments read so far may stand.
  let places = withSkipped(pattern, new Set([0]))
  for (const segment of path) {
    const next = new Set<number>()
    for (const place of places) {
      const part = pattern[place]
      if (part === '**' || part === BELOW) next.add(place)
      else if (part !== undefined && matchesSegment(part, segment)) next.add(place + 1)
    }
    places = withSkipped(pattern, next)
  }
  return places.has(pattern.length)
}

function withSkipped(pattern: readonly string[], places: Set<number>): Set<number> {
  for (const place of places) if (pattern[place] === '**' || pattern[place] === BELOW) places.add(place + 1)
  return places
}

/** A star is any text, a question mark any character; a star that was read too short is read one longer. */
function matchesSegment(pattern: string, text: string): boolean {
  let [at, read] = [0, 0]
  let star: { at: number; read: number } | undefined
  while (read < text.length) {
    if (pattern[at] === '*') {
      star = { at, read }
      at += 1
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[read])) {
      at += 1
      read += 1
    } else if (star) {
      star = { at: star.at, read: star.read + 1 }
      at = star.at + 1
      read = star.read
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}
