import { ExpressionError } from '@speculate-dev/workflows'
import { asMapping, findUnknownKeys, readFlag } from './read-mapping.ts'
import type { Job, MatrixCombination } from './workflow.ts'

/** `strategy`: a matrix of plain lists, expanded in the order GitHub uses (the last list varies fastest), or one list from an input. */
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
    matrix: mapping.matrix === undefined || matrixFrom ? undefined : combinationsOf(mapping.matrix, findings),
    ...(matrixFrom && { matrixFrom }),
    failFast: readFlag(mapping, 'fail-fast', { ...here, otherwise: true }),
  }
}

/** `${{ fromJSON(inputs.NAME) }}` as the only list. */
function listFromInput(matrix: unknown): Job['matrixFrom'] {
  const [first, ...others] = Object.entries(asMapping(matrix) ?? {})
  const [axis, value] = first ?? []
  if (axis === undefined || axis === 'include' || typeof value !== 'string' || others.length > 0)
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

/** GitHub's own limit per run. */
const MAX_COMBINATIONS = 256

function combinationsOf(matrix: unknown, findings: string[]): MatrixCombination[] | undefined {
  const mapping = asMapping(matrix)
  const axes = Object.entries(mapping ?? {})
  if (!mapping || axes.length === 0) {
    findings.push('`strategy.matrix` is supported only as a mapping of lists')
    return undefined
  }
  let combinations: MatrixCombination[] = [{}]
  for (const [name, values] of axes) {
    if (name === 'include' || name === 'exclude' || !isPlainList(values)) {
      findings.push(
        `\`strategy.matrix.${name}\` is not supported by this runner: only lists of plain values are`,
      )
      return undefined
    }
    if (combinations.length * values.length > MAX_COMBINATIONS) {
      findings.push(`\`strategy.matrix\` makes more than ${MAX_COMBINATIONS} jobs`)
      return undefined
    }
    combinations = combinations.flatMap((combination) =>
      values.map((value) => ({ ...combination, [name]: value })),
    )
  }
  return combinations
}

function isPlainList(values: unknown): values is (string | number | boolean)[] {
  const plain = ['string', 'number', 'boolean']
  return Array.isArray(values) && values.length > 0 && values.every((value) => plain.includes(typeof value))
}
