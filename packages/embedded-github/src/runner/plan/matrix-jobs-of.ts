import type { Contexts } from '@speculate-dev/workflows'
import { ExpressionError } from '@speculate-dev/workflows'
import type { Place } from '../actions/served-action.ts'
import type { Job, MatrixCombination } from '../workflow/workflow.ts'
import { checkName, combinationsOf } from './check-name.ts'
import { planJob } from './plan-job.ts'

/** One job of a matrix, or the one job where there is no matrix. */
export interface MatrixJob {
  readonly job: Job
  readonly combination: MatrixCombination | undefined
  /** The name of the check. */
  readonly name: string
}

/** One for each combination; a value that makes no matrix gives one job that cannot run. */
export async function matrixJobsOf(
  job: Job,
  contexts: Contexts,
  place: Place,
): Promise<readonly MatrixJob[]> {
  try {
    return await Promise.all(
      combinationsOf(job, contexts).map(async (combination) => ({
        job: await planJob(job, { ...contexts, matrix: combination ?? {} }, place),
        combination,
        name: checkName(job, combination, contexts),
      })),
    )
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const refused = { ...job, findings: [error.message] }
    return [{ job: refused, combination: undefined, name: job.name }]
  }
}
