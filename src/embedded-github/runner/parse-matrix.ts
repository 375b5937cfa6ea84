import { asMapping, findUnknownKeys, readFlag } from './read-mapping.ts'
import type { Job, MatrixLeg } from './workflow.ts'

/** `strategy`: a matrix of plain lists, expanded in the order GitHub uses (the last list varies fastest). */
export function parseMatrix(
  strategy: unknown,
  { where, findings }: { readonly where: string; readonly findings: string[] },
): Pick<Job, 'matrix' | 'failFast'> {
  if (strategy === undefined || strategy === null) return { matrix: undefined, failFast: true }
  const mapping = asMapping(strategy) ?? {}
  const here = { where: `\`strategy\` of ${where}`, findings }
  // `max-parallel` is a wish about speed; this runner has a limit of its own.
  findUnknownKeys(mapping, ['matrix', 'fail-fast', 'max-parallel'], here)
  return {
    matrix: mapping.matrix === undefined ? undefined : legsOf(mapping.matrix, findings),
    failFast: readFlag(mapping, 'fail-fast', { ...here, otherwise: true }),
  }
}

/** GitHub's own limit per run. */
const MAX_LEGS = 256

function legsOf(matrix: unknown, findings: string[]): MatrixLeg[] | undefined {
  const mapping = asMapping(matrix)
  const axes = Object.entries(mapping ?? {})
  if (!mapping || axes.length === 0) {
    findings.push('`strategy.matrix` is supported only as a mapping of lists')
    return undefined
  }
  let legs: MatrixLeg[] = [{}]
  for (const [name, values] of axes) {
    if (name === 'include' || name === 'exclude' || !isPlainList(values)) {
      findings.push(
        `\`strategy.matrix.${name}\` is not supported by this runner: only lists of plain values are`,
      )
      return undefined
    }
    if (legs.length * values.length > MAX_LEGS) {
      findings.push(`\`strategy.matrix\` makes more than ${MAX_LEGS} jobs`)
      return undefined
    }
    legs = legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value })))
  }
  return legs
}

function isPlainList(values: unknown): values is (string | number | boolean)[] {
  const plain = ['string', 'number', 'boolean']
  return Array.isArray(values) && values.length > 0 && values.every((value) => plain.includes(typeof value))
}
