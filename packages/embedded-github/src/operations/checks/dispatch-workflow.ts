import { interpolate } from '@speculate-dev/workflows'
import { ApiError, notFound } from '../../api-error.ts'
import type { GitHub } from '../../github.ts'
import type { Repository, WorkflowRun } from '../../model.ts'
import { parseWorkflow } from '../../runner/workflow/parse-workflow.ts'
import type { DispatchTrigger, Workflow } from '../../runner/workflow/workflow.ts'
import { createRun } from './workflow-runs.ts'

interface Dispatch {
  /** In `.github/workflows`. */
  readonly file: string
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  readonly actor: string
}

/** A queued run of the workflow as the branch has it. Throws 404 and 422 as GitHub does. */
export async function dispatchWorkflow(
  github: GitHub,
  repository: Repository,
  { file, ref, inputs: given, actor }: Dispatch,
): Promise<WorkflowRun> {
  const branch = ref.replace(/^refs\/heads\//, '')
  const headSha = await github.git(repository).resolve(`refs/heads/${branch}`)
  if (headSha === undefined) throw new ApiError(422, `No ref found for: ${ref}`)
  const workflow = await readWorkflow(github, repository, { path: `.github/workflows/${file}`, headSha })
  if (workflow.onDispatch === undefined)
    throw new ApiError(422, "Workflow does not have 'workflow_dispatch' trigger")
  const inputs = acceptedInputs(workflow.onDispatch, given)
  const title = titleOf(workflow, { inputs, github: { actor, ref_name: branch } })
  const run = await createRun(github, {
    repository,
    workflow,
    event: 'workflow_dispatch',
    headSha,
    headBranch: branch,
    pullRequests: [],
    actor,
    inputs,
    title,
  })
  github.announce({ repository, dispatched: run })
  return run
}

async function readWorkflow(
  github: GitHub,
  repository: Repository,
  { path, headSha }: { readonly path: string; readonly headSha: string },
): Promise<Workflow> {
  const git = github.git(repository)
  const entry = await git.entryAt(headSha, path)
  const text = entry?.type === 'blob' ? await git.blob(entry.oid) : undefined
  if (text === undefined) throw notFound()
  return parseWorkflow(path, text.toString())
}

/** docs.github.com, "Events that trigger workflows", `workflow_dispatch`. */
const MAX_CHARACTERS = 65_535
const MAX_INPUTS = 25

function acceptedInputs(
  trigger: DispatchTrigger,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = Object.keys(given)
  if (names.length > MAX_INPUTS) throw new ApiError(422, `you may only define up to ${MAX_INPUTS} inputs`)
  if (JSON.stringify(given).length > MAX_CHARACTERS) throw new ApiError(422, 'inputs are too large.')
  const unexpected = names.filter((name) => !Object.hasOwn(trigger.inputs, name))
  if (unexpected.length > 0)
    throw new ApiError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
  const accepted: Record<string, string> = {}
  for (const [name, input] of Object.entries(trigger.inputs)) {
    const value = given[name] ?? input.default
    if (input.required && (value ?? '') === '')
      throw new ApiError(422, `Required input '${name}' not provided`)
    accepted[name] = value ?? ''
  }
  return accepted
}

function titleOf(
  { name, runName }: Workflow,
  contexts: Parameters<typeof interpolate>[1]['contexts'],
): string {
  return runName === undefined ? name : interpolate(runName, { contexts, status: 'success' })
}
