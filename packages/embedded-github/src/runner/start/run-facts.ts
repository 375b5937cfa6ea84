import type { Contexts, Value } from '@speculate-dev/workflows'
import { asMapping, asValue } from '@speculate-dev/workflows'
import type { PullRequestIssue, Repository } from '../../model.ts'

/** What started a run, read once: the server's state goes on changing while the run waits. */
export type RunFacts = PullRequestFacts | PushFacts | DispatchFacts

interface CommonFacts {
  readonly owner: string
  readonly repo: string
  readonly actor: string
  readonly head: { readonly ref: string; readonly sha: string }
  readonly serverUrl: string
  /** What the webhook of the event says, without its action. */
  readonly payload: Contexts
}

export interface PullRequestFacts extends CommonFacts {
  readonly event: 'pull_request'
  readonly number: number
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

export function pullRequestFacts(
  repository: Repository,
  { number, pull }: PullRequestIssue,
  facts: Pick<PullRequestFacts, 'action' | 'actor' | 'serverUrl' | 'payload'>,
): PullRequestFacts {
  const { owner, name: repo } = repository
  const sides = { head: { ...pull.head }, base: { ...pull.base } }
  return { event: 'pull_request', owner, repo, number, ...sides, ...facts }
}

/** What identifies one job of one run. */
export interface JobIdentity {
  readonly workflow: string
  readonly path: string
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
  const repository = `${facts.owner}/${facts.repo}`
  return {
    event_name: facts.event,
    event: eventPayload(facts),
    head_ref: headRef,
    base_ref: baseRef,
    ref,
    ref_name: refName,
    ref_type: 'branch',
    ref_protected: false,
    sha: identity.sha,
    repository,
    repository_id: idIn(facts.payload.repository),
    repository_owner: facts.owner,
    repository_owner_id: idIn(facts.payload.repository, 'owner'),
    repositoryUrl: `git://${facts.serverUrl.replace(/^https?:\/\//, '')}/${repository}.git`,
    actor: facts.actor,
    actor_id: idIn(facts.payload.sender),
    triggering_actor: facts.actor,
    workflow: identity.workflow,
    workflow_ref: `${repository}/${identity.path}@${ref}`,
    workflow_sha: identity.sha,
    job: identity.job,
    run_id: String(identity.runId),
    run_number: String(identity.runNumber),
    run_attempt: String(identity.attempt),
    retention_days: '90',
    secret_source: 'Actions',
    server_url: facts.serverUrl,
    api_url: facts.serverUrl,
    graphql_url: `${facts.serverUrl}/graphql`,
  }
}

/** What is known of a run before any of its jobs. */
export function contextsOf(facts: RunFacts, identity: JobIdentity): { readonly github: Contexts } {
  return { github: githubContext(facts, identity) }
}

/** The `GITHUB_…` variables of a job that follow from what started it. */
export function githubVariables(facts: RunFacts, identity: JobIdentity): Record<string, string> {
  const { event: _, ...values } = githubContext(facts, identity)
  const named = Object.entries(values).filter(([name]) => !ONLY_IN_CONTEXT.includes(name))
  const variables = named.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value ?? '')])
  return { GITHUB_ACTIONS: 'true', ...Object.fromEntries(variables) }
}

/** docs.github.com, "Variables reference": they have no variable. */
const ONLY_IN_CONTEXT = ['repositoryUrl', 'secret_source']

/** The webhook's payload, which jobs find in the file `GITHUB_EVENT_PATH` and in `github.event`. */
export function eventPayload(facts: RunFacts): Contexts {
  const { payload, event } = facts
  if (event === 'push') return { before: facts.before, after: facts.head.sha, ...payload }
  if (event === 'workflow_dispatch') {
    const ref = `refs/heads/${facts.head.ref}`
    return { ref, inputs: facts.inputs, workflow: facts.path, ...payload }
  }
  return { action: facts.action, ...payload }
}

/** As JSON has it. */
export function payloadFrom(object: object): Contexts {
  const entries = Object.entries(asMapping(JSON.parse(JSON.stringify(object))) ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name, asValue(value)]))
}

/** Ids are texts there, not numbers. */
function idIn(value: Value | undefined, ...names: readonly string[]): string {
  let at: Value | undefined = value
  for (const name of [...names, 'id'])
    at = Object.entries(typeof at === 'object' && at !== null ? at : {}).find(([key]) => key === name)?.[1]
  return typeof at === 'number' ? String(at) : ''
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
