import { withoutUndefined } from '@speculate-dev/system'
import { type GitHub, labelsOf } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { PullRequestIssue, Repository, Review, ReviewComment } from '../model.ts'
import type { PullRequestFigures } from '../operations/pull-requests/pull-request-figures.ts'
import { associationOf, issuePage, serializeLabel } from './issue.ts'
import { repositoryApi, serializeRepository } from './repository.ts'
import { type Schemas, serializeUser, userOrNull } from './user.ts'

type Simple = Schemas['pull-request-simple'] &
  Pick<Schemas['pull-request'], 'state' | 'user' | 'head' | 'base'>

/** As it stands in a list. */
export function serializePullRequest(
  github: GitHub,
  repository: Repository,
  issue: PullRequestIssue,
): Omit<Simple, 'labels'> & { labels: Schemas['label'][] } {
  const { pull } = issue
  const api = repositoryApi(github, repository)
  const url = `${api}/pulls/${issue.number}`
  const issueUrl = `${api}/issues/${issue.number}`
  const page = issuePage(github, repository, issue)
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: `${api}/statuses/${pull.head.sha}`,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: serializeUser(github, issue.author),
    body: issue.body === '' ? null : issue.body,
    labels: labelsOf(repository, issue).map((label) => serializeLabel(github, repository, label)),
    milestone: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: userOrNull(github, issue.assignees[0] ?? null),
    assignees: issue.assignees.map((login) => serializeUser(github, login)),
    requested_reviewers: pull.requestedReviewers.map((login) => serializeUser(github, login)),
    requested_teams: [],
    head: side(github, repository, pull.head),
    base: side(github, repository, pull.base),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${api}/statuses/${pull.head.sha}` },
    },
    author_association: associationOf(repository, issue.author),
    auto_merge:
      pull.autoMerge === null
        ? null
        : {
            enabled_by: serializeUser(github, pull.autoMerge.enabledBy),
            merge_method: pull.autoMerge.method,
            commit_title: issue.title,
            commit_message: '',
          },
    draft: pull.draft,
    active_lock_reason: null,
  }
}

/** As it stands alone, with what git knows of it. */
export function serializeFullPullRequest(
  github: GitHub,
  repository: Repository,
  pull: { readonly issue: PullRequestIssue; readonly figures: PullRequestFigures },
): Omit<Schemas['pull-request'], 'labels'> & { labels: Schemas['label'][] } {
  const { issue, figures } = pull
  return {
    ...serializePullRequest(github, repository, issue),
    merged: issue.pull.mergedAt !== null,
    mergeable: figures.mergeable,
    rebaseable: figures.mergeable,
    mergeable_state: figures.mergeableState,
    merged_by: userOrNull(github, issue.pull.mergedBy),
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    review_comments: repository.reviewComments.filter((comment) => comment.issue === issue.number).length,
    maintainer_can_modify: false,
    commits: figures.commits,
    additions: figures.additions,
    deletions: figures.deletions,
    changed_files: figures.changedFiles,
  }
}

function side(github: GitHub, repository: Repository, ref: { ref: string; sha: string }) {
  return {
    label: `${repository.owner}:${ref.ref}`,
    ref: ref.ref,
    sha: ref.sha,
    user: serializeUser(github, repository.owner),
    repo: serializeRepository(github, repository),
  }
}

export function serializeReview(
  github: GitHub,
  repository: Repository,
  review: Review,
): Schemas['pull-request-review'] {
  const url = `${repositoryApi(github, repository)}/pulls/${review.issue}`
  const page = `${github.url}/${repository.owner}/${repository.name}/pull/${review.issue}`
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: serializeUser(github, review.author),
    body: review.body,
    state: review.state,
    html_url: `${page}#pullrequestreview-${review.id}`,
    pull_request_url: url,
    _links: {
      html: { href: `${page}#pullrequestreview-${review.id}` },
      pull_request: { href: url },
    },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
    author_association: associationOf(repository, review.author),
  }
}

export function serializeReviewComment(
  github: GitHub,
  repository: Repository,
  comment: ReviewComment,
): Schemas['pull-request-review-comment'] {
  const api = repositoryApi(github, repository)
  const url = `${api}/pulls/comments/${comment.id}`
  const pullUrl = `${api}/pulls/${comment.issue}`
  const page = `${github.url}/${repository.owner}/${repository.name}/pull/${comment.issue}#discussion_r${comment.id}`
  return {
    url,
    id: comment.id,
    node_id: nodeId('PullRequestReviewComment', comment.id),
    pull_request_review_id: comment.review,
    diff_hunk: comment.diffHunk,
    path: comment.path,
    commit_id: comment.commit,
    original_commit_id: comment.commit,
    user: serializeUser(github, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page,
    pull_request_url: pullUrl,
    author_association: associationOf(repository, comment.author),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pullUrl } },
    ...withoutUndefined({ line: comment.line ?? undefined, original_line: comment.line ?? undefined }),
    side: comment.side,
    ...withoutUndefined({
      start_line: comment.start?.line,
      original_start_line: comment.start?.line,
      start_side: comment.start?.side,
      in_reply_to_id: comment.inReplyTo ?? undefined,
    }),
  }
}
