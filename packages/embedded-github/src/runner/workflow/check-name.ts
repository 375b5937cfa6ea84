import type { Contexts } from '@speculate-dev/workflows'
import { evaluateExpression, interpolate, nameWithValues } from '@speculate-dev/workflows'
import { combinationsFrom } from './parse-matrix.ts'
import type { Job, MatrixCombination } from './workflow.ts'

/** One entry per combination of the matrix; a job without a matrix has a single one, undefined. Throws where an input holds no list. */
export function combinationsOf(job: Job, contexts: Contexts): readonly (MatrixCombination | undefined)[] {
  if (job.matrixFrom && job.findings.length === 0) {
    const { axis, expression } = job.matrixFrom
    return combinationsFrom(axis, evaluateExpression(expression, { contexts, status: 'success' }))
  }
  return job.matrix ?? [undefined]
}

/** As on GitHub: the values of the matrix are added in parentheses unless the name has expressions of its own. */
export function checkName(job: Job, combination: MatrixCombination | undefined, contexts: Contexts): string {
  if (job.findings.length > 0) return combination ? nameWithValues(job.name, combination) : job.name
  if (job.name.includes('${{')) {
    return interpolate(job.name, {
      contexts: { ...contexts, matrix: combination ?? {} },
      status: 'success',
    })
  }
  return combination ? nameWithValues(job.name, combination) : job.name
}
