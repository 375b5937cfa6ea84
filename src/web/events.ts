import { z } from 'zod'
import { parseCandidateBranch } from '../domain/candidate/candidate.ts'
import { commandText } from '../domain/issue/command.ts'
import { type IssueKey, type IssueRef, issueKey, type RepositoryRef, Slug } from '../domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../domain/issue/labels.ts'
import { mayAskInText, saysRisk } from '../domain/issue/may-ask.ts'

/** Every event the App listens to; the same list is in `app.yml`. */
export const EVENTS = [
  'issues',
  'issue_comment',
  'pull_request',
  'pull_request_review',
  'check_run',
  'check_suite',
  'status',
  'workflow_run',
  'push',
  'repository',
] as const

/**
 * Which issues an event is about; none for what does not concern us or cannot be read. It decides nothing: the reconcile that
 * follows reads the facts itself, so that a forged or stale payload can at most cause one reading too many.
 *
 * `ownLogin` is the App's `slug[bot]`; what the App itself did to issues and pull requests wakes nobody (T15).
 */
export function issuesOf(event: string, payload: unknown, ownLogin: string | undefined): readonly IssueKey[] {
  const repository = Repository.safeParse(payload)
  if (!repository.success) return []
  const numbers = issueNumbers(event, payload, ownLogin).filter((number) => Number.isSafeInteger(number))
  const { owner, name } = repository.data.repository
  return [...new Set(numbers)].map((number) => issueKey({ owner: owner.login, repo: name, number }))
}

/**
 * Which pull requests an event is about, whoever has opened them: some of them may have been entered, which only the store knows. Of
 * checks GitHub names none that comes from a fork; those are found by the sweep.
 */
export function pullRequestsOf(
  event: string,
  payload: unknown,
  ownLogin: string | undefined,
): { readonly repository: RepositoryRef; readonly numbers: readonly number[] } | undefined {
  const parsed = Repository.safeParse(payload)
  if (!parsed.success) return undefined
  const { owner, name } = parsed.data.repository
  const numbers = namedIn(event, payload, ownLogin).slice(0, MAX_NUMBERS)
  return numbers.length === 0 ? undefined : { repository: { owner: owner.login, repo: name }, numbers }
}

const MAX_NUMBERS = 20
const Numbered = z.object({ number: z.int().positive() })
const PullRequestOf = z.object({ action: z.string(), pull_request: Numbered })
const PullRequestsOf = z.object({ pull_requests: z.array(Numbered) })
const CHECKS: readonly string[] = ['check_run', 'check_suite', 'workflow_run']

function namedIn(event: string, payload: unknown, ownLogin: string | undefined): number[] {
  if (CHECKS.includes(event)) {
    if (isOfOwnCheck(event, payload, ownLogin)) return []
    const found = PullRequestsOf.safeParse(Object(payload)[event]).data?.pull_requests ?? []
    return found.map(({ number }) => number)
  }
  if (event === 'issue_comment') return isOwn(payload, ownLogin) ? [] : commandOnPullRequest(payload)
  const { data } = PullRequestOf.safeParse(payload)
  const actions = Object.hasOwn(PULL_REQUEST_ACTIONS, event) ? PULL_REQUEST_ACTIONS[event] : undefined
  if (!data || !actions?.includes(data.action) || isOwn(payload, ownLogin)) return []
  return [data.pull_request.number]
}

export const Repository = z.object({ repository: z.object({ name: Slug, owner: z.object({ login: Slug }) }) })

function issueNumbers(event: string, payload: unknown, ownLogin: string | undefined): number[] {
  switch (event) {
    case 'issues':
      return isOwn(payload, ownLogin) ? [] : fromIssue(payload)
    case 'issue_comment':
      return isOwn(payload, ownLogin) ? [] : fromComment(payload)
    case 'pull_request':
    case 'pull_request_review':
      return isOwn(payload, ownLogin) ? [] : fromPullRequest(event, payload)
    // The sender of these is whoever pushed, and that is the App: they are never ignored as its own.
    case 'check_run':
    case 'check_suite':
      return isOfOwnCheck(event, payload, ownLogin) ? [] : fromCheck(event, payload)
    case 'status':
      return fromStatus(payload)
    case 'workflow_run':
      return fromWorkflowRun(payload)
    default:
      return []
  }
}

const ByApp = z.object({ app: z.object({ slug: z.string() }) })

/** What our own check says is no news. */
function isOfOwnCheck(event: string, payload: unknown, ownLogin: string | undefined): boolean {
  const { data } = ByApp.safeParse(Object(payload)[event])
  return data !== undefined && `${data.app.slug}[bot]` === ownLogin
}

function fromCheck(event: 'check_run' | 'check_suite', payload: unknown): number[] {
  return event === 'check_run'
    ? fromBranch(CheckRun.safeParse(payload).data?.check_run.check_suite.head_branch)
    : fromBranch(CheckSuite.safeParse(payload).data?.check_suite.head_branch)
}

const Sender = z.object({ sender: z.object({ login: z.string() }) })

function isOwn(payload: unknown, ownLogin: string | undefined): boolean {
  return ownLogin !== undefined && Sender.safeParse(payload).data?.sender.login === ownLogin
}

const IssueNumber = z.int().positive()

const Label = z.object({ name: z.string() })

const IssueEvent = z.object({
  action: z.enum([
    'opened',
    'edited',
    'labeled',
    'unlabeled',
    'closed',
    'reopened',
    'deleted',
    'transferred',
  ]),
  label: Label.optional(),
  issue: z.object({ number: IssueNumber, body: z.string().nullish(), labels: z.array(Label).optional() }),
})

/**
 * Only where a label of ours is on the issue, or was put on or taken off now; where it may ask by itself; or where it is new, because the
 * settings may want a run of it: without that nothing is asked of us (O4). The sweep finds the labelled rest.
 */
function fromIssue(payload: unknown): number[] {
  const event = IssueEvent.safeParse(payload)
  if (!event.success) return []
  const { action, issue, label } = event.data
  const { labels } = issue
  if (labels === undefined || action === 'opened' || action === 'reopened') return [issue.number]
  const isSaid = action === 'labeled' && label !== undefined && saysRisk(label.name)
  const isAsked = action === 'edited' && mayAskInText(issue.body ?? '')
  return isSaid || isAsked || [...labels, ...(label ? [label] : [])].some(isOurs) ? [issue.number] : []
}

function isOurs({ name }: z.infer<typeof Label>): boolean {
  return name.toLowerCase().startsWith(TRIGGER_LABEL)
}

const CommentEvent = z.object({
  action: z.enum(['created', 'edited', 'deleted']),
  comment: z.object({ body: z.string().nullish() }).optional(),
  changes: z.object({ body: z.object({ from: z.string().nullish() }).optional() }).optional(),
  issue: z.object({
    number: IssueNumber,
    pull_request: z.unknown().optional(),
    body: z.string().nullish(),
  }),
})

function fromComment(payload: unknown): number[] {
  const event = CommentEvent.safeParse(payload)
  if (!event.success) return []
  const { issue, comment, changes } = event.data
  if (comment && ![comment.body, changes?.body?.from].some((text) => mayConcernUs(text ?? ''))) return []
  const { number, pull_request, body } = issue
  return pull_request == null ? [number] : branchesIn(body ?? '').flatMap(fromBranch)
}

/** A run on whose draft somebody has written. */
export interface DraftAsked {
  readonly issue: IssueRef
  readonly run: number
}

/** On the drafts of which runs a command was written just now. */
export function askedOnDraftsIn(
  event: string,
  payload: unknown,
  ownLogin: string | undefined,
): readonly DraftAsked[] {
  const repository = Repository.safeParse(payload).data?.repository
  const { data } = CommentEvent.safeParse(payload)
  if (event !== 'issue_comment' || !repository || !data || isOwn(payload, ownLogin)) return []
  const { issue, comment, action } = data
  if (action !== 'created' || issue.pull_request == null || commandText(comment?.body ?? '') === undefined)
    return []
  return branchesIn(issue.body ?? '').flatMap((branch) => {
    const place = parseCandidateBranch(branch)
    const { owner, name: repo } = repository
    return place ? [{ issue: { owner: owner.login, repo, number: place.issue }, run: place.run }] : []
  })
}

function commandOnPullRequest(payload: unknown): number[] {
  const { data } = CommentEvent.safeParse(payload)
  if (data?.issue.pull_request == null || !mayConcernUs(data.comment?.body ?? '')) return []
  return [data.issue.number]
}

/** A command, or a comment of ours that somebody has changed: all others are people talking to each other (O4). */
function mayConcernUs(text: string): boolean {
  return commandText(text) !== undefined || text.startsWith('<!-- speculate:')
}

/** A comment's payload does not name the branch of its pull request, but the description of a candidate does. */
function branchesIn(text: string): string[] {
  return [...new Set(text.match(/speculate\/\d{1,9}\.\d{1,9}\/[a-z0-9-]{1,40}/g))].slice(0, 5)
}

const PullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  }),
  repository: z.object({ full_name: z.string() }),
})

const PULL_REQUEST_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  pull_request: [
    'opened',
    'edited',
    'closed',
    'reopened',
    'synchronize',
    'labeled',
    'unlabeled',
    'ready_for_review',
    'converted_to_draft',
  ],
  pull_request_review: ['submitted', 'edited', 'dismissed'],
}

function fromPullRequest(name: string, payload: unknown): number[] {
  const event = PullRequestEvent.safeParse(payload)
  if (!event.success || !PULL_REQUEST_ACTIONS[name]?.includes(event.data.action)) return []
  const { pull_request, repository } = event.data
  return pull_request.head.repo?.full_name === repository.full_name ? fromBranch(pull_request.head.ref) : []
}

/** Null for checks of a pull request from a fork. */
const HeadBranch = z.string().nullish()

const CheckRun = z.object({
  action: z.enum(['completed', 'rerequested']),
  check_run: z.object({ check_suite: z.object({ head_branch: HeadBranch }) }),
})

const CheckSuite = z.object({
  action: z.enum(['completed', 'rerequested']),
  check_suite: z.object({ head_branch: HeadBranch }),
})

const Status = z.object({ branches: z.array(z.object({ name: z.string() })) })

function fromStatus(payload: unknown): number[] {
  return Status.safeParse(payload).data?.branches.flatMap(({ name }) => fromBranch(name)) ?? []
}

const WorkflowRun = z.object({
  action: z.enum(['completed', 'requested']),
  workflow_run: z.object({
    head_branch: HeadBranch,
    head_repository: z.object({ full_name: z.string() }).nullish(),
  }),
  repository: z.object({ full_name: z.string() }),
})

function fromWorkflowRun(payload: unknown): number[] {
  const event = WorkflowRun.safeParse(payload)
  if (!event.success) return []
  const { workflow_run, repository } = event.data
  const isForks =
    workflow_run.head_repository && workflow_run.head_repository.full_name !== repository.full_name
  return isForks ? [] : fromBranch(workflow_run.head_branch)
}

function fromBranch(branch: string | null | undefined): number[] {
  const parsed = parseCandidateBranch(branch ?? '')
  return parsed ? [parsed.issue] : []
}
