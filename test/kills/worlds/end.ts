import type { Call } from './create-life.ts'

/** How a run has ended, and what came about on the way. */
export interface End {
  readonly picture: string
  /** From its label to its end, by the clock of the world. */
  readonly minutes: number
  /** What its first process has called. */
  readonly calls: readonly Call[]
  /** How many of the deaths came about. */
  readonly died: number
}

/** More than this is no delay that a kill may cost. */
const MOST_MINUTES_LATE = 5

/** For people: in what the second is not as good as the first. */
export function worseThan(wanted: End, got: End, mostLate = MOST_MINUTES_LATE): string | undefined {
  const late = got.minutes - wanted.minutes
  return (
    firstDifference(wanted.picture, got.picture) ?? (late > mostLate ? `  ${late} minutes later` : undefined)
  )
}

/** For people: where the two pictures begin to differ. */
export function firstDifference(wanted: string, got: string): string | undefined {
  if (got === wanted) return undefined
  const place = [...wanted].findIndex((sign, at) => got[at] !== sign)
  const around = (picture: string) => picture.slice(Math.max(0, place - 150), place + 250)
  return `  wanted: ${around(wanted)}\n  got:    ${around(got)}`
}
