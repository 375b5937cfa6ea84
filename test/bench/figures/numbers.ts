/** Of values in any order; 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Rounded to tenths, from milliseconds. */
export function seconds(ms: number): number {
  return tenths(ms / 1_000)
}

export function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

export function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
