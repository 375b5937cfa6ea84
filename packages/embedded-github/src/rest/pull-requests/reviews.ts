import { withoutUndefined } from '@speculate-dev/system'
import { z } from 'zod'
import { roleOf } from '../../access/permissions.ts'
import { ApiError, invalid } from '../../api-error.ts'
import { findUser } from '../../github.ts'
import {
  byId,
  created,
  ok,
  page,
  parseBody,
  pullRequestOf,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import type { ReviewComment } from '../../model.ts'
import {
  REVIEW_STATES,
  requestReviewers,
  submitReview,
} from '../../operations/pull-requests/pull-requests.ts'
import {
  serializePullRequest,
  serializeReview,
  serializeReviewComment,
} from '../../serializers/pull-request.ts'
import { serializeUser } from '../../serializers/user.ts'
import { readPullRequests, review, writePullRequests } from '../needs.ts'
import { CommentPlace, requireOwnCommit, wrongPlace } from './comment-place.ts'

export const reviewRoutes = [
  repositoryRoute('GET', '/pulls/:number/requested_reviewers', readPullRequests, (call) => {
    const { pull } = pullRequestOf(call)
    return ok({ users: pull.requestedReviewers.map((login) => serializeUser(call.github, login)), teams: [] })
  }),
  repositoryRoute('POST', '/pulls/:number/requested_reviewers', writePullRequests, (call) =>
    changeReviewers(call, false),
  ),
  repositoryRoute('DELETE', '/pulls/:number/requested_reviewers', writePullRequests, (call) =>
    changeReviewers(call, true),
  ),
  repositoryRoute('GET', '/pulls/:number/reviews', readPullRequests, (call) => {
    const { number } = pullRequestOf(call)
    const reviews = call.repository.reviews.filter((item) => item.issue === number)
    return page(call, reviews, (item) => serializeReview(call.github, call.repository, item))
  }),
  repositoryRoute('POST', '/pulls/:number/reviews', review, createReview),
  repositoryRoute('GET', '/pulls/:number/comments', readPullRequests, (call) => {
    const { number } = pullRequestOf(call)
    const comments = call.repository.reviewComments.filter((item) => item.issue === number)
    return page(call, comments, (item) => serializeReviewComment(call.github, call.repository, item))
  }),
  repositoryRoute('POST', '/pulls/:number/comments', review, createReviewComment),
  repositoryRoute('GET', '/pulls/comments/:id', readPullRequests, (call) =>
    ok(serializeReviewComment(call.github, call.repository, byId(call, call.repository.reviewComments))),
  ),
]

const NO_COLLABORATOR =
  'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.'

/** Throws 422 for the author and for people who are not collaborators; there are no teams here. */
async function changeReviewers(call: RepositoryCall, remove: boolean) {
  const { github, repository, actor } = call
  const issue = pullRequestOf(call)
  const schema = z.object({
    reviewers: z.array(z.string()).default([]),
    team_reviewers: z.array(z.string()).default([]),
  })
  const { reviewers, team_reviewers: teams } = parseBody(call, schema, 'PullRequest')
  if (!remove && teams.length > 0) throw new ApiError(422, NO_COLLABORATOR)
  const logins = reviewers.map((login) => findUser(github, login)?.login ?? login)
  for (const login of logins) {
    if (login === issue.author) {
      throw new ApiError(422, 'Review cannot be requested from pull request author.')
    }
    if (!remove && roleOf(repository, login) === undefined) {
      throw new ApiError(422, NO_COLLABORATOR)
    }
  }
  await requestReviewers(github, repository, { issue, logins, remove, actor })
  const body = serializePullRequest(github, repository, issue)
  return remove ? ok(body) : created(body)
}

const NewReview = z.object({
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']).optional(),
  body: z.string().default(''),
  commit_id: z.string().optional(),
  comments: z.array(CommentPlace).default([]),
})

async function createReview(call: RepositoryCall) {
  const { github, repository, actor } = call
  const { event, body, commit_id: commit, comments } = parseBody(call, NewReview, 'PullRequestReview')
  const issue = pullRequestOf(call)
  const state = event === undefined ? 'PENDING' : REVIEW_STATES[event]
  const on = commit ?? issue.pull.head.sha
  if (comments.length > 0) await requireOwnCommit(call, issue, on)
  for (const line of comments)
    if (await wrongPlace(call, issue, on, line))
      throw new ApiError(422, 'Unprocessable Entity', {
        errors: ['Line could not be resolved'],
      })
  const content = { issue, state, body, actor, ...withoutUndefined({ commit: commit || undefined }) } as const
  const created = submitReview(github, repository, content)
  for (const line of comments) addReviewComment(call, { ...line, review: created.id, commit: created.commit })
  return ok(serializeReview(github, repository, created))
}

async function createReviewComment(call: RepositoryCall) {
  const { github, repository, actor } = call
  const issue = pullRequestOf(call)
  const schema = CommentPlace.extend({ body: z.string().min(1), commit_id: z.string() })
  const line = parseBody(call, schema, 'PullRequestReviewComment')
  const commit = line.commit_id
  await requireOwnCommit(call, issue, commit)
  const wrong = await wrongPlace(call, issue, commit, line)
  if (wrong) throw invalid(wrong)
  const parent = submitReview(github, repository, { issue, state: 'COMMENTED', body: '', actor })
  const comment = addReviewComment(call, { ...line, review: parent.id, commit })
  return created(serializeReviewComment(github, repository, comment))
}

function addReviewComment(
  call: RepositoryCall,
  content: CommentPlace & { review: number; commit: string },
): ReviewComment {
  const { github, repository, actor } = call
  const now = github.now()
  const comment: ReviewComment = {
    id: github.nextId(),
    issue: pullRequestOf(call).number,
    review: content.review,
    author: actor.login,
    body: content.body,
    path: content.path,
    line: content.line ?? null,
    side: content.side,
    ...withoutUndefined({
      start:
        content.start_line === undefined
          ? undefined
          : { line: content.start_line, side: content.start_side ?? content.side },
    }),
    commit: content.commit,
    diffHunk: '',
    inReplyTo: null,
    createdAt: now,
    updatedAt: now,
  }
  repository.reviewComments.push(comment)
  return comment
}
