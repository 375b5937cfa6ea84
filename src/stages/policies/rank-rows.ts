import { changedLines } from '../../domain/patch.ts'
import type { Row } from '../../domain/scoreboard.ts'

const RESULTS: Record<Row['result'], number> = { promote: 0, hold: 1, waiting: 2, reject: 3 }

/**
 * Rows by result, then by their keys. Equal keys: the smaller diff, then the one planned first (its tag), then the name.
 * Never the bigger diff (A13), and never the order in which the rows came.
 */
export function rankRows(rows: readonly Row[]): Row[] {
  return rows.toSorted(
    (a, b) =>
      RESULTS[a.result] - RESULTS[b.result] ||
      compareKeys(b, a) ||
      linesOfRow(a) - linesOfRow(b) ||
      planned(a) - planned(b) ||
      (a.candidate < b.candidate ? -1 : 1),
  )
}

export function isTie(a: Row, b: Row): boolean {
  return compareKeys(a, b) === 0
}

/** Why the better of two rows with equal keys stands first, as the end of `the tie goes to …`. */
export function tieBreak(better: Row, worse: Row): string {
  if (linesOfRow(better) < linesOfRow(worse)) return 'the smaller diff'
  return planned(better) < planned(worse) ? 'the one planned first' : 'the first one by name'
}

function compareKeys({ key: a = [] }: Row, { key: b = [] }: Row): number {
  const length = Math.max(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = billionths(a[index]) - billionths(b[index])
    if (difference !== 0) return difference
  }
  return 0
}

/** Sums of the same parts in another order may differ in the last bits; those are no difference. */
function billionths(element = 0): number {
  return Math.round(element * 1e9)
}

function linesOfRow({ insertions = 0, deletions = 0 }: Row): number {
  return changedLines({ insertions, deletions })
}

/** `primary`, `alt1`, `alt2`, …; whoever has no such tag comes after them. */
function planned({ tag }: Row): number {
  const alternative = /^alt([1-9]\d{0,5})$/.exec(tag)?.[1]
  if (alternative !== undefined) return Number(alternative)
  return tag === 'primary' ? 0 : Number.MAX_SAFE_INTEGER
}
