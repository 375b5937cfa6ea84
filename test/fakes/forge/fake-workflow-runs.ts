import { ForgeError } from '../../../src/ports/forge-errors.ts'
import type { NewDispatch, WorkflowRunFacts, WorkflowRuns } from '../../../src/ports/workflow-runs.ts'
import type { World } from './fake-people.ts'
import type { FakeRepository } from './fake-repository.ts'

export interface FakeWorkflowRun extends NewDispatch {
  readonly id: number
  status: WorkflowRunFacts['status']
  conclusion: string | undefined
  seconds: number
  /** What it consists of, when it has ended. */
  jobs?: readonly { readonly name: string; readonly text: string; readonly conclusion?: string }[]
}

/** Workflows whose runs are called by their input `branch`, and which end when a test says so. */
export function fakeWorkflowRuns({ state, changed }: World): WorkflowRuns {
  return {
    dispatchWorkflow: async (_repository, dispatch) => {
      if (state.refusesReruns) throw new ForgeError('forbidden', 'Resource not accessible by integration')
      const text = fileOf(state, dispatch)
      if (text === undefined) throw new ForgeError('not-found', 'Not Found')
      if (!text.includes('workflow_dispatch'))
        throw new ForgeError('unprocessable', "Workflow does not have 'workflow_dispatch' trigger")
      state.lastId += 1
      const run = {
        ...dispatch,
        id: state.lastId,
        status: 'queued' as const,
        conclusion: undefined,
        seconds: 0,
      }
      state.workflowRuns.push(run)
      changed(`dispatch ${run.inputs.branch}`)
      return state.reportsRuns ? factsOf(run) : undefined
    },
    findDispatched: async (_repository, { workflow, title, after = 0 }) => {
      if (fileOf(state, { workflow, ref: 'main' }) === undefined)
        throw new ForgeError('not-found', 'Not Found')
      const found = state.workflowRuns.findLast(
        (run) => run.workflow === workflow && run.inputs.branch === title && run.id > after,
      )
      return found && factsOf(found)
    },
    workflowRun: async (_repository, id) => factsOf(runOf(state, id)),
    workflowJobs: async (_repository, id) =>
      (runOf(state, id).jobs ?? []).map(({ name, conclusion = 'success' }, at) => ({
        id: id * 1_000 + at,
        name,
        url: `https://forge.test/runs/${id}/job/${id * 1_000 + at}`,
        isOver: true,
        conclusion,
        headSha: state.heads.get('main') ?? '',
      })),
    workflowLogs: async (_repository, id, { jobs }) =>
      new Map(
        jobs.flatMap(({ id: job, name }): [number, string][] =>
          (runOf(state, id).jobs ?? []).flatMap((one): [number, string][] =>
            one.name === name ? [[job, one.text]] : [],
          ),
        ),
      ),
    cancelWorkflowRun: async (_repository, id) => {
      const run = runOf(state, id)
      if (run.status === 'completed') return
      Object.assign(run, { status: 'completed', conclusion: 'cancelled' })
      changed(`cancel ${run.inputs.branch}`)
    },
    branchHead: async (_repository, branch) => state.heads.get(branch),
  }
}

function fileOf({ files, heads }: FakeRepository, { workflow, ref }: Pick<NewDispatch, 'workflow' | 'ref'>) {
  return files.get(heads.get(ref) ?? '')?.get(`.github/workflows/${workflow}`)
}

function runOf({ workflowRuns }: FakeRepository, id: number): FakeWorkflowRun {
  const run = workflowRuns.find((one) => one.id === id)
  if (!run) throw new ForgeError('not-found', 'Not Found')
  return run
}

function factsOf({ id, status, conclusion, seconds }: FakeWorkflowRun): WorkflowRunFacts {
  return { id, url: `https://forge.test/runs/${id}`, status, conclusion, seconds }
}
