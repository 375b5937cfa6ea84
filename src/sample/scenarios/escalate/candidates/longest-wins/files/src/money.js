const MOST_DECIMALS = 3
const USUAL_DECIMALS = 2

/** "12.50" EUR is 1250; "1250" JPY is 1250. Refuses what cannot be said exactly. */
export function toMinorUnits(amount, currency) {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(amount)
  const fraction = match?.[2] ?? ''
  if (match === null || fraction.length > MOST_DECIMALS) {
    throw new RangeError(`${amount} is not an amount of ${currency}`)
  }
  return Number(match[1] + fraction.padEnd(Math.max(fraction.length, USUAL_DECIMALS), '0'))
}
