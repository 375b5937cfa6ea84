import type { Row } from '../../domain/judgement/row.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

/** Why a candidate is not promoted that wrote what the winner wrote: no rejection, and no fault of it. */
export function standsForBoth(first: string): string {
  return `has the same patch as ${first}; its result stands for both`
}

/**
 * That one patch was come to several times, each without the others: `three agents wrote this same patch`. What one agent writes again
 * under another strategy is not another agent's word.
 */
export function agreementText(row: AgreedRow, rows: readonly AgreedRow[]): string | undefined {
  const { agreement = [] } = row
  if (agreement.length === 0) return undefined
  const others = agreement.map((id) => rows.find(({ candidate }) => candidate === id))
  const names = [row, ...others].map((one) => one?.toolchain ?? '')
  const known = names.filter((name) => name !== '')
  const agents = new Set(known).size + names.length - known.length
  const times = NUMBERS[names.length] ?? String(names.length)
  if (agents === names.length) return `${times} agents wrote this same patch`
  if (agents > 1) return `${NUMBERS[agents]} agents wrote this same patch, ${times} times together`
  const often = names.length === 2 ? 'twice' : `${times} times`
  return `${codeSpan(row.toolchain, 40)} wrote it ${often}, each time under another strategy`
}

type AgreedRow = Pick<Row, 'candidate' | 'toolchain' | 'agreement'>

const NUMBERS: readonly (string | undefined)[] = [undefined, 'one', 'two', 'three', 'four', 'five']
