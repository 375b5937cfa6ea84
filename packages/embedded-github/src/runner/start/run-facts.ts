import type { Contexts } from '@speculate-dev/workflows'
import type { PullRequestIssue, Repository } from '../../model.ts'

/** What started a run, read once: the server's state goes on changing while the run waits. */
export type RunFacts = PullRequestFacts | PushFacts | DispatchFacts

interface CommonFacts {
  readonly owner: string
  readonly repo: string
  readonly actor: string
  readonly head: { readonly ref: string; readonly sha: string }
  readonly serverUrl: string
}

export interface PullRequestFacts extends CommonFacts {
  readonly event: 'pull_request'
  readonly number: number
  readonly title: string
  readonly body: string
  readonly author: string
  readonly draft: boolean
  readonly action: string
  readonly base: { readonly ref: string; readonly sha: string }
  /** The commit of the base to merge with, where it was merged before; otherwise what the base is at. */
  readonly mergeWith?: string
  /** There is no such pull request: its head changes nothing, and filters for paths leave nothing out. */
  readonly isRehearsal?: boolean
}

export interface PushFacts extends CommonFacts {
  readonly event: 'push'
  /** What the branch was at; zeros when it is new. */
  readonly before: string
}

export interface DispatchFacts extends CommonFacts {
  readonly event: 'workflow_dispatch'
  /** File of the one workflow that is run. */
  readonly path: string
  readonly inputs: Readonly<Record<string, string>>
}

/** The `inputs` context. */
export function inputsOf(facts: RunFacts): Contexts {
  return facts.event === 'workflow_dispatch' ? facts.inputs : {}
}

export function pullRequestFacts(
  repository: Repository,
  issue: PullRequestIssue,
  { action, actor, serverUrl }: Pick<PullRequestFacts, 'action' | 'actor' | 'serverUrl'>,
): PullRequestFacts {
  const { number, title, body, author, pull } = issue
  return {
    event: 'pull_request',
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
  readonly attempt: number
  /** The commit that is checked out. */
  readonly sha: string
  readonly job: string
}

/** The `github` context, limited to the names that `check-expression.ts` knows. */
export function githubContext(facts: RunFacts, identity: JobIdentity): Contexts {
  const { ref, refName, headRef, baseRef } = refsOf(facts)
  return {
    event_name: facts.event,
    event: { ...eventOf(facts), repository: repositoryOf(facts) },
    head_ref: headRef,
    base_ref: baseRef,
    ref,
    ref_name: refName,
    sha: identity.sha,
    repository: `${facts.owner}/${facts.repo}`,
    repository_owner: facts.owner,
    actor: facts.actor,
    triggering_actor: facts.actor,
    workflow: identity.workflow,
    job: identity.job,
    run_id: String(identity.runId),
    run_number: String(identity.runNumber),
    run_attempt: String(identity.attempt),
    ref_type: 'branch',
    server_url: facts.serverUrl,
    api_url: facts.serverUrl,
    graphql_url: `${facts.serverUrl}/graphql`,
  }
}

/** What is known of a run before any of its jobs. */
export function contextsOf(facts: RunFacts, identity: JobIdentity): { github: Contexts; inputs: Contexts } {
  return { github: githubContext(facts, identity), inputs: inputsOf(facts) }
}

/** The `GITHUB_…` variables of a job that follow from what started it. */
export function githubVariables(facts: RunFacts, identity: JobIdentity): Record<string, string> {
  const { ref, refName, headRef, baseRef } = refsOf(facts)
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: facts.event,
    GITHUB_HEAD_REF: headRef,
    GITHUB_BASE_REF: baseRef,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: refName,
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: identity.sha,
    GITHUB_REPOSITORY: `${facts.owner}/${facts.repo}`,
    GITHUB_REPOSITORY_OWNER: facts.owner,
    GITHUB_ACTOR: facts.actor,
    GITHUB_TRIGGERING_ACTOR: facts.actor,
    GITHUB_WORKFLOW: identity.workflow,
    GITHUB_JOB: identity.job,
    GITHUB_RUN_ID: String(identity.runId),
    GITHUB_RUN_NUMBER: String(identity.runNumber),
    GITHUB_RUN_ATTEMPT: String(identity.attempt),
    GITHUB_SERVER_URL: facts.serverUrl,
    GITHUB_API_URL: facts.serverUrl,
    GITHUB_GRAPHQL_URL: `${facts.serverUrl}/graphql`,
  }
}

/** The part of the webhook's payload that jobs find in the file `GITHUB_EVENT_PATH`. */
export function eventPayload(facts: RunFacts): Contexts {
  return {
    ...eventOf(facts),
    repository: repositoryOf(facts),
    sender: { login: facts.actor },
  }
}

/** Of a pull request the merge commit, not the head, as docs.github.com says under "Events that trigger workflows". */
function refsOf(facts: RunFacts) {
  if (facts.event !== 'pull_request')
    return { ref: `refs/heads/${facts.head.ref}`, refName: facts.head.ref, headRef: '', baseRef: '' }
  return {
    ref: `refs/pull/${facts.number}/merge`,
    refName: `${facts.number}/merge`,
    headRef: facts.head.ref,
    baseRef: facts.base.ref,
  }
}

function eventOf(facts: RunFacts): Contexts {
  if (facts.event === 'push')
    return { ref: `refs/heads/${facts.head.ref}`, before: facts.before, after: facts.head.sha }
  if (facts.event === 'workflow_dispatch')
    return { ref: `refs/heads/${facts.head.ref}`, inputs: facts.inputs, workflow: facts.path }
  return { action: facts.action, number: facts.number, pull_request: pullRequestOf(facts) }
}

function pullRequestOf(facts: PullRequestFacts): Contexts {
  return {
    number: facts.number,
    title: facts.title,
    body: facts.body,
    draft: facts.draft,
    user: { login: facts.author },
    state: facts.action === 'closed' ? 'closed' : 'open',
    head: sideOf(facts, facts.head),
    base: sideOf(facts, facts.base),
  }
}

/** A pull request of another repository does not exist here. */
function sideOf(facts: PullRequestFacts, { ref, sha }: PullRequestFacts['head']): Contexts {
  const { owner } = facts
  return { label: `${owner}:${ref}`, ref, sha, user: { login: owner }, repo: repositoryOf(facts) }
}

function repositoryOf({ owner, repo }: RunFacts): Contexts {
  return { name: repo, full_name: `${owner}/${repo}`, fork: false, owner: { login: owner } }
}
