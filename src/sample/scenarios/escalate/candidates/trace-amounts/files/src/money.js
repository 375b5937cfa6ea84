const DECIMALS = { JPY: 0, KRW: 0, BHD: 3, KWD: 3 }
const USUAL_DECIMALS = 2

/** "12.50" EUR is 1250; "1250" JPY is 1250. Refuses what cannot be said exactly. */
export function toMinorUnits(amount, currency) {
  const decimals = DECIMALS[currency] ?? USUAL_DECIMALS
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(amount)
  const fraction = match?.[2] ?? ''
  if (match === null || fraction.length > decimals) {
    throw new RangeError(`${amount} is not an amount of ${currency}`)
  }
  return Number(match[1] + fraction.padEnd(decimals, '0'))
}
