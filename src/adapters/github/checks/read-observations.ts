import type { Observation } from '../../../domain/checks/evidence.ts'
import { isOwnCheckName, OWN_CHECK, type OwnCheck } from '../../../domain/checks/own-check.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { FactsQuery } from '../../../ports/forge.ts'
import type { ReportedFailure } from '../../analysis/test-output/read-failure.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'
import {
  CheckRunNode,
  type Contexts,
  ContextsAnswer,
  type PullRequestNode,
  StatusNode,
} from '../facts/facts-answer.ts'
import { contextsQuery } from '../facts/facts-query.ts'
import { loginOf } from '../issues/login-of.ts'
import { MAX_TEXT } from './keep-output.ts'
import type { VerifierReading } from './verifier-reading.ts'

/** Which checks are asked for more than a list of checks shows. */
export type AskedChecks = Pick<FactsQuery, 'testsOf' | 'outputsOf'>

interface ObservationReading {
  readonly client: GitHubClient
  readonly jobs: VerifierReading
  readonly repository: RepositoryRef
  /** A pull request, for the checks of its head, or a commit. */
  readonly node: Pick<PullRequestNode, 'id' | 'headRefOid' | 'statusCheckRollup'>
  readonly checks: AskedChecks
}

interface ObservationsRead {
  readonly observations: readonly Observation[]
  /** False when anything could not be read: unknown, never green. */
  readonly complete: boolean
  /** Our own check run, which says what we have said and proves nothing. */
  readonly own: OwnCheck | undefined
}

const MAX_PAGES = 10
/** The App that GitHub Actions posts as; `jobConfirmed` proves that it really did. */
const ACTIONS_APP = 'github-actions'

/** Check runs and statuses of that one commit, and only of it. */
export async function readObservations(reading: ObservationReading): Promise<ObservationsRead> {
  const { nodes, complete } = await allContexts(reading)
  const { runs: all, shown, unreadable } = sortNodes(nodes)
  const { login } = reading.client
  const runs = all.filter((run) => !(isOwnCheckName(run.name) && isOf(login, run)))
  const ended = endedRuns(runs, reading)
  const outputs = await reading.jobs.outputsOf(ended)
  const observations: Observation[] = []
  const isAnyOver = runs.some(isOver)
  for (const run of runs) {
    const checkRun = isAnyOver ? await toCheckRun(reading, run) : toRunning(run)
    observations.push(await withLog(reading, { ...checkRun, ...outputs.get(run.id) }))
  }
  const statuses = await allStatuses(reading, shown)
  observations.push(...(statuses ?? shown.map((one) => toStatus(reading.node.headRefOid, one))))
  return {
    observations: observations.filter(({ headSha }) => headSha === reading.node.headRefOid),
    complete: complete && !unreadable && statuses !== undefined && ended.every(({ id }) => outputs.has(id)),
    own: ownCheckAmong(all, { login, head: reading.node.headRefOid }),
  }
}

/** Made by the App with this login. */
function isOf(login: string, { checkSuite: { app } }: CheckRunNode): boolean {
  return app !== null && `${app.slug}[bot]` === login
}

/** Of several the newest, which is the one that people see. */
export function ownCheckAmong(
  runs: readonly CheckRunNode[],
  {
    login,
    head,
    name = OWN_CHECK,
  }: { readonly login: string; readonly head: string; readonly name?: string },
): OwnCheck | undefined {
  const own = runs
    .filter((run) => run.name === name && isOf(login, run) && run.checkSuite.commit.oid === head)
    .reduce<CheckRunNode | undefined>(
      (newest, run) => (newest && newest.databaseId > run.databaseId ? newest : run),
      undefined,
    )
  return own && { id: own.id, key: own.externalId ?? '', isCompleted: own.status === 'COMPLETED' }
}

function sortNodes(nodes: readonly unknown[]) {
  const runs: CheckRunNode[] = []
  const shown: StatusNode[] = []
  let unreadable = false
  for (const node of nodes) {
    const checkRun = CheckRunNode.safeParse(node)
    const status = StatusNode.safeParse(node)
    if (checkRun.success) runs.push(checkRun.data)
    else if (status.success) shown.push(status.data)
    else unreadable = true
  }
  return { runs, shown, unreadable }
}

/** Those whose output is read: it does not change any more, and says something about the commit that is asked about. */
function endedRuns(
  runs: readonly CheckRunNode[],
  { node, checks: { outputsOf = [] } }: Pick<ObservationReading, 'node' | 'checks'>,
): readonly CheckRunNode[] {
  return runs.filter(
    ({ name, status, checkSuite }) =>
      status === 'COMPLETED' && outputsOf.includes(name) && checkSuite.commit.oid === node.headRefOid,
  )
}

/** The same of several pull requests, as far as their first page of checks shows them: one request answers for all. */
export function endedRunsOf(
  nodes: readonly ObservationReading['node'][],
  checks: AskedChecks,
): readonly CheckRunNode[] {
  return nodes.flatMap((node) =>
    endedRuns(sortNodes(node.statusCheckRollup?.contexts?.nodes ?? []).runs, { node, checks }),
  )
}

/** Once any status is final, the statuses that others have set under the same names are read as well. */
async function allStatuses({ jobs, repository, node }: ObservationReading, shown: readonly StatusNode[]) {
  const commit = node.headRefOid
  const here = shown.filter((one) => (one.commit?.oid ?? commit) === commit)
  if (here.every(({ state }) => ['PENDING', 'EXPECTED'].includes(state)))
    return here.map((one) => toStatus(commit, one))
  return jobs.statusesOf({ repository, commit, shown: here })
}

/** The check run with what its log says, where its job has come to an end by itself. */
async function withLog({ jobs, repository, checks }: ObservationReading, run: CheckRun): Promise<CheckRun> {
  const jobId = run.workflow?.jobId
  const hasRun = run.conclusion === 'success' || run.conclusion === 'failure'
  if (jobId === undefined || !hasRun || !checks.testsOf?.includes(run.name)) return run
  const log = await jobs.logOf(repository, jobId)
  if (!log) return run
  const { tests, failure } = log
  return { ...run, tests, ...reportedBy(failure) }
}

function reportedBy(failure: ReportedFailure | undefined): Pick<CheckRun, 'failedTests' | 'lastWords'> {
  const { failedTests, words } = failure ?? {}
  return { ...withoutUndefined({ failedTests, lastWords: words }) }
}

async function allContexts({ client, node }: ObservationReading) {
  const nodes: unknown[] = []
  let contexts: Contexts | null | undefined = node.statusCheckRollup?.contexts
  // No rollup: no check at all has been reported yet. A rollup without contexts: an answer in part.
  if (contexts === undefined) return { nodes, complete: true }
  for (let page = 0; page < MAX_PAGES && contexts; page++) {
    nodes.push(...contexts.nodes)
    if (!contexts.pageInfo.hasNextPage) return { nodes, complete: true }
    contexts = await nextContexts(client, node, contexts.pageInfo.endCursor)
  }
  return { nodes, complete: false }
}

/** Undefined when they cannot be read, or belong to another head by now. */
async function nextContexts(client: GitHubClient, node: ObservationReading['node'], after: string | null) {
  const { data, errors } = await queryPartially(client.octokit, contextsQuery(), { id: node.id, after })
  const answer = ContextsAnswer.safeParse(data)
  if (errors.length > 0 || !answer.success || answer.data.node.headRefOid !== node.headRefOid)
    return undefined
  return answer.data.node.statusCheckRollup?.contexts
}

/** Whether it has ended, or its workflow run has without it. */
function isOver({ status, checkSuite }: CheckRunNode): boolean {
  return status === 'COMPLETED' || checkSuite.status === 'COMPLETED'
}

async function toCheckRun({ jobs, repository }: ObservationReading, node: CheckRunNode): Promise<CheckRun> {
  const runId = actionsRunOf(node)
  const ended = node.status === 'COMPLETED'
  const job =
    runId === undefined
      ? undefined
      : await jobs.jobOf({ repository, runId, checkRunId: node.databaseId, ended })
  return withJob(node, job)
}

/** While nothing of a commit has ended there is nothing to confirm. */
function toRunning(node: CheckRunNode): CheckRun {
  const run = withJob(node, undefined)
  if (run.workflow === undefined || actionsRunOf(node) === undefined) return run
  return { ...run, workflow: { ...run.workflow, jobUnasked: true } }
}

function actionsRunOf({ checkSuite: { app, workflowRun } }: CheckRunNode): number | undefined {
  return app?.slug === ACTIONS_APP ? (workflowRun?.databaseId ?? undefined) : undefined
}

type Job = Awaited<ReturnType<VerifierReading['jobOf']>>

function withJob(node: CheckRunNode, job: Job): CheckRun {
  const { app, workflowRun, commit } = node.checkSuite
  const runId = workflowRun?.databaseId
  return {
    kind: 'check-run',
    id: node.databaseId,
    name: node.name,
    headSha: commit.oid,
    ...statusAndConclusion(node, job),
    ...withoutUndefined({
      startedAt: node.startedAt ?? undefined,
      completedAt: node.completedAt ?? undefined,
      url: node.detailsUrl ?? undefined,
      appId: app?.databaseId ?? undefined,
      appSlug: app?.slug,
    }),
    ...(workflowRun && runId != null
      ? {
          workflow: {
            runId,
            path: workflowRun.file?.path ?? '',
            event: workflowRun.event,
            ...jobFacts(node, job),
          },
        }
      : {}),
    annotations: [],
  }
}

/** Nothing is known of a job that is not confirmed. */
function jobFacts(node: CheckRunNode, job: Job) {
  const { status, updatedAt } = node.checkSuite
  const jobConfirmed = job !== undefined && (job.name ?? node.name) === node.name
  if (!jobConfirmed) return { jobConfirmed }
  return {
    jobConfirmed,
    ...withoutUndefined({
      jobId: job.id,
      runAttempt: job.runAttempt,
      runEnded: status == null ? undefined : status === 'COMPLETED',
    }),
    ...(status === 'COMPLETED' && updatedAt != null && { runEndedAt: updatedAt }),
  }
}

/**
 * Where a check run says that it has ended, its job has the last word: a step with the workflow's token may rewrite the check run
 * while the job still runs, but not the job.
 */
function statusAndConclusion({ status, conclusion }: CheckRunNode, job: Job) {
  if (status === 'COMPLETED' && job?.status !== undefined)
    return { status: job.status, ...withoutUndefined({ conclusion: job.conclusion }) }
  return {
    status: status.toLowerCase(),
    ...withoutUndefined({ conclusion: conclusion?.toLowerCase() }),
  }
}

type CheckRun = Extract<Observation, { kind: 'check-run' }>

function toStatus(head: string, node: StatusNode): Extract<Observation, { kind: 'status' }> {
  const creator = loginOf(node.creator)
  return {
    kind: 'status',
    context: node.context,
    // A rollup's status contexts are those of the head; the commit is asked for only to be sure.
    headSha: node.commit?.oid ?? head,
    state: node.state.toLowerCase(),
    createdAt: node.createdAt,
    ...withoutUndefined({
      url: node.targetUrl ?? undefined,
      creator,
      description: node.description?.slice(0, MAX_TEXT),
    }),
  }
}
