import type { Need } from '../access/permissions.ts'
import { isPullRequest } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Issue, PullRequestIssue, Repository } from '../model.ts'
import { unknownNode } from './views/node-view.ts'
import { requireAccess, type View, visible } from './views/view.ts'

/** What a mutation is asked to change, named by its node id. Each throws where it is not there, or the actor may not. */
export function issueById(view: View, id: string, need: Need): { repository: Repository; issue: Issue } {
  for (const repository of visible(view)) {
    const issue = repository.issues.find((candidate) => issueNodeId(candidate) === id)
    if (issue === undefined) continue
    requireAccess(view, repository, need)
    return { repository, issue }
  }
  throw unknownNode(id)
}

export function pullRequestById(
  view: View,
  id: string,
  needs: readonly Need[],
): { repository: Repository; issue: PullRequestIssue } {
  for (const repository of visible(view)) {
    const issue = repository.issues.filter(isPullRequest).find((candidate) => issueNodeId(candidate) === id)
    if (issue === undefined) continue
    for (const need of needs) requireAccess(view, repository, need)
    return { repository, issue }
  }
  throw unknownNode(id)
}

function issueNodeId(issue: Issue): string {
  return issue.pull === undefined ? nodeId('Issue', issue.id) : nodeId('PullRequest', issue.pull.id)
}

export function labelNames(repository: Repository, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const label = repository.labels.find((candidate) => nodeId('Label', candidate.id) === id)
    if (label === undefined) throw unknownNode(id)
    return label.name
  })
}

export function loginsOf({ github }: View, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const user = github.state.users.find((one) => nodeId(one.type, one.id) === id)
    if (user === undefined) throw unknownNode(id)
    return user.login
  })
}

export function repositoryById(view: View, id: string, need: Need): Repository {
  const repository = visible(view).find((one) => nodeId('Repository', one.id) === id)
  if (repository === undefined) throw unknownNode(id)
  requireAccess(view, repository, need)
  return repository
}
