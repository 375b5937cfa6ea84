import type { Contexts } from '@speculate-dev/workflows'
import { interpolate, nameWithValues } from '@speculate-dev/workflows'
import { combinationsFrom } from '../workflow/parse-matrix.ts'
import type { Job, MatrixCombination } from '../workflow/workflow.ts'

/**
 * One entry per combination of the matrix; a job without a matrix has a single one, undefined. Throws `ExpressionError` where what only
 * the run knows makes no matrix.
 */
export function combinationsOf(job: Job, contexts: Contexts): readonly (MatrixCombination | undefined)[] {
  if (job.matrixFrom !== undefined && job.findings.length === 0)
    return combinationsFrom(job.matrixFrom, { contexts, status: 'success' })
  return job.matrix ?? [undefined]
}

/**
 * As on GitHub: the values of the matrix are added in parentheses unless the name has expressions of its own. The contexts hold the
 * combination.
 */
export function checkName(job: Job, combination: MatrixCombination | undefined, contexts: Contexts): string {
  if (job.name.includes('${{') && job.findings.length === 0) {
    return interpolate(job.name, {
      contexts,
      status: 'success',
    })
  }
  return combination ? nameWithValues(job.name, combination) : job.name
}
