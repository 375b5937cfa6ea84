import { type Amounts, DIMENSIONS, type Dimension, type SpentLimit } from '../../domain/run/budget.ts'
import { formatSeconds, list } from '../numbers.ts'

/** `41,000 tokens`, `$1.25`, `12 min 3 s of agents`. */
export function amountText(dimension: Dimension, amount: number): string {
  switch (dimension) {
    case 'seconds':
      return `${formatSeconds(amount)} of agent time`
    case 'tokens':
      return `${thousands(amount)} tokens`
    case 'usd':
      return dollars(amount)
    case 'ciSeconds':
      return `${formatSeconds(amount)} of CI time`
    default:
      return dimension satisfies never
  }
}

/** All known amounts, as a list; empty when none is known. */
export function amountsText(amounts: Amounts): string {
  return list(
    DIMENSIONS.flatMap((dimension) => {
      const amount = amounts[dimension]
      return amount === undefined ? [] : [amountText(dimension, amount)]
    }),
  )
}

/** Whose budget, and how much of it: a phrase that begins with "the". */
export function spentLimitText({ level, dimension, spent, limit }: SpentLimit): string {
  return `the budget of ${LEVELS[level]} is spent (${amountText(dimension, spent)}; the limit is ${amountText(dimension, limit)})`
}

const LEVELS: Record<SpentLimit['level'], string> = {
  speculation: 'this run',
  repository_day: 'this repository for the day (UTC)',
}

/** To the cent, and below a cent as exactly as it is counted. */
export function dollars(amount: number): string {
  return `$${amount >= 0.01 || amount === 0 ? amount.toFixed(2) : String(Number(amount.toFixed(6)))}`
}

/** `41,000` */
export function thousands(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(?:\d{3})+$)/g, ',')
}
