import { ApiError } from '../../api-error.ts'
import { isPullRequest } from '../../github.ts'
import { nodeId, parseNodeId } from '../../ids.ts'
import type { Repository } from '../../model.ts'
import { readChecks, readIssues, readPullRequests } from '../../rest/needs.ts'
import { checkRunView, checkSuiteView } from './check-view.ts'
import { commitView } from './commit-view.ts'
import { commentView, issueView, labelView } from './issue-view.ts'
import { pullRequestView, reviewView } from './pull-request-view.ts'
import { refView, repositoryView } from './repository-view.ts'
import { actorView, requireAccess, type View, visible } from './view.ts'

/** Any object by its global id; throws NOT_FOUND for one that is not there, or not to be seen. */
export function nodeView(view: View, id: string): unknown {
  const { kind, key } = parseNodeId(id) ?? { kind: '', key: [] }
  for (const repository of visible(view)) {
    const found = inRepository(view, repository, { kind, key })
    if (found !== undefined) return found
  }
  const user = view.github.state.users.find((candidate) => nodeId(candidate.type, candidate.id) === id)
  if (user !== undefined) return actorView(view, user.login)
  throw unknownNode(id)
}

export function unknownNode(id: string): ApiError {
  return new ApiError(404, `Could not resolve to a node with the global id of '${id}'`)
}

function inRepository(
  view: View,
  repository: Repository,
  node: { readonly kind: string; readonly key: readonly unknown[] },
): unknown {
  const [first, second] = node.key
  const is = (item: { readonly id: number }) => item.id === first
  switch (node.kind) {
    case 'Repository':
      return first === repository.id ? repositoryView(view, repository) : undefined
    case 'Issue': {
      const issue = repository.issues.find((item) => is(item) && item.pull === undefined)
      if (issue !== undefined) requireAccess(view, repository, readIssues)
      return issue && issueView(view, repository, issue)
    }
    case 'PullRequest': {
      const issue = repository.issues.filter(isPullRequest).find(({ pull }) => is(pull))
      if (issue !== undefined) requireAccess(view, repository, readPullRequests)
      return issue && pullRequestView(view, repository, issue)
    }
    case 'IssueComment': {
      const comment = repository.comments.find(is)
      if (comment !== undefined) requireAccess(view, repository, readIssues)
      return comment && commentView(view, repository, comment)
    }
    case 'Label': {
      const label = repository.labels.find(is)
      return label && labelView(view, repository, label)
    }
    case 'PullRequestReview': {
      const review = repository.reviews.find(is)
      return review && reviewView(view, repository, review)
    }
    case 'CheckRun': {
      const run = repository.checkRuns.find(is)
      if (run !== undefined) requireAccess(view, repository, readChecks)
      return run && checkRunView(view, repository, run)
    }
    case 'CheckSuite': {
      const suite = repository.checkSuites.find(is)
      if (suite !== undefined) requireAccess(view, repository, readChecks)
      return suite && checkSuiteView(view, repository, suite)
    }
    case 'Ref':
      return first === repository.id ? refView(view, repository, String(second)) : undefined
    case 'Commit':
      return first === repository.id ? commitView(view, repository, String(second)) : undefined
    default:
      return undefined
  }
}
