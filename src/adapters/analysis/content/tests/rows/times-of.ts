const NUMBERS: readonly RegExp[] = [
  /^\(?(-?\d{1,9})(\.\.[.=]?)(-?\d{1,9})\)?$/,
  /^range\((?:(-?\d{1,9}),)?()(-?\d{1,9})\)$/,
  /^(?:IntStream|Enumerable|LongStream)\.(?:range(?:Closed)?|Range)\((-?\d{1,9}),()(-?\d{1,9})\)$/,
]

/** How often a loop over written-out numbers is gone through: `1..3`, `range(10)`; undefined for all others. */
export function timesOf(iterable: string): number | undefined {
  for (const pattern of NUMBERS) {
    const found = pattern.exec(iterable)
    if (!found) continue
    const [, from = '0', , to = '0'] = found
    return Math.max(0, Number(to) - Number(from))
  }
  return undefined
}
