import { withoutUndefined } from '@speculate-dev/system'
import { ApiError, invalid } from '../../api-error.ts'
import { type Actor, type GitHub, suiteOf } from '../../github.ts'
import type {
  Annotation,
  CheckAction,
  CheckConclusion,
  CheckRun,
  CheckStatus,
  CommitStatus,
  Repository,
} from '../../model.ts'
import { serializeCheckRun, serializeCheckSuite, serializeStatus } from '../../serializers/check.ts'
import { serializeCommit } from '../../serializers/commit.ts'
import { appOrNull } from '../../serializers/user.ts'
import { concludeSuite, createSuite, suiteFor } from './suites.ts'

const MAX_OUTPUT = 65_535
const MAX_ANNOTATIONS = 50
const MAX_ACTIONS = 3
/** In characters, as GitHub's description of the API says. */
const MAX_OF_ACTION = { label: 20, description: 40, identifier: 20 } as const

export interface CheckRunContent {
  readonly name?: string | undefined
  readonly status?: CheckStatus | undefined
  readonly conclusion?: CheckConclusion | undefined
  readonly externalId?: string | undefined
  readonly detailsUrl?: string | undefined
  readonly startedAt?: string | undefined
  readonly completedAt?: string | undefined
  readonly output?: CheckRun['output'] | undefined
  /** Added to those given so far. */
  readonly annotations?: readonly Annotation[] | undefined
  readonly actions?: readonly CheckAction[] | undefined
}

/** Goes into the first suite that the App has on the commit; for Actions that is a workflow run's, whoever asked. */
export async function createCheckRun(
  github: GitHub,
  repository: Repository,
  check: { readonly appId: number; readonly headSha: string; readonly suiteId?: number } & CheckRunContent,
): Promise<CheckRun> {
  requireContent(check)
  const suite =
    repository.checkSuites.find((candidate) => candidate.id === check.suiteId) ??
    suiteFor(repository, check.appId, check.headSha) ??
    createSuite(github, repository, { appId: check.appId, sha: check.headSha, branch: null })
  const run: CheckRun = {
    id: github.nextId(),
    suiteId: suite.id,
    appId: check.appId,
    name: check.name ?? '',
    headSha: check.headSha,
    externalId: check.externalId ?? '',
    status: 'queued',
    conclusion: null,
    startedAt: github.now(),
    completedAt: null,
    detailsUrl: '',
    output: { title: null, summary: null, text: null },
    annotations: [],
  }
  repository.checkRuns.push(run)
  applyContent(github, run, check)
  emitCheckRun(github, repository, run, 'created')
  if (run.status === 'completed') emitCheckRun(github, repository, run, 'completed')
  await concludeSuite(github, repository, suite)
  return run
}

export async function updateCheckRun(
  github: GitHub,
  repository: Repository,
  update: { readonly run: CheckRun } & CheckRunContent,
): Promise<void> {
  requireContent(update)
  const { run } = update
  const wasCompleted = run.status === 'completed'
  applyContent(github, run, update)
  if (run.status === 'completed' && !wasCompleted) emitCheckRun(github, repository, run, 'completed')
  await concludeSuite(github, repository, suiteOf(repository, run))
}

function applyContent(github: GitHub, run: CheckRun, content: CheckRunContent): void {
  const status = content.conclusion !== undefined ? 'completed' : (content.status ?? run.status)
  const begins = run.status === 'queued' && status !== 'queued'
  const started = content.startedAt ?? (begins ? github.now() : run.startedAt)
  Object.assign(run, {
    name: content.name ?? run.name,
    status,
    conclusion: status === 'completed' ? (content.conclusion ?? run.conclusion ?? 'neutral') : null,
    externalId: content.externalId ?? run.externalId,
    detailsUrl: content.detailsUrl ?? run.detailsUrl,
    startedAt: started,
    completedAt: status === 'completed' ? (content.completedAt ?? run.completedAt ?? github.now()) : null,
    output: content.output ?? run.output,
    annotations: [...run.annotations, ...(content.annotations ?? [])],
    ...withoutUndefined({ actions: content.actions && [...content.actions] }),
  } satisfies Partial<CheckRun>)
}

function requireContent(content: CheckRunContent): void {
  for (const field of ['summary', 'text'] as const) {
    if ((content.output?.[field]?.length ?? 0) <= MAX_OUTPUT) continue
    const message = `Only ${MAX_OUTPUT} characters are allowed; ${content.output?.[field]?.length} were supplied.`
    throw invalid({ resource: 'CheckRun', code: 'custom', field, message })
  }
  if ((content.annotations?.length ?? 0) > MAX_ANNOTATIONS) {
    throw new ApiError(422, `No more than ${MAX_ANNOTATIONS} annotations are allowed per request.`)
  }
  requireActions(content.actions ?? [])
  if (content.status === 'completed' && content.conclusion === undefined) {
    throw new ApiError(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.')
  }
}

function requireActions(actions: readonly CheckAction[]): void {
  if (actions.length > MAX_ACTIONS)
    throw new ApiError(422, `No more than ${MAX_ACTIONS} actions are allowed per check run.`)
  for (const action of actions)
    for (const [field, most] of Object.entries(MAX_OF_ACTION)) {
      const { length } = action[field as keyof CheckAction]
      if (length > 0 && length <= most) continue
      const message = `${field} is too ${length === 0 ? 'short (minimum is 1 character)' : `long (maximum is ${most} characters)`}`
      throw invalid({ resource: 'CheckRun', code: 'custom', field: `actions.${field}`, message })
    }
}

/** A button on the page of the check: the App that offers it, and no other, is told who has pressed it. */
export function pressButton(
  github: GitHub,
  repository: Repository,
  { run, identifier, login }: { readonly run: CheckRun; readonly identifier: string; readonly login: string },
): void {
  if (!run.actions?.some((action) => action.identifier === identifier))
    throw new ApiError(422, 'The check has no such button.')
  emitCheckRun(github, repository, run, { action: 'requested_action', identifier, login })
}

function emitCheckRun(
  github: GitHub,
  repository: Repository,
  run: CheckRun,
  event: 'created' | 'completed' | Pressed,
): void {
  const pressed = typeof event === 'string' ? undefined : event
  const app = appOrNull(github, run.appId)
  const suite = serializeCheckSuite(github, repository, suiteOf(repository, run))
  github.emit({
    event: 'check_run',
    action: pressed?.action ?? String(event),
    repository,
    sender: pressed?.login ?? `${app?.slug ?? 'ghost'}[bot]`,
    payload: {
      check_run: { ...serializeCheckRun(github, repository, run), check_suite: suite },
      ...withoutUndefined({ requested_action: pressed && { identifier: pressed.identifier } }),
    },
    ...(pressed && { onlyApp: run.appId }),
  })
}

interface Pressed {
  readonly action: 'requested_action'
  readonly identifier: string
  readonly login: string
}

export async function createStatus(
  github: GitHub,
  repository: Repository,
  status: Pick<CommitStatus, 'sha' | 'context' | 'state' | 'description' | 'targetUrl'> & { actor: Actor },
): Promise<CommitStatus> {
  const { actor, ...content } = status
  if ((content.description?.length ?? 0) > 140) {
    const message = 'description is too long (maximum is 140 characters)'
    throw invalid({ resource: 'Status', code: 'custom', field: 'description', message })
  }
  const created = { id: github.nextId(), ...content, creator: actor.login, createdAt: github.now() }
  repository.statuses.push(created)
  const branches = await branchesAt(github, repository, created.sha)
  const commit = await github.git(repository).commit(created.sha)
  github.emit({
    event: 'status',
    repository,
    sender: actor.login,
    payload: {
      ...serializeStatus(github, repository, created),
      sha: created.sha,
      name: `${repository.owner}/${repository.name}`,
      ...withoutUndefined({ commit: commit && serializeCommit(github, repository, commit) }),
      branches,
    },
  })
  return created
}

const HEADS = 'refs/heads/'
const MOST_BRANCHES = 10

/** The branches whose head the commit is, as a status names them. */
async function branchesAt(github: GitHub, repository: Repository, sha: string) {
  const refs = await github.git(repository).refs(HEADS)
  const url = `${github.apiUrl}/repos/${repository.owner}/${repository.name}/commits/${sha}`
  const names = [...refs].flatMap(([ref, at]) => (at === sha ? [ref.slice(HEADS.length)] : []))
  return names.slice(0, MOST_BRANCHES).map((name) => ({ name, commit: { sha, url }, protected: false }))
}
