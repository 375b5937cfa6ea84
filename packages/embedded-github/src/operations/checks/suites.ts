import { withoutUndefined } from '@speculate-dev/system'
import { allows } from '../../access/permissions.ts'
import { type GitHub, openPullRequests } from '../../github.ts'
import { ACTIONS_APP_ID, type CheckConclusion, type CheckSuite, type Repository } from '../../model.ts'
import { serializeCheckSuite } from '../../serializers/check.ts'
import { simpleCommit } from '../../serializers/commit.ts'

/** Every App that may write checks gets a suite for a new head, and is asked to fill it. */
export async function requestSuites(
  github: GitHub,
  repository: Repository,
  head: { readonly branch: string; readonly sha: string },
): Promise<void> {
  for (const installation of github.state.installations) {
    const wants =
      installation.appId !== ACTIONS_APP_ID &&
      installation.repositories.includes(repository.id) &&
      allows(installation.permissions, 'checks', 'write')
    if (!wants || suiteFor(repository, installation.appId, head.sha)) continue
    const suite = createSuite(github, repository, { appId: installation.appId, ...head })
    await emitSuite(github, repository, { suite, action: 'requested', onlyApp: installation.appId })
  }
}

/** The first suite of an App on a commit: where a check run that names no suite goes. */
export function suiteFor(repository: Repository, appId: number, sha: string): CheckSuite | undefined {
  return repository.checkSuites.find((suite) => suite.appId === appId && suite.headSha === sha)
}

export function createSuite(
  github: GitHub,
  repository: Repository,
  of: { readonly appId: number; readonly sha: string; readonly branch: string | null },
): CheckSuite {
  const now = github.now()
  const heads = openPullRequests(repository).filter(({ pull }) => pull.head.sha === of.sha)
  const suite: CheckSuite = {
    id: github.nextId(),
    appId: of.appId,
    headSha: of.sha,
    headBranch: of.branch ?? heads[0]?.pull.head.ref ?? null,
    status: 'queued',
    conclusion: null,
    pullRequests: heads.map((issue) => issue.number),
    workflowRunId: null,
    createdAt: now,
    updatedAt: now,
  }
  repository.checkSuites.push(suite)
  return suite
}

const worstFirst: readonly CheckConclusion[] = [
  'startup_failure',
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'stale',
  'success',
  'neutral',
  'skipped',
]

/** The status of a suite follows from its check runs; a suite of a workflow run completes only with the run. */
export async function concludeSuite(
  github: GitHub,
  repository: Repository,
  suite: CheckSuite,
): Promise<void> {
  if (suite.workflowRunId !== null) return
  const runs = repository.checkRuns.filter((run) => run.suiteId === suite.id)
  suite.updatedAt = github.now()
  if (runs.some((run) => run.status !== 'completed')) {
    Object.assign(suite, { status: 'in_progress', conclusion: null })
    return
  }
  await completeSuite(
    github,
    repository,
    suite,
    worstFirst.find((conclusion) => runs.some((run) => run.conclusion === conclusion)) ?? 'neutral',
  )
}

export async function completeSuite(
  github: GitHub,
  repository: Repository,
  suite: CheckSuite,
  conclusion: CheckConclusion,
): Promise<void> {
  Object.assign(suite, { status: 'completed', conclusion, updatedAt: github.now() })
  await emitSuite(github, repository, { suite, action: 'completed' })
}

async function emitSuite(
  github: GitHub,
  repository: Repository,
  event: { suite: CheckSuite; action: 'requested' | 'completed'; onlyApp?: number },
): Promise<void> {
  const commit = await github.git(repository).commit(event.suite.headSha)
  const app = github.state.apps.find((candidate) => candidate.id === event.suite.appId)
  github.emit({
    event: 'check_suite',
    action: event.action,
    repository,
    sender: `${app?.slug ?? 'ghost'}[bot]`,
    payload: {
      check_suite: {
        ...serializeCheckSuite(github, repository, event.suite),
        head_commit: commit === undefined ? null : simpleCommit(commit),
      },
    },
    ...withoutUndefined({ onlyApp: event.onlyApp }),
  })
}
