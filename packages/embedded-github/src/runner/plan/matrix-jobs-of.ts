import type { Contexts } from '@speculate-dev/workflows'
import { ExpressionError } from '@speculate-dev/workflows'
import type { Place } from '../actions/served-action.ts'
import { countOf, flagOf } from '../workflow/evaluate-settings.ts'
import type { Job, MatrixCombination } from '../workflow/workflow.ts'
import { checkName, combinationsOf } from './check-name.ts'
import { planJob } from './plan-job.ts'

/** One job of a matrix, or the one job where there is no matrix. */
export interface MatrixJob {
  readonly job: Job
  readonly combination: MatrixCombination | undefined
  /** The `strategy` context. */
  readonly strategy: Contexts
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
    const combinations = combinationsOf(job, contexts)
    return await Promise.all(
      combinations.map(async (combination, index) => {
        const strategy = strategyOf(job, contexts, { index, total: combinations.length })
        const own = { ...contexts, strategy, matrix: combination ?? {} }
        const planned = await planJob(job, own, place)
        return { job: planned, combination, strategy, name: checkName(job, combination, own) }
      }),
    )
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const refused = { ...job, findings: [error.message] }
    return [{ job: refused, combination: undefined, strategy: {}, name: job.name }]
  }
}

function strategyOf(
  { failFast, maxParallel }: Job,
  contexts: Contexts,
  { index, total }: { readonly index: number; readonly total: number },
): Contexts {
  const evaluation = { contexts, status: 'success' } as const
  return {
    'fail-fast': flagOf(failFast, evaluation),
    'job-index': index,
    'job-total': total,
    'max-parallel': countOf(maxParallel, evaluation) ?? total,
  }
}
