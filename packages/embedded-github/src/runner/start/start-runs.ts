import { withoutUndefined } from '@speculate-dev/system'
import type { Repository, WorkflowRun } from '../../model.ts'
import {
  type DispatchActivity,
  OTHER_ACTIVITIES,
  type PullRequestActivity,
  type PushActivity,
  type RunnerHost,
  USUAL_ACTIVITIES,
} from '../../runner-host.ts'
import { prepareSource, type Source } from '../job/source/prepare-source.ts'
import type { WorkflowRequest } from '../run-workflow.ts'
import { parseWorkflow } from '../workflow/parse-workflow.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { jobsNotToRun } from './jobs-not-to-run.ts'
import { mayStart } from './may-start.ts'
import { factsOfPullRequest, factsOfPush, factsOfRun } from './read-facts.ts'
import { readPushWorkflows } from './read-push-workflows.ts'
import { readWorkflows } from './read-workflows.ts'
import type { PullRequestFacts, RunFacts } from './run-facts.ts'

/** Runs one workflow run to its end, as soon as its concurrency group lets it. */
export type Execute = (
  request: Pick<WorkflowRequest, 'repository' | 'workflow' | 'run' | 'facts' | 'source' | 'earlierJobs'>,
) => Promise<void>

export interface Server {
  readonly host: RunnerHost
  readonly execute: Execute
}

/** All workflows that one activity of a pull request starts. */
export async function startPullRequestRuns(server: Server, activity: PullRequestActivity): Promise<void> {
  const { repository } = activity
  if (!(await mayStart(server.host.github.git(repository), activity))) return
  const facts = await factsOfPullRequest(server.host, activity)
  await withSource(server.host, repository, facts, async (source) => {
    const workflows = await readWorkflows(repository, facts, source)
    await runAll(server, { repository, facts, source, workflows })
  })
}

/** All workflows that one push starts; most start none. */
export async function startPushRuns(server: Server, activity: PushActivity): Promise<void> {
  const { repository } = activity
  const { host } = server
  const facts = await factsOfPush(host, activity)
  const workflows = await readPushWorkflows(host.github.git(repository), facts)
  if (workflows.length === 0) return
  await withSource(host, repository, facts, (source) =>
    runAll(server, { repository, facts, source, workflows }),
  )
}

/** Runs an unfinished run from the start, or its next attempt, without the jobs that have ended and stand. */
export async function repeatRun(server: Server, repository: Repository, run: WorkflowRun): Promise<void> {
  const { host, execute } = server
  const facts = await factsOfRun(host, repository, run)
  const found =
    facts &&
    (await withSource(host, repository, facts, async (source) => {
      const again = await workflowOfRun(repository, run, { facts, source })
      if (!again) return false
      await execute({ ...again, run, repository, source, earlierJobs: jobsNotToRun(repository, run, again) })
      return true
    }))
  if (!found) await host.completeRun(repository, run, 'cancelled')
}

/** The run is there already: the server says who has dispatched it. */
export async function startDispatchedRun(server: Server, activity: DispatchActivity): Promise<void> {
  await repeatRun(server, activity.repository, activity.dispatched)
}

interface Runs {
  readonly repository: Repository
  readonly facts: RunFacts
  readonly source: Source
  readonly workflows: readonly Workflow[]
}

/** Resolves when all have ended; `onRun` is called with each before any of them begins. */
export async function runAll(
  { host, execute }: Server,
  { repository, facts, source, workflows }: Runs,
  onRun: (run: WorkflowRun) => void = () => undefined,
): Promise<void> {
  const runs: { workflow: Workflow; run: WorkflowRun }[] = []
  const { mergedWith } = source
  for (const workflow of workflows)
    runs.push({ workflow, run: await createRun(host, repository, { workflow, facts, mergedWith }) })
  for (const { run } of runs) onRun(run)
  await Promise.all(runs.map((one) => execute({ ...one, repository, facts, source, earlierJobs: [] })))
}

function createRun(
  host: RunnerHost,
  repository: Repository,
  { workflow, facts, mergedWith }: Pick<Source, 'mergedWith'> & { workflow: Workflow; facts: RunFacts },
): Promise<WorkflowRun> {
  return host.createRun({
    repository,
    workflow: { path: workflow.path, name: workflow.name },
    event: facts.event,
    headSha: facts.head.sha,
    headBranch: facts.head.ref,
    pullRequests: pullRequestsOf(repository, facts),
    actor: facts.actor,
    ...(facts.event === 'push' && { before: facts.before }),
    ...withoutUndefined({ mergedWith }),
  })
}

function pullRequestsOf(repository: Repository, facts: RunFacts): number[] {
  if (facts.event !== 'pull_request') return openOn(repository, facts)
  return facts.isRehearsal ? [] : [facts.number]
}

/** GitHub lists the pull requests of a pushed head, too. */
function openOn({ issues }: Repository, { head }: RunFacts): number[] {
  return issues.flatMap(({ number, state, pull }) =>
    state === 'open' && pull?.head.ref === head.ref && pull.head.sha === head.sha ? [number] : [],
  )
}

/** Which activity of the pull request it was is not known any more: the first that starts the workflow is taken. */
async function workflowOfRun(
  repository: Repository,
  run: WorkflowRun,
  { facts, source }: { readonly facts: RunFacts; readonly source: Source },
): Promise<{ workflow: Workflow; facts: RunFacts } | undefined> {
  if (facts.event !== 'pull_request') {
    const text = await source.read(run.path)
    return text === undefined ? undefined : { workflow: parseWorkflow(run.path, text), facts }
  }
  for (const action of [...USUAL_ACTIVITIES, ...OTHER_ACTIVITIES]) {
    const tried: PullRequestFacts = { ...facts, action }
    const workflows = await readWorkflows(repository, tried, source)
    const workflow = workflows.find(({ path }) => path === run.path)
    if (workflow) return { workflow, facts: tried }
  }
  return undefined
}

/** The clone is removed when the last of its jobs ends. Undefined when the pull request conflicts: GitHub runs nothing then. */
export async function withSource<T>(
  host: RunnerHost,
  repository: Repository,
  facts: RunFacts,
  use: (source: Source) => Promise<T>,
): Promise<T | undefined> {
  const source = await prepareSource(host.github.git(repository).directory, facts)
  if (!source) return undefined
  try {
    return await use(source)
  } finally {
    await source.dispose()
  }
}
