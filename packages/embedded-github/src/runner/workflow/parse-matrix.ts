import type { Evaluation, Mapping, Value } from '@speculate-dev/workflows'
import {
  asMapping,
  asValue,
  ExpressionError,
  evaluateExpression,
  expressionParts,
  expressionsIn,
  interpolate,
  isList,
  MAX_COMBINATIONS,
  matrixCombinations,
  TEMPLATE,
} from '@speculate-dev/workflows'
import { findUnknownKeys, readCount, readFlag } from './read-mapping.ts'
import type { Job, MatrixCombination } from './workflow.ts'

/** `strategy`: the combinations of its matrix, or the matrix as it is written where only a run knows them. */
export function parseMatrix(
  strategy: unknown,
  { where, findings }: { readonly where: string; readonly findings: string[] },
): Pick<Job, 'matrix' | 'matrixFrom' | 'failFast' | 'maxParallel'> {
  if (strategy === undefined || strategy === null)
    return { matrix: undefined, failFast: true, maxParallel: undefined }
  const mapping = asMapping(strategy) ?? {}
  const here = { where: `\`strategy\` of ${where}`, findings }
  findUnknownKeys(mapping, ['matrix', 'fail-fast', 'max-parallel'], here)
  const common = {
    failFast: readFlag(mapping, 'fail-fast', { ...here, otherwise: true }),
    maxParallel: readCount(mapping, 'max-parallel', here),
  }
  if (mapping.matrix === undefined) return { matrix: undefined, ...common }
  try {
    const matrixFrom = asValue(mapping.matrix)
    if (asksTheRun(matrixFrom)) return { matrix: undefined, matrixFrom, ...common }
    return { matrix: combinationsFrom(matrixFrom, { contexts: {}, status: 'success' }), ...common }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    findings.push(error.message)
    return { matrix: undefined, ...common }
  }
}

/** Texts in it name something; `fromJSON('[1, 2]')` says all by itself. Throws `ExpressionError`. */
function asksTheRun(matrix: Value): boolean {
  return expressionsIn(JSON.stringify(matrix)).length > 0 && templatesOf(matrix).some(isOpen)
}

function isOpen(template: string): boolean {
  return expressionsIn(template).some((expression) => expressionParts(expression).paths.length > 0)
}

/** Texts with expressions, wherever they stand in it. */
export function templatesOf(value: Value): string[] {
  if (typeof value === 'string') return value.includes('${{') ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(templatesOf)
}

/** The combinations of a matrix, whose expressions are evaluated. Throws `ExpressionError` where it is none. */
export function combinationsFrom(matrix: Value, evaluation: Evaluation): readonly MatrixCombination[] {
  const mapping = asMapping(evaluated(matrix, evaluation))
  if (!mapping) throw new ExpressionError('`strategy.matrix` must be a mapping of lists')
  const { include = [], exclude = [], ...axes } = mapping
  for (const [name, list] of Object.entries(axes))
    refuseUnless(isListOf(list, () => true) && list.length > 0, name)
  for (const [name, list] of Object.entries({ include, exclude }))
    refuseUnless(isListOf(list, asMapping), name)
  const size = Object.values(axes).reduce<number>(
    (all, list) => all * (Array.isArray(list) ? list.length : 1),
    1,
  )
  if (size > MAX_COMBINATIONS)
    throw new ExpressionError(`\`strategy.matrix\` makes more than ${MAX_COMBINATIONS} jobs`)
  const combinations = (matrixCombinations({ matrix: mapping }) ?? []).map(valuesOf)
  if (combinations.length === 0) throw new ExpressionError('`strategy.matrix` makes no job')
  return combinations
}

function refuseUnless(isRight: boolean, name: string): void {
  const of = name === 'include' || name === 'exclude' ? 'mappings' : 'values'
  if (!isRight) throw new ExpressionError(`\`strategy.matrix.${name}\` must be a list of ${of}`)
}

function isListOf(list: unknown, isOne: (one: unknown) => unknown): list is readonly unknown[] {
  return Array.isArray(list) && list.every(isOne)
}

function valuesOf(combination: Mapping): MatrixCombination {
  return Object.fromEntries(Object.entries(combination).map(([name, value]) => [name, asValue(value)]))
}

/** A text that is one expression becomes its value, of whatever kind; others are filled in. */
export function evaluated(value: Value, evaluation: Evaluation): Value {
  if (typeof value === 'string') {
    const [only] = expressionsIn(value)
    const isAlone = only !== undefined && value.replace(TEMPLATE, '').trim() === ''
    return isAlone && expressionsIn(value).length === 1
      ? evaluateExpression(only, evaluation)
      : interpolate(value, evaluation)
  }
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((one) => evaluated(one, evaluation))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, evaluated(one, evaluation)]))
}
