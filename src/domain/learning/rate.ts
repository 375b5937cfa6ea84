/** So often of so many, and the interval that the true rate lies in with 95 % confidence. */
export interface Rate {
  readonly hits: number
  readonly of: number
  readonly low: number
  readonly high: number
}

const Z = 1.959963984540054

/** Wilson's score interval (E. B. Wilson, 1927): unlike the usual one it stays within 0 and 1, and says little of few. */
export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, low: 0, high: 1 }
  const share = hits / of
  const square = (Z * Z) / of
  const middle = share + square / 2
  const half = Z * Math.sqrt((share * (1 - share) + square / 4) / of)
  const [low, high] = [(middle - half) / (1 + square), (middle + half) / (1 + square)]
  // What rounding leaves at the ends is none.
  return { hits, of, low: hits === 0 ? 0 : low, high: hits === of ? 1 : high }
}
