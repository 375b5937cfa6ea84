import { findPullRequest, type GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Annotation, CheckRun, CheckSuite, CommitStatus, Repository } from '../model.ts'
import { repositoryApi, repositoryPage, serializeRepository } from './repository.ts'
import { appOrNull, type Schemas, serializeUser } from './user.ts'

/** Newer conclusions than the installed types know are passed on as GitHub would send them. */
type Conclusion = Schemas['check-run']['conclusion']

export function checkRunPage(github: GitHub, repository: Repository, run: CheckRun): string {
  const job = repository.workflowJobs.find((candidate) => candidate.checkRunId === run.id)
  const page = repositoryPage(github, repository)
  return job === undefined ? `${page}/runs/${run.id}` : `${page}/actions/runs/${job.runId}/job/${job.id}`
}

export function serializeCheckRun(
  github: GitHub,
  repository: Repository,
  run: CheckRun,
): Schemas['check-run'] {
  const url = `${repositoryApi(github, repository)}/check-runs/${run.id}`
  const page = checkRunPage(github, repository, run)
  return {
    id: run.id,
    head_sha: run.headSha,
    node_id: nodeId('CheckRun', run.id),
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl === '' ? page : run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion as Conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suiteId },
    app: appOrNull(github, run.appId),
    pull_requests: minimalPullRequests(
      github,
      repository,
      repository.checkSuites.find((suite) => suite.id === run.suiteId)?.pullRequests ?? [],
    ),
  }
}

export function serializeCheckSuite(
  github: GitHub,
  repository: Repository,
  suite: CheckSuite,
): Omit<Schemas['check-suite'], 'head_commit' | 'repository'> {
  const url = `${repositoryApi(github, repository)}/check-suites/${suite.id}`
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url,
    before: null,
    after: suite.headSha,
    pull_requests: minimalPullRequests(github, repository, suite.pullRequests),
    app: appOrNull(github, suite.appId),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    latest_check_runs_count: repository.checkRuns.filter((run) => run.suiteId === suite.id).length,
    check_runs_url: `${url}/check-runs`,
  }
}

export function serializeAnnotation(
  github: GitHub,
  repository: Repository,
  annotation: Annotation & { readonly sha: string },
): Schemas['check-annotation'] {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    start_column: annotation.startColumn,
    end_column: annotation.endColumn,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails,
    blob_href: `${repositoryPage(github, repository)}/blob/${annotation.sha}/${annotation.path}`,
  }
}

export function serializeStatus(
  github: GitHub,
  repository: Repository,
  status: CommitStatus,
): Schemas['status'] & Schemas['simple-commit-status'] {
  return {
    url: `${repositoryApi(github, repository)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: serializeUser(github, status.creator),
  }
}

export function combinedStatus(
  github: GitHub,
  repository: Repository,
  sha: string,
): Schemas['combined-commit-status'] {
  const statuses = latestStatuses(repository, sha)
  const states = statuses.map((status) => status.state)
  const api = repositoryApi(github, repository)
  return {
    state: states.some((state) => state === 'failure' || state === 'error')
      ? 'failure'
      : states.length === 0 || states.includes('pending')
        ? 'pending'
        : 'success',
    statuses: statuses.map((status) => serializeStatus(github, repository, status)),
    sha,
    total_count: statuses.length,
    repository: serializeRepository(github, repository),
    commit_url: `${api}/commits/${sha}`,
    url: `${api}/commits/${sha}/status`,
  }
}

/** The newest of each context. */
export function latestStatuses(repository: Repository, sha: string): CommitStatus[] {
  const latest = new Map<string, CommitStatus>()
  for (const status of repository.statuses) if (status.sha === sha) latest.set(status.context, status)
  return [...latest.values()]
}

export function minimalPullRequests(
  github: GitHub,
  repository: Repository,
  numbers: readonly number[],
): Schemas['pull-request-minimal'][] {
  const api = repositoryApi(github, repository)
  const repo = { id: repository.id, url: api, name: repository.name }
  return numbers.flatMap((number) => {
    const issue = findPullRequest(repository, number)
    if (issue === undefined || issue.state !== 'open') return []
    return [
      {
        id: issue.pull.id,
        number,
        url: `${api}/pulls/${number}`,
        head: { ...issue.pull.head, repo },
        base: { ...issue.pull.base, repo },
      },
    ]
  })
}
