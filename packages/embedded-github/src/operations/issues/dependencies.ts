import { ApiError } from '../../api-error.ts'
import { isPullRequest } from '../../github.ts'
import type { Issue, Repository } from '../../model.ts'

/** GitHub's limit for each kind of them. */
const MAX_BLOCKERS = 50
const MAX_SUB_ISSUES = 100

export function blockersOf(repository: Repository, { blockedBy = [] }: Issue): Issue[] {
  return repository.issues.filter(({ id }) => blockedBy.includes(id))
}

export function blockedBy(repository: Repository, { id }: Issue): Issue[] {
  return repository.issues.filter((issue) => issue.blockedBy?.includes(id))
}

export function subIssuesOf(repository: Repository, { id }: Issue): Issue[] {
  return repository.issues.filter(({ parent }) => parent === id)
}

export function parentOf(repository: Repository, { parent }: Issue): Issue | undefined {
  return repository.issues.find(({ id }) => id === parent)
}

/** Throws as GitHub does for what is there already, for a pull request, and for too many; two may block each other. */
export function addBlocker(repository: Repository, issue: Issue, id: number): Issue {
  const blocker = issueById(repository, id)
  const known = issue.blockedBy ?? []
  if (blocker === issue) throw unprocessable('An issue cannot be blocked by itself')
  if (known.includes(id)) throw unprocessable('Target issue has already been taken')
  if (known.length >= MAX_BLOCKERS)
    throw unprocessable(`An issue cannot have more than ${MAX_BLOCKERS} blockers`)
  issue.blockedBy = [...known, id]
  return blocker
}

export function removeBlocker(repository: Repository, issue: Issue, id: number): Issue {
  const blocker = issueById(repository, id)
  if (!issue.blockedBy?.includes(id)) throw new ApiError(404, 'Not Found')
  issue.blockedBy = issue.blockedBy.filter((one) => one !== id)
  return blocker
}

export function addSubIssue(
  repository: Repository,
  issue: Issue,
  { id, replacesParent }: { readonly id: number; readonly replacesParent: boolean },
): void {
  const sub = issueById(repository, id)
  if (sub.parent !== undefined && !replacesParent)
    throw unprocessable(
      'An error occurred while adding the sub-issue to the parent issue. Sub issue may only have one parent',
    )
  const above = new Set<Issue>()
  for (let at: Issue | undefined = issue; at && !above.has(at); at = parentOf(repository, at)) above.add(at)
  if (above.has(sub)) throw unprocessable('An issue cannot be a sub-issue of itself or of its sub-issues')
  if (subIssuesOf(repository, issue).length >= MAX_SUB_ISSUES)
    throw unprocessable(`Parent cannot have more than ${MAX_SUB_ISSUES} sub-issues`)
  sub.parent = issue.id
}

export function removeSubIssue(repository: Repository, issue: Issue, id: number): void {
  const sub = issueById(repository, id)
  if (sub.parent !== issue.id) throw new ApiError(404, 'Not Found')
  delete sub.parent
}

function issueById({ issues }: Repository, id: number): Issue {
  const found = issues.find((issue) => issue.id === id && !isPullRequest(issue))
  if (!found) throw new ApiError(404, 'Not Found')
  return found
}

function unprocessable(message: string): ApiError {
  return new ApiError(422, message)
}
