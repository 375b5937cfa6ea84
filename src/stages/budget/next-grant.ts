import { type Amounts, DIMENSIONS, type Dimension } from '../../domain/run/budget.ts'
import type { Settings } from '../../domain/settings.ts'
import { type Level, placesIn } from './levels.ts'

interface GrantCase {
  readonly levels: readonly Level[]
  readonly settings: Settings
  /** Candidates that still need an attempt, including this one: they share what is left. */
  readonly needing: number
}

/**
 * What the next attempt may use at most: a fair part of what every budget has left after all that is used and promised, and never more
 * than one attempt may. Undefined while too little is left.
 */
export function nextGrant({ levels, settings, needing }: GrantCase): Amounts | undefined {
  const parts = DIMENSIONS.map((dimension) => partOf(dimension, levels, needing))
  if (parts.some((part) => part === 'nothing')) return undefined
  const own: Amounts = { seconds: settings.attempt_minutes * 60, ...settings.budget.attempt }
  const grant = DIMENSIONS.flatMap((dimension, index) => {
    const part = parts[index]
    const amounts = [own[dimension], part].filter((amount) => typeof amount === 'number')
    if (dimension === 'ciSeconds' || amounts.length === 0) return []
    return [[dimension, roundDown(dimension, Math.min(...amounts))] as const]
  })
  return Object.fromEntries(grant)
}

/** Undefined where nothing limits it. */
function partOf(
  dimension: Dimension,
  levels: readonly Level[],
  needing: number,
): number | 'nothing' | undefined {
  const parts = levels.flatMap(({ limits, spent, reserved }) => {
    const limit = limits[dimension]
    if (limit === undefined) return []
    const left = limit - (spent[dimension] ?? 0) - (reserved[dimension] ?? 0)
    const places = placesIn(dimension, left)
    // One attempt with enough to work is better than many with too little.
    return [places < 1 ? 0 : left / Math.min(needing, places)]
  })
  if (parts.length === 0) return undefined
  const least = Math.min(...parts)
  return least > 0 ? least : 'nothing'
}

/** To whole tokens, millionths of a dollar and milliseconds, so that rounding never adds up to more than there is. */
const PER_UNIT: Record<Dimension, number> = { seconds: 1e3, tokens: 1, usd: 1e6, ciSeconds: 1e3 }

function roundDown(dimension: Dimension, amount: number): number {
  // Up to a billionth, a product like 0.07 * 1e6 is the whole number it should be.
  return Math.floor(amount * PER_UNIT[dimension] + 1e-9) / PER_UNIT[dimension]
}
