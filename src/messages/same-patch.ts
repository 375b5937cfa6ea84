import type { Row } from '../domain/scoreboard.ts'
import { count } from './numbers.ts'

/** Why a candidate is not promoted that wrote what the winner wrote: no rejection, and no fault of it. */
export function standsForBoth(first: string): string {
  return `has the same patch as ${first}; its result stands for both`
}

/** That several came to one patch, each without the others: `three agents wrote this same patch`. */
export function agreementWords({ agreement = [] }: Pick<Row, 'agreement'>): string | undefined {
  const all = agreement.length + 1
  return all === 1 ? undefined : `${NUMBERS[all] ?? count(all, 'agent')} wrote this same patch`
}

const NUMBERS: readonly (string | undefined)[] = [
  undefined,
  undefined,
  'two agents',
  'three agents',
  'four agents',
  'five agents',
]
