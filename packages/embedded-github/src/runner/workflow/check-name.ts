import { evaluateExpression, interpolate } from '../expressions/evaluate-expression.ts'
import type { Contexts } from '../expressions/value.ts'
import { legsFrom } from './parse-matrix.ts'
import type { Job, MatrixLeg } from './workflow.ts'

/** One leg per combination of the matrix; a job without one has a single leg. Throws where an input holds no list. */
export function legsOf(job: Job, contexts: Contexts): readonly (MatrixLeg | undefined)[] {
  if (job.matrixFrom && job.findings.length === 0) {
    const { axis, expression } = job.matrixFrom
    return legsFrom(axis, evaluateExpression(expression, { contexts, standing: 'success' }))
  }
  return job.matrix ?? [undefined]
}

/** As on GitHub: the values of the matrix are added in parentheses unless the name has expressions of its own. */
export function checkName(job: Job, leg: MatrixLeg | undefined, contexts: Contexts): string {
  if (job.findings.length > 0) return leg ? `${job.name} (${Object.values(leg).join(', ')})` : job.name
  if (job.name.includes('${{')) {
    return interpolate(job.name, { contexts: { ...contexts, matrix: leg ?? {} }, standing: 'success' })
  }
  return leg ? `${job.name} (${Object.values(leg).join(', ')})` : job.name
}
