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

/** For people: where the two begin to differ; undefined where the second is as good as the first. */
export function firstDifference(wanted: End, got: End): string | undefined {
  if (got.picture === wanted.picture) {
    const late = got.minutes - wanted.minutes
    return late > MOST_MINUTES_LATE ? `  ${late} minutes later` : undefined
  }
  const place = [...wanted.picture].findIndex((sign, at) => got.picture[at] !== sign)
  const around = ({ picture }: End) => picture.slice(Math.max(0, place - 100), place + 200)
  return `  wanted: ${around(wanted)}\n  got:    ${around(got)}`
}
