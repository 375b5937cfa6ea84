import { isPullRequest } from '../../github.ts'
import { nodeId } from '../../ids.ts'
import type { Issue, PullRequestIssue, Repository, Review } from '../../model.ts'
import { namedIssues } from '../../operations/issues/close-named-issues.ts'
import { mergeability, pullRequestFigures } from '../../operations/pull-requests/pull-request-figures.ts'
import { readChecks, readStatuses } from '../../rest/needs.ts'
import { associationOf } from '../../serializers/issue.ts'
import { rollupView } from './check-view.ts'
import { commitView } from './commit-view.ts'
import { conversationView, issueView } from './issue-view.ts'
import { actorView, connection, type PageArguments, requireAccess, type View } from './view.ts'

export function pullRequestState(issue: PullRequestIssue): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (issue.pull.mergedAt !== null) return 'MERGED'
  return issue.state === 'open' ? 'OPEN' : 'CLOSED'
}

export function pullRequestView(view: View, repository: Repository, issue: PullRequestIssue) {
  const { github } = view
  const { pull } = issue
  const figures = () => pullRequestFigures(github, repository, issue)
  return {
    ...conversationView(view, repository, issue),
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    state: pullRequestState(issue),
    isDraft: pull.draft,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    mergedBy: pull.mergedBy === null ? null : actorView(view, pull.mergedBy),
    mergeCommit: () =>
      pull.mergeCommitSha === null ? null : commitView(view, repository, pull.mergeCommitSha),
    mergeable: async () => {
      const mergeable = await mergeability(github, repository, issue)
      return mergeable === null ? 'UNKNOWN' : mergeable ? 'MERGEABLE' : 'CONFLICTING'
    },
    mergeStateStatus: async () => (await figures()).mergeableState.toUpperCase(),
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    headRef: () => view.objects.refView(view, repository, `refs/heads/${pull.head.ref}`),
    baseRef: () => view.objects.refView(view, repository, `refs/heads/${pull.base.ref}`),
    headRepository: () => view.objects.repositoryView(view, repository),
    baseRepository: () => view.objects.repositoryView(view, repository),
    headRepositoryOwner: actorView(view, repository.owner),
    isCrossRepository: false,
    isInMergeQueue: false,
    isMergeQueueEnabled: false,
    mergeQueueEntry: null,
    potentialMergeCommit: null,
    closingIssuesReferences: (args: PageArguments) =>
      connection(namedIssues(repository, issue), args, (one) => issueView(view, repository, one)),
    maintainerCanModify: false,
    additions: async () => (await figures()).additions,
    deletions: async () => (await figures()).deletions,
    changedFiles: async () => (await figures()).changedFiles,
    files: async (args: PageArguments) => {
      const files = await github.git(repository).changedFiles(pull.base.sha, pull.head.sha)
      return connection(files, args, (file) => ({
        path: file.path,
        additions: file.additions,
        deletions: file.deletions,
        changeType: file.status === 'removed' ? 'DELETED' : file.status.toUpperCase(),
      }))
    },
    commits: async (args: PageArguments) => {
      const commits = await github.git(repository).commitsBetween(pull.base.sha, pull.head.sha)
      return connection(commits, args, ({ oid }) => ({
        __typename: 'PullRequestCommit',
        id: nodeId('Commit', repository.id, oid, issue.number),
        commit: commitView(view, repository, oid),
      }))
    },
    reviews: (args: PageArguments & { states?: readonly string[] | null }) => {
      const reviews = reviewsOf(repository, issue).filter(({ state }) => args.states?.includes(state) ?? true)
      return connection(reviews, args, (review) => reviewView(view, repository, review))
    },
    latestReviews: (args: PageArguments) => latestReviews(view, repository, { issue, args }),
    latestOpinionatedReviews: (args: PageArguments) => latestReviews(view, repository, { issue, args }),
    reviewDecision: null,
    reviewRequests: (args: PageArguments) =>
      connection(pull.requestedReviewers, args, (login) => ({
        __typename: 'ReviewRequest',
        id: nodeId('User', login, issue.number),
        asCodeOwner: false,
        requestedReviewer: actorView(view, login),
      })),
    statusCheckRollup: () => {
      if (repository.checkRuns.some(({ headSha }) => headSha === pull.head.sha)) {
        requireAccess(view, repository, {
          permissions: [...readChecks.permissions, ...readStatuses.permissions],
          access: 'read',
        })
      }
      return rollupView(view, repository, pull.head.sha)
    },
    autoMergeRequest: () =>
      pull.autoMerge && {
        __typename: 'AutoMergeRequest',
        enabledAt: pull.autoMerge.enabledAt,
        enabledBy: actorView(view, pull.autoMerge.enabledBy),
        mergeMethod: pull.autoMerge.method.toUpperCase(),
      },
  }
}

export function issueOrPullRequest(view: View, repository: Repository, issue: Issue) {
  return isPullRequest(issue) ? pullRequestView(view, repository, issue) : issueView(view, repository, issue)
}

function reviewsOf(repository: Repository, issue: PullRequestIssue): Review[] {
  return repository.reviews.filter((review) => review.issue === issue.number)
}

function latestReviews(
  view: View,
  repository: Repository,
  of: { readonly issue: PullRequestIssue; readonly args: PageArguments },
) {
  const latest = new Map(reviewsOf(repository, of.issue).map((review) => [review.author, review]))
  return connection([...latest.values()], of.args, (review) => reviewView(view, repository, review))
}

export function reviewView(view: View, repository: Repository, review: Review) {
  const { github } = view
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    state: review.state,
    body: review.body,
    author: actorView(view, review.author),
    authorAssociation: associationOf(repository, review.author),
    viewerDidAuthor: review.author === view.actor.login,
    submittedAt: review.submittedAt,
    createdAt: review.submittedAt,
    updatedAt: review.submittedAt,
    reactionGroups: [],
    url: `${github.url}/${repository.owner}/${repository.name}/pull/${review.issue}#pullrequestreview-${review.id}`,
    commit: () => commitView(view, repository, review.commit),
  }
}
