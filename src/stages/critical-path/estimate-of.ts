const HOUR = 60
const DAY = 8 * HOUR
const UNITS: Readonly<Record<string, number>> = { m: 1, min: 1, h: HOUR, d: DAY, w: 5 * DAY }

const ESTIMATE = /^(?:estimate|est|effort) ?[:=/]? ?(\d{1,4}(?:\.\d{1,2})?) ?(min|[mhdw])?$/i

/** Minutes of work by a label such as `estimate:3d`; a number alone means days. Undefined where no label says it. */
export function estimateOf(labels: readonly string[]): number | undefined {
  for (const label of labels) {
    const [, amount, unit = 'd'] = ESTIMATE.exec(label.trim().slice(0, 50)) ?? []
    if (amount !== undefined) return Math.round(Number(amount) * (UNITS[unit.toLowerCase()] ?? DAY))
  }
  return undefined
}

/** What nobody has estimated counts as a day. */
export const USUAL_MINUTES = DAY
