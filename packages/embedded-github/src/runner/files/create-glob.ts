/**
 * Patterns of `hashFiles()`, as `@actions/glob` reads them: `*`, `?`, `[…]` inside one folder's name, `**` for any number of folders, `!` to
 * take back; a folder that matches stands for all below it. The last pattern that matches decides. One pass, no backtracking over folders.
 */
export function createGlob(patterns: readonly string[]): (path: string) => boolean {
  const parsed = patterns
    .flatMap((pattern) => pattern.split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isNegated: line.startsWith('!'), segments: segmentsOf(line.replace(/^!+/, '')) }))
  return (path) => {
    const names = path.split('/')
    let matched = false
    for (const { isNegated, segments } of parsed) if (matches(segments, names)) matched = !isNegated
    return matched
  }
}

/** The same, of one pattern that covers nothing below what it names. */
export function createExactGlob(pattern: string): (path: string) => boolean {
  const segments = segmentsOf(pattern)
  return (path) => matches(segments, path.split('/'), { coversBelow: false })
}

function segmentsOf(pattern: string): readonly string[] {
  return pattern.split('/').filter((segment) => segment !== '' && segment !== '.')
}

/** All places in the pattern where the path read so far may stand; one that is at its end covers what is below. */
function matches(
  segments: readonly string[],
  names: readonly string[],
  { coversBelow }: { readonly coversBelow: boolean } = { coversBelow: true },
): boolean {
  let places = reached(segments, new Set([0]))
  for (const name of names) {
    if (coversBelow && places.has(segments.length)) return true
    const next = new Set<number>()
    for (const place of places) {
      const segment = segments[place] ?? ''
      if (segment === '**') next.add(place)
      else if (matchesName(segment, name)) next.add(place + 1)
    }
    places = reached(segments, next)
  }
  return places.has(segments.length)
}

function reached(segments: readonly string[], places: Set<number>): Set<number> {
  for (const place of places) if (segments[place] === '**') places.add(place + 1)
  return places
}

/** The one star that was read last is all that has to be tried again. */
function matchesName(segment: string, name: string): boolean {
  const parts = [...segment.matchAll(/\[[^\]]+\]|\\.|./gsu)].map(([part]) => part)
  const characters = [...name]
  let [at, part] = [0, 0]
  let star: { readonly at: number; readonly part: number } | undefined
  while (at < characters.length) {
    const one = parts[part]
    if (one === '*') {
      star = { at, part }
      part += 1
    } else if (one !== undefined && accepts(one, characters[at] ?? '')) {
      at += 1
      part += 1
    } else if (star) {
      star = { at: star.at + 1, part: star.part }
      at = star.at
      part = star.part + 1
    } else return false
  }
  return parts.slice(part).every((one) => one === '*')
}

function accepts(part: string, character: string): boolean {
  if (part === '?') return true
  if (part.startsWith('\\') && part.length > 1) return part.slice(1) === character
  if (!part.startsWith('[') || part.length === 1) return part === character
  const body = part.slice(1, -1)
  const isNegated = /^[!^]/.test(body)
  return isInSet(isNegated ? body.slice(1) : body, character) !== isNegated
}

function isInSet(body: string, character: string): boolean {
  const ranges = [...body.matchAll(/(.)-(.)|(.)/gsu)]
  return ranges.some(([, from, to, one]) =>
    one === undefined ? character >= (from ?? '') && character <= (to ?? '') : one === character,
  )
}
