/** Words longer than this are not misspellings of a key. */
const LONGEST_WORD = 64

/** The choice that `word` is most likely a misspelling of; undefined when none is close. Ties go to the earlier choice. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  const spelled = normalized(word)
  let best: { readonly choice: string; readonly distance: number } | undefined
  for (const choice of choices) {
    const distance = editDistance(spelled, normalized(choice))
    if (distance > tolerance(choice)) continue
    if (best === undefined || distance < best.distance) best = { choice, distance }
  }
  return best?.choice
}

/** `Vote-Threshold` and `voteThreshold` are spellings of `vote_threshold`, not mistakes in it. */
function normalized(word: string): string {
  return word
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[-\s.]+/g, '_')
}

function tolerance(choice: string): number {
  return Math.max(1, Math.floor(choice.length / 3))
}

/** Levenshtein distance in which swapping two neighbours counts once (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, right.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
