import type { PullRequestIssue, Repository } from '../model.ts'
import type { Contexts } from './expressions/value.ts'

/** What started a run, read once: the server's state goes on changing while the run waits. */
export interface RunFacts {
  readonly owner: string
  readonly repo: string
  readonly number: number
  readonly title: string
  readonly body: string
  readonly author: string
  readonly draft: boolean
  readonly action: string
  readonly actor: string
  readonly head: { readonly ref: string; readonly sha: string }
  readonly base: { readonly ref: string; readonly sha: string }
  readonly serverUrl: string
}

export function runFacts(
  repository: Repository,
  issue: PullRequestIssue,
  { action, actor, serverUrl }: Pick<RunFacts, 'action' | 'actor' | 'serverUrl'>,
): RunFacts {
  const { number, title, body, author, pull } = issue
  return {
    owner: repository.owner,
    repo: repository.name,
    number,
    title,
    body,
    author,
    draft: pull.draft,
    action,
    actor,
    head: { ...pull.head },
    base: { ...pull.base },
    serverUrl,
  }
}

/** What identifies one job of one run. */
export interface JobIdentity {
  readonly workflow: string
  readonly runId: number
  readonly runNumber: number
  readonly mergeSha: string
  readonly job: string
}

/** The `github` context, limited to the names that `check-expression.ts` knows. */
export function githubContext(facts: RunFacts, identity: JobIdentity): Contexts {
  return {
    event_name: 'pull_request',
    event: { action: facts.action, number: facts.number, pull_request: pullRequestOf(facts) },
    head_ref: facts.head.ref,
    base_ref: facts.base.ref,
    // The merge commit, not the head, as docs.github.com says under "Events that trigger workflows", `pull_request`.
    ref: `refs/pull/${facts.number}/merge`,
    ref_name: `${facts.number}/merge`,
    sha: identity.mergeSha,
    repository: `${facts.owner}/${facts.repo}`,
    repository_owner: facts.owner,
    actor: facts.actor,
    triggering_actor: facts.actor,
    workflow: identity.workflow,
    job: identity.job,
    run_id: String(identity.runId),
    run_number: String(identity.runNumber),
    run_attempt: '1',
  }
}

/** The `GITHUB_…` variables of a job that follow from what started it. */
export function githubVariables(facts: RunFacts, identity: JobIdentity): Record<string, string> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_HEAD_REF: facts.head.ref,
    GITHUB_BASE_REF: facts.base.ref,
    GITHUB_REF: `refs/pull/${facts.number}/merge`,
    GITHUB_REF_NAME: `${facts.number}/merge`,
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: identity.mergeSha,
    GITHUB_REPOSITORY: `${facts.owner}/${facts.repo}`,
    GITHUB_REPOSITORY_OWNER: facts.owner,
    GITHUB_ACTOR: facts.actor,
    GITHUB_TRIGGERING_ACTOR: facts.actor,
    GITHUB_WORKFLOW: identity.workflow,
    GITHUB_JOB: identity.job,
    GITHUB_RUN_ID: String(identity.runId),
    GITHUB_RUN_NUMBER: String(identity.runNumber),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: facts.serverUrl,
    GITHUB_API_URL: facts.serverUrl,
    GITHUB_GRAPHQL_URL: `${facts.serverUrl}/graphql`,
  }
}

/** The part of the webhook's payload that jobs find in the file `GITHUB_EVENT_PATH`. */
export function eventPayload(facts: RunFacts): Contexts {
  return {
    action: facts.action,
    number: facts.number,
    pull_request: pullRequestOf(facts),
    repository: {
      name: facts.repo,
      full_name: `${facts.owner}/${facts.repo}`,
      owner: { login: facts.owner },
    },
    sender: { login: facts.actor },
  }
}

function pullRequestOf(facts: RunFacts): Contexts {
  return {
    number: facts.number,
    title: facts.title,
    body: facts.body,
    draft: facts.draft,
    user: { login: facts.author },
    head: { ...facts.head },
    base: { ...facts.base },
  }
}
