import { ExpressionError, interpolateAll } from '@speculate-dev/workflows'
import { conclusionOf } from './conclusion-of.ts'
import { type MatrixJobRequest, runMatrixJob } from './job/run-matrix-job.ts'
import { type CalledWorkflow, contextsInside, readCalled } from './plan/read-called.ts'
import type { RunJobs } from './run-jobs.ts'
import type { JobResults, RunningWorkflow } from './run-workflow.ts'
import { groupOf } from './start/concurrency-groups.ts'
import { contextsOf } from './start/run-facts.ts'

/** `runJobs` is handed in, because a job may be a call. */
type CallRequest = MatrixJobRequest & { readonly runJobs: RunJobs }

/** A job that calls a workflow: it has no check of its own, those of the called jobs begin with its name. */
export async function runCall(request: CallRequest): Promise<JobResults> {
  try {
    const contexts = contextsOfCall(request)
    const { call, concurrency } = request.job
    if (!call) throw new ExpressionError('the job calls no workflow')
    const { read } = request.source
    const called = await readCalled(call, { contexts, read, depth: request.depth, isRun: true })
    if ('finding' in called) return await refused(request, called.finding)
    const groups = [concurrency, called.workflow.concurrency].map((one, index) =>
      groupOf(one, {
        repository: request.repository,
        contexts: index === 0 ? contexts : contextsInside(contexts, called),
      }),
    )
    return await enterAll(request, groups, (inGroups) => runCalled(inGroups, called))
  } catch (error) {
    if (error instanceof ExpressionError) return refused(request, error.message)
    throw error
  }
}

function contextsOfCall({ facts, identity, needs, inputs, strategy, combination }: MatrixJobRequest) {
  return { ...contextsOf(facts, identity), needs, inputs, strategy, matrix: combination ?? {} }
}

async function refused(request: MatrixJobRequest, finding: string): Promise<JobResults> {
  const result = await runMatrixJob({ ...request, job: { ...request.job, findings: [finding] } })
  return { ...result, isWhole: false }
}

type Groups = readonly ReturnType<typeof groupOf>[]

/** One after the other; a group that is entered already is not waited for. */
function enterAll<T>(
  request: CallRequest,
  [group, ...others]: Groups,
  work: (request: CallRequest) => Promise<T>,
): Promise<T> {
  if (!group && others.length === 0) return work(request)
  if (!group || request.groupsHeld.includes(group.key)) return enterAll(request, others, work)
  return request.groups.enter(group, request.peers, (peers) => {
    const groupsHeld = [...request.groupsHeld, group.key]
    return enterAll({ ...request, peers, groupsHeld }, others, work)
  })
}

async function runCalled(request: CallRequest, called: CalledWorkflow): Promise<JobResults> {
  const { facts, identity, peers, name, depth, mayWrite, job } = request
  const { workflow, trigger, inputs } = called
  const inner: RunningWorkflow = {
    ...request,
    ...{ workflow, inputs, signal: peers, prefix: `${name} / `, depth: depth + 1 },
    mayWrite: mayWrite && job.writesContents,
  }
  const results = await request.runJobs(inner)
  const jobs = Object.fromEntries(
    [...results].map(([id, { result, outputs }]) => [id, { result, outputs }] as const),
  )
  const contexts = { ...contextsOf(facts, identity), inputs, jobs }
  const ended = [...results.values()]
  return {
    result: conclusionOf(ended),
    outputs: interpolateAll(trigger.outputs, { contexts, status: 'success' }),
    isWhole: ended.every(({ isWhole }) => isWhole),
  }
}
