import {
  asMapping,
  ExpressionError,
  MAX_COMBINATIONS,
  type Mapping,
  matrixCombinations,
} from '@speculate-dev/workflows'
import { findUnknownKeys, readFlag } from './read-mapping.ts'
import type { Job, MatrixCombination } from './workflow.ts'

/** `strategy`: a matrix of plain lists with `include` and `exclude`, in the order GitHub uses (the last list varies fastest), or one list from an input. */
export function parseMatrix(
  strategy: unknown,
  { where, findings }: { readonly where: string; readonly findings: string[] },
): Pick<Job, 'matrix' | 'matrixFrom' | 'failFast'> {
  if (strategy === undefined || strategy === null) return { matrix: undefined, failFast: true }
  const mapping = asMapping(strategy) ?? {}
  const here = { where: `\`strategy\` of ${where}`, findings }
  // `max-parallel` is a wish about speed; this runner has a limit of its own.
  findUnknownKeys(mapping, ['matrix', 'fail-fast', 'max-parallel'], here)
  const matrixFrom = listFromInput(mapping.matrix)
  return {
    matrix: mapping.matrix === undefined || matrixFrom ? undefined : combinationsOf(mapping, findings),
    ...(matrixFrom && { matrixFrom }),
    failFast: readFlag(mapping, 'fail-fast', { ...here, otherwise: true }),
  }
}

/** `${{ fromJSON(inputs.NAME) }}` as the only list. */
function listFromInput(matrix: unknown): Job['matrixFrom'] {
  const [first, ...others] = Object.entries(asMapping(matrix) ?? {})
  const [axis, value] = first ?? []
  if (
    axis === undefined ||
    axis === 'include' ||
    axis === 'exclude' ||
    typeof value !== 'string' ||
    others.length > 0
  )
    return undefined
  const [, expression] = /^\$\{\{\s*(fromJSON\(\s*inputs\.[\w-]+\s*\))\s*\}\}$/i.exec(value) ?? []
  return expression === undefined ? undefined : { axis, expression }
}

/** The combinations of a list that an input holds. Throws a sentence where it is no list. */
export function combinationsFrom(axis: string, values: unknown): MatrixCombination[] {
  if (!isPlainList(values) || values.length > MAX_COMBINATIONS)
    throw new ExpressionError(
      `\`strategy.matrix.${axis}\` must be a list of at most ${MAX_COMBINATIONS} plain values`,
    )
  return values.map((value) => ({ [axis]: value }))
}

/** Only of plain values: what one of a mapping or a list would be called is not certain. */
function combinationsOf(strategy: Mapping, findings: string[]): MatrixCombination[] | undefined {
  const matrix = asMapping(strategy.matrix)
  const { include = [], exclude = [], ...axes } = matrix ?? {}
  const strange = Object.keys(axes).find((name) => !isPlainList(axes[name]))
  const other = Object.entries({ include, exclude }).find(([, list]) => !isListOfPlainMappings(list))?.[0]
  const name = strange ?? other
  if (!matrix || Object.keys(matrix).length === 0) {
    findings.push('`strategy.matrix` is supported only as a mapping of lists')
  } else if (name !== undefined) {
    findings.push(
      `\`strategy.matrix.${name}\` is not supported by this runner: only lists of plain values are`,
    )
  } else if (sizeOf(axes) > MAX_COMBINATIONS) {
    findings.push(`\`strategy.matrix\` makes more than ${MAX_COMBINATIONS} jobs`)
  } else return matrixCombinations(strategy)?.map(plainValues)
  return undefined
}

function sizeOf(axes: Mapping): number {
  return Object.values(axes).reduce<number>((size, list) => size * (Array.isArray(list) ? list.length : 1), 1)
}

function plainValues(combination: Mapping): MatrixCombination {
  return Object.fromEntries(
    Object.entries(combination).flatMap(([name, value]) => (isPlain(value) ? [[name, value]] : [])),
  )
}

function isListOfPlainMappings(list: unknown): boolean {
  return Array.isArray(list) && list.every((one) => isPlainList(Object.values(asMapping(one) ?? {})))
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function isPlainList(values: unknown): values is (string | number | boolean)[] {
  return Array.isArray(values) && values.length > 0 && values.every(isPlain)
}
