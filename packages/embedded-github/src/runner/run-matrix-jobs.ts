import { createLimiter } from '@speculate-dev/system'
import type { Contexts } from '@speculate-dev/workflows'
import { conclusionOf } from './conclusion-of.ts'
import { type FailedMatrixJob, runMatrixJob } from './job/run-matrix-job.ts'
import { matrixJobsOf } from './plan/matrix-jobs-of.ts'
import { withKnown } from './plan/with-known.ts'
import { runCall } from './run-call.ts'
import type { RunJobs } from './run-jobs.ts'
import type { JobResults, RunningWorkflow } from './run-workflow.ts'
import { contextsOf } from './start/run-facts.ts'
import type { Job } from './workflow/workflow.ts'

/** Every job of the matrix, or the one job; with `fail-fast` the first failure cancels the others. */
export async function runMatrixJobs(
  request: RunningWorkflow & { readonly runJobs: RunJobs },
  job: Job,
  needs: Contexts,
): Promise<JobResults> {
  const failFast = new AbortController()
  const isRehearsal = 'isRehearsal' in request.facts && request.facts.isRehearsal
  const peers = AbortSignal.any([request.signal, failFast.signal])
  const identity = { ...request.identity, job: job.id }
  const known = { ...contextsOf(request.facts, identity), needs, ...inputsKnown(request) }
  const env = withKnown(request.workflow.env, known)
  const { owner, repo } = request.facts
  const planned = await matrixJobsOf(
    job,
    { ...known, env },
    {
      ...{ machine: request.machine, repository: `${owner}/${repo}`, read: request.source.read },
      ...{ otherActions: request.otherActions, submodules: request.submodules },
    },
  )
  const most = planned[0]?.strategy['max-parallel']
  const places = typeof most === 'number' && most < planned.length ? createLimiter(most) : undefined
  const ended = await Promise.all(
    planned.map(async (one) => {
      const name = `${request.prefix}${one.name}`
      const own = { ...request, ...one, name, needs, identity, instead: undefined, peers, places }
      const isCall = one.job.call !== undefined && one.job.findings.length === 0
      const result = isCall ? await runCall(own) : { ...(await runMatrixJob(own)), isWhole: true }
      const canRun = one.job.findings.length === 0 && result.isWhole
      // In a rehearsal every job of the matrix runs to its end; one that cannot run here says nothing of the others.
      const isOver =
        one.combination && one.strategy['fail-fast'] && result.result === 'failure' && canRun && !isRehearsal
      if (isOver) failFast.abort({ failedJob: name } satisfies FailedMatrixJob)
      return { ...result, canRun }
    }),
  )
  const able = ended.filter(({ canRun }) => canRun)
  // Those that need it go by the jobs of the matrix that this machine can run.
  const counted = able.length > 0 ? able : ended
  const outputs = Object.assign({}, ...counted.map((combination) => combination.outputs))
  return { result: conclusionOf(counted), outputs, isWhole: able.length === ended.length }
}

/** The `inputs` context, where anybody has given any. */
export function inputsKnown({ inputs, depth, facts }: RunningWorkflow): { readonly inputs?: Contexts } {
  return depth > 0 || facts.event === 'workflow_dispatch' ? { inputs } : {}
}
