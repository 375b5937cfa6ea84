import { isPullRequest } from '../github.ts'
import type { Issue, PullRequestIssue, Repository } from '../model.ts'
import { findLabel } from '../operations/issues/labels.ts'
import { isMentioned } from '../operations/issues/search-issues.ts'
import { pullRequestState } from './views/pull-request-view.ts'
import { type PageArguments, unprocessable } from './views/view.ts'

interface OrderBy {
  readonly field: string
  readonly direction: 'ASC' | 'DESC'
}

interface Arguments extends PageArguments {
  readonly states?: readonly string[] | null
  readonly labels?: readonly string[] | null
  readonly orderBy?: OrderBy | null
}

export interface IssueArguments extends Arguments {
  readonly filterBy?: IssueFilters | null
}

/** Null and false filter nothing. GitHub knows more of them. */
interface IssueFilters {
  readonly assignee?: string | null
  readonly createdBy?: string | null
  readonly mentioned?: string | null
  readonly labels?: readonly string[] | null
  readonly states?: readonly string[] | null
  /** ISO-8601. */
  readonly since?: string | null
}

const FILTERS = ['assignee', 'createdBy', 'mentioned', 'labels', 'states', 'since']

/** Throws 422 for a filter that is not known here: it would find what was not asked for. */
export function findIssues(repository: Repository, args: IssueArguments): Issue[] {
  const filters = args.filterBy ?? {}
  for (const [name, value] of Object.entries(filters))
    if (value && !FILTERS.includes(name))
      throw unprocessable(`The filter "${name}" is not implemented by the embedded GitHub.`)
  const { assignee, createdBy, mentioned, since } = filters
  const found = repository.issues
    .filter((issue) => issue.pull === undefined)
    .filter((issue) =>
      [args.states, filters.states].every((states) => isIn(issue.state.toUpperCase(), states)),
    )
    .filter((issue) => [args.labels, filters.labels].every((names) => hasLabel(repository, issue, names)))
    .filter(({ updatedAt }) => !since || Date.parse(updatedAt) >= Date.parse(since))
    .filter((issue) => isAssigned(issue, assignee))
    .filter((issue) => !createdBy || isSame(issue.author, createdBy))
    .filter((issue) => !mentioned || isMentioned(repository, issue, mentioned))
  return inOrder(found, args.orderBy)
}

export interface PullRequestArguments extends Arguments {
  readonly headRefName?: string | null
  readonly baseRefName?: string | null
}

export function findPullRequests(repository: Repository, args: PullRequestArguments): PullRequestIssue[] {
  const found = repository.issues
    .filter(isPullRequest)
    .filter((issue) => isIn(pullRequestState(issue), args.states))
    .filter(({ pull }) => !args.headRefName || pull.head.ref === args.headRefName)
    .filter(({ pull }) => !args.baseRefName || pull.base.ref === args.baseRefName)
    .filter((issue) => hasLabel(repository, issue, args.labels))
  return inOrder(found, args.orderBy)
}

function inOrder<T extends Issue>(issues: readonly T[], orderBy: OrderBy | null | undefined): T[] {
  const { field, direction } = orderBy ?? { field: 'CREATED_AT', direction: 'ASC' }
  const key = (issue: T) => (field === 'UPDATED_AT' ? issue.updatedAt : issue.createdAt)
  const ordered = issues.toSorted((a, b) => key(a).localeCompare(key(b)) || a.number - b.number)
  return direction === 'DESC' ? ordered.reverse() : ordered
}

function isIn(value: string, wanted: readonly string[] | null | undefined): boolean {
  return wanted?.includes(value) ?? true
}

/** `*` stands for anybody. */
function isAssigned({ assignees }: Issue, wanted: string | null | undefined): boolean {
  if (!wanted) return true
  return wanted === '*' ? assignees.length > 0 : assignees.some((login) => isSame(login, wanted))
}

function isSame(login: string, other: string): boolean {
  return login.toLowerCase() === other.toLowerCase()
}

function hasLabel(repository: Repository, issue: Issue, names: readonly string[] | null | undefined) {
  if (!names) return true
  return names.some((name) => issue.labels.includes(findLabel(repository, name)?.id ?? -1))
}
