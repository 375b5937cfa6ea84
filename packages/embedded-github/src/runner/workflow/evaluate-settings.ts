import { type Evaluation, ExpressionError } from '@speculate-dev/workflows'
import { evaluated } from './parse-matrix.ts'
import { isCount } from './read-mapping.ts'
import type { Flag, Minutes } from './workflow.ts'

/** `continue-on-error` and `fail-fast`. Throws `ExpressionError`. */
export function flagOf(flag: Flag, evaluation: Evaluation): boolean {
  const value = typeof flag === 'string' ? evaluated(flag, evaluation) : flag
  if (value === true || value === false) return value
  if (value === null || value === '' || value === 'false') return false
  if (value === 'true') return true
  throw new ExpressionError(`\`${flag}\` is neither true nor false`)
}

/** `timeout-minutes` and `max-parallel`; what is empty says nothing. Throws `ExpressionError`. */
export function countOf(count: Minutes, evaluation: Evaluation): number | undefined {
  if (typeof count !== 'string') return count
  const text = String(evaluated(count, evaluation) ?? '')
  if (text === '') return undefined
  if (isCount(text)) return Number(text)
  throw new ExpressionError(`\`${count}\` is not a positive whole number`)
}
