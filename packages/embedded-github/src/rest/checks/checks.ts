import { z } from 'zod'
import { ApiError } from '../../api-error.ts'
import { byId, created, ok, page, parseBody, type RepositoryCall, repositoryRoute } from '../../http/call.ts'
import type { Annotation, CheckRun } from '../../model.ts'
import {
  type CheckRunContent,
  createCheckRun,
  createStatus,
  updateCheckRun,
} from '../../operations/checks/checks.ts'
import {
  combinedStatus,
  serializeAnnotation,
  serializeCheckRun,
  serializeCheckSuite,
  serializeStatus,
} from '../../serializers/check.ts'
import { simpleCommit } from '../../serializers/commit.ts'
import { serializeRepository } from '../../serializers/repository.ts'
import { commitOf } from '../git/commits.ts'
import { readChecks, readStatuses, writeChecks, writeStatuses } from '../needs.ts'

export const checkRoutes = [
  repositoryRoute('POST', '/check-runs', writeChecks, createRun),
  repositoryRoute('GET', '/check-runs/:id', readChecks, (call) =>
    ok(serializeCheckRun(call.github, call.repository, byId(call, call.repository.checkRuns))),
  ),
  repositoryRoute('PATCH', '/check-runs/:id', writeChecks, updateRun),
  repositoryRoute('GET', '/check-runs/:id/annotations', readChecks, (call) => {
    const { annotations, headSha } = byId(call, call.repository.checkRuns)
    return page(call, annotations, (annotation) =>
      serializeAnnotation(call.github, call.repository, { ...annotation, sha: headSha }),
    )
  }),
  repositoryRoute('GET', '/check-suites/:id', readChecks, async (call) => {
    const suite = byId(call, call.repository.checkSuites)
    const commit = await call.github.git(call.repository).commit(suite.headSha)
    return ok({
      ...serializeCheckSuite(call.github, call.repository, suite),
      repository: serializeRepository(call.github, call.repository),
      head_commit: commit === undefined ? null : simpleCommit(commit),
    })
  }),
  repositoryRoute('GET', '/check-suites/:id/check-runs', readChecks, (call) => {
    const suite = byId(call, call.repository.checkSuites)
    return listRuns(
      call,
      call.repository.checkRuns.filter((run) => run.suiteId === suite.id),
    )
  }),
  repositoryRoute('GET', '/commits/:ref{.+}/check-runs', readChecks, async (call) => {
    const { oid } = await commitOf(call)
    return listRuns(
      call,
      call.repository.checkRuns.filter((run) => run.headSha === oid),
    )
  }),
  repositoryRoute('GET', '/commits/:ref{.+}/check-suites', readChecks, async (call) => {
    const { oid } = await commitOf(call)
    const suites = call.repository.checkSuites.filter((suite) => suite.headSha === oid)
    const serialize = (suite: (typeof suites)[number]) =>
      serializeCheckSuite(call.github, call.repository, suite)
    return page(call, suites, serialize, (items, total) => ({ total_count: total, check_suites: items }))
  }),
  repositoryRoute('POST', '/statuses/:sha', writeStatuses, async (call) => {
    const { oid } = await commitOf(call, call.params.sha ?? '')
    const wanted = parseBody(call, NewStatus, 'Status')
    const status = await createStatus(call.github, call.repository, {
      sha: oid,
      context: wanted.context,
      state: wanted.state,
      description: wanted.description ?? null,
      targetUrl: wanted.target_url ?? null,
      actor: call.actor,
    })
    return created(serializeStatus(call.github, call.repository, status))
  }),
  repositoryRoute('GET', '/commits/:ref{.+}/status', readStatuses, async (call) => {
    const { oid } = await commitOf(call)
    return ok(combinedStatus(call.github, call.repository, oid))
  }),
  repositoryRoute('GET', '/commits/:ref{.+}/statuses', readStatuses, async (call) => {
    const { oid } = await commitOf(call)
    const statuses = call.repository.statuses.filter((status) => status.sha === oid).reverse()
    return page(call, statuses, (status) => serializeStatus(call.github, call.repository, status))
  }),
]

const NewStatus = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string().default('default'),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
})

const RunContent = z.object({
  name: z.string().optional(),
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: z
    .enum(['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'stale', 'timed_out'])
    .optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  output: z
    .object({
      title: z.string().nullish(),
      summary: z.string().nullish(),
      text: z.string().nullish(),
      annotations: z
        .array(
          z.object({
            path: z.string(),
            start_line: z.int(),
            end_line: z.int(),
            start_column: z.int().nullish(),
            end_column: z.int().nullish(),
            annotation_level: z.enum(['notice', 'warning', 'failure']),
            message: z.string(),
            title: z.string().nullish(),
            raw_details: z.string().nullish(),
          }),
        )
        .optional(),
    })
    .optional(),
  actions: z
    .array(z.object({ label: z.string(), description: z.string(), identifier: z.string() }))
    .optional(),
})
const NewRun = RunContent.extend({ name: z.string().min(1), head_sha: z.string() })

async function createRun(call: RepositoryCall) {
  const { github, repository, actor } = call
  if (actor.kind !== 'installation') throw new ApiError(403, 'You must authenticate via a GitHub App.')
  const wanted = parseBody(call, NewRun, 'CheckRun')
  const { oid } = await commitOf(call, wanted.head_sha)
  const check = { appId: actor.app.id, headSha: oid, ...contentOf(wanted) }
  return created(serializeCheckRun(github, repository, await createCheckRun(github, repository, check)))
}

/** Only the App that made a check run may change it. */
async function updateRun(call: RepositoryCall) {
  const { github, repository, actor } = call
  const run = byId(call, repository.checkRuns)
  if (actor.kind !== 'installation' || actor.app.id !== run.appId) {
    throw new ApiError(
      403,
      'Invalid app_id `' +
        String(run.appId) +
        '` - check run can only be modified by the GitHub App that created it.',
    )
  }
  await updateCheckRun(github, repository, { run, ...contentOf(parseBody(call, RunContent, 'CheckRun')) })
  return ok(serializeCheckRun(github, repository, run))
}

function contentOf(body: z.infer<typeof RunContent>): CheckRunContent {
  const { output } = body
  return {
    name: body.name,
    status: body.status,
    conclusion: body.conclusion,
    externalId: body.external_id,
    detailsUrl: body.details_url,
    actions: body.actions,
    startedAt: body.started_at,
    completedAt: body.completed_at,
    output: output && {
      title: output.title ?? null,
      summary: output.summary ?? null,
      text: output.text ?? null,
    },
    annotations: output?.annotations?.map(
      (annotation): Annotation => ({
        path: annotation.path,
        startLine: annotation.start_line,
        endLine: annotation.end_line,
        startColumn: annotation.start_column ?? null,
        endColumn: annotation.end_column ?? null,
        level: annotation.annotation_level,
        title: annotation.title ?? null,
        message: annotation.message,
        rawDetails: annotation.raw_details ?? null,
      }),
    ),
  }
}

/** `filter=latest` (the default) shows the newest of each name and App. */
function listRuns(call: RepositoryCall, all: readonly CheckRun[]) {
  const { github, repository, query } = call
  const name = query.get('check_name')
  const app = query.get('app_id')
  const status = query.get('status')
  const latest = new Map(all.map((run) => [`${run.suiteId} ${run.name}`, run.id]))
  const runs = all
    .filter((run) => query.get('filter') === 'all' || latest.get(`${run.suiteId} ${run.name}`) === run.id)
    .filter((run) => name === null || run.name === name)
    .filter((run) => app === null || run.appId === Number(app))
    .filter((run) => status === null || run.status === status)
  return page(
    call,
    runs,
    (run) => serializeCheckRun(github, repository, run),
    (items, total) => ({ total_count: total, check_runs: items }),
  )
}
