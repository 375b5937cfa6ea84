import { ApiError } from '../../api-error.ts'
import { isPullRequest } from '../../github.ts'
import type { GitHubContext } from '../../github-context.ts'
import type { Issue, Repository } from '../../model.ts'

/** GitHub's limit for each kind of them. */
const MAX_BLOCKERS = 50
const MAX_SUB_ISSUES = 100

/** Issues depend on those of other repositories as well. */
export interface PlacedIssue {
  readonly repository: Repository
  readonly issue: Issue
}

export function blockersOf(github: GitHubContext, { blockedBy = [] }: Issue): PlacedIssue[] {
  return blockedBy.length === 0 ? [] : placed(github, ({ id }) => blockedBy.includes(id))
}

export function blockedBy(github: GitHubContext, { id }: Issue): PlacedIssue[] {
  return placed(github, (issue) => issue.blockedBy?.includes(id) ?? false)
}

export function subIssuesOf(github: GitHubContext, { id }: Issue): PlacedIssue[] {
  return placed(github, ({ parent }) => parent === id)
}

export function parentOf(github: GitHubContext, { parent }: Issue): PlacedIssue | undefined {
  return parent === undefined ? undefined : placed(github, ({ id }) => id === parent)[0]
}

function placed(
  { state }: GitHubContext,
  isWanted: (issue: Issue) => boolean,
  repositories: readonly Repository[] = state.repositories,
): PlacedIssue[] {
  return repositories.flatMap((repository) =>
    repository.issues.filter(isWanted).map((issue) => ({ repository, issue })),
  )
}

interface Wanted {
  /** Of the other issue. */
  readonly id: number
  /** Where it may be: what the actor can see. */
  readonly among: readonly Repository[]
}

/** Throws as GitHub does for what is there already, for a pull request, and for too many; two may block each other. */
export function addBlocker(github: GitHubContext, issue: Issue, { id, among }: Wanted): PlacedIssue {
  const blocker = issueById(github, { id, among })
  const known = issue.blockedBy ?? []
  if (blocker.issue === issue) throw unprocessable('An issue cannot be blocked by itself')
  if (known.includes(id)) throw unprocessable('Target issue has already been taken')
  if (known.length >= MAX_BLOCKERS)
    throw unprocessable(`An issue cannot have more than ${MAX_BLOCKERS} blockers`)
  issue.blockedBy = [...known, id]
  return blocker
}

export function removeBlocker(github: GitHubContext, issue: Issue, { id, among }: Wanted): PlacedIssue {
  const blocker = issueById(github, { id, among })
  if (!issue.blockedBy?.includes(id)) throw new ApiError(404, 'Not Found')
  issue.blockedBy = issue.blockedBy.filter((one) => one !== id)
  return blocker
}

/** Of the same owner, as GitHub documents it. */
export function addSubIssue(
  github: GitHubContext,
  { repository, issue }: PlacedIssue,
  { id, among, replacesParent }: Wanted & { readonly replacesParent: boolean },
): void {
  const { issue: sub, repository: home } = issueById(github, { id, among })
  if (home.owner !== repository.owner)
    throw unprocessable('The sub-issue must belong to the same repository owner as the parent issue')
  if (sub.parent !== undefined && !replacesParent)
    throw unprocessable(
      'An error occurred while adding the sub-issue to the parent issue. Sub issue may only have one parent',
    )
  const above = new Set<Issue>()
  for (let at: Issue | undefined = issue; at && !above.has(at); at = parentOf(github, at)?.issue)
    above.add(at)
  if (above.has(sub)) throw unprocessable('An issue cannot be a sub-issue of itself or of its sub-issues')
  if (subIssuesOf(github, issue).length >= MAX_SUB_ISSUES)
    throw unprocessable(`Parent cannot have more than ${MAX_SUB_ISSUES} sub-issues`)
  sub.parent = issue.id
}

export function removeSubIssue(github: GitHubContext, issue: Issue, id: number): void {
  const sub = subIssuesOf(github, issue).find((one) => one.issue.id === id)
  if (sub === undefined) throw new ApiError(404, 'Not Found')
  delete sub.issue.parent
}

function issueById(github: GitHubContext, { id, among }: Wanted): PlacedIssue {
  const [found] = placed(github, (issue) => issue.id === id && !isPullRequest(issue), among)
  if (!found) throw new ApiError(404, 'Not Found')
  return found
}

function unprocessable(message: string): ApiError {
  return new ApiError(422, message)
}
