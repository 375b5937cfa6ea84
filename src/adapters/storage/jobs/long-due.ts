const DAY_MS = 24 * 60 * 60_000

/** So that what waits when the clock is set back does not wait until that has come again. */
export function longDue(): Date {
  return new Date(Date.now() - DAY_MS)
}
