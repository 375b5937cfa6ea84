import type { Contexts } from '@speculate-dev/workflows'
import { ExpressionError } from '@speculate-dev/workflows'
import { checkName, combinationsOf } from './check-name.ts'
import { jobOfCombination } from './job-of-combination.ts'
import type { Job, MatrixCombination } from './workflow.ts'

/** One job of a matrix, or the one job where there is no matrix. */
export interface MatrixJob {
  readonly job: Job
  readonly combination: MatrixCombination | undefined
  /** The name of the check. */
  readonly name: string
}

/** One for each combination; a value that makes no matrix gives one job that cannot run. */
export function matrixJobsOf(job: Job, contexts: Contexts): readonly MatrixJob[] {
  try {
    return combinationsOf(job, contexts).map((combination) => ({
      job: jobOfCombination(job, combination, contexts),
      combination,
      name: checkName(job, combination, contexts),
    }))
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const refused = { ...job, findings: [error.message] }
    return [{ job: refused, combination: undefined, name: job.name }]
  }
}
