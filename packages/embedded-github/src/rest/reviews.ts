import { z } from 'zod'
import { roleOf } from '../access/permissions.ts'
import { ApiError, invalid } from '../api-error.ts'
import { findUser } from '../github.ts'
import {
  byId,
  created,
  ok,
  page,
  parseBody,
  pullRequestOf,
  type RepositoryCall,
  repositoryRoute,
} from '../http/call.ts'
import type { PullRequestIssue, ReviewComment } from '../model.ts'
import { requestReviewers, submitReview } from '../operations/pull-requests/pull-requests.ts'
import { serializePullRequest, serializeReview, serializeReviewComment } from '../serializers/pull-request.ts'
import { serializeUser } from '../serializers/user.ts'
import { readPullRequests, review, writePullRequests } from './needs.ts'

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

/** Throws 422 for the author and for people who are not collaborators. */
async function changeReviewers(call: RepositoryCall, remove: boolean) {
  const { github, repository, actor } = call
  const issue = pullRequestOf(call)
  const schema = z.object({ reviewers: z.array(z.string()).default([]) })
  const logins = parseBody(call, schema, 'PullRequest').reviewers.map(
    (login) => findUser(github, login)?.login ?? login,
  )
  for (const login of logins) {
    if (login === issue.author) {
      throw new ApiError(422, 'Review cannot be requested from pull request author.')
    }
    if (!remove && roleOf(repository, login) === undefined) {
      throw new ApiError(
        422,
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
      )
    }
  }
  await requestReviewers(github, repository, { issue, logins, remove, actor })
  const body = serializePullRequest(github, repository, issue)
  return remove ? ok(body) : created(body)
}

const Line = z.object({
  path: z.string(),
  body: z.string(),
  line: z.int().optional(),
  side: z.enum(['LEFT', 'RIGHT']).default('RIGHT'),
})
const NewReview = z.object({
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']).optional(),
  body: z.string().default(''),
  commit_id: z.string().optional(),
  comments: z.array(Line).default([]),
})

const stateOf = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const

async function createReview(call: RepositoryCall) {
  const { github, repository, actor } = call
  const { event, body, commit_id: commit, comments } = parseBody(call, NewReview, 'PullRequestReview')
  const issue = pullRequestOf(call)
  const state = event === undefined ? 'PENDING' : stateOf[event]
  for (const line of comments)
    if (!(await isInDiff(call, issue, line)))
      throw new ApiError(422, 'Unprocessable Entity', {
        errors: [{ resource: 'PullRequestReview', code: 'custom', message: 'Line could not be resolved' }],
      })
  const content = { issue, state, body, actor, ...(commit && { commit }) } as const
  const created = submitReview(github, repository, content)
  for (const line of comments) addReviewComment(call, { ...line, review: created.id, commit: created.commit })
  return ok(serializeReview(github, repository, created))
}

async function createReviewComment(call: RepositoryCall) {
  const { github, repository, actor } = call
  const issue = pullRequestOf(call)
  const schema = Line.extend({ commit_id: z.string().optional() })
  const line = parseBody(call, schema, 'PullRequestReviewComment')
  if (!(await isInDiff(call, issue, line))) throw notInDiff()
  const parent = submitReview(github, repository, { issue, state: 'COMMENTED', body: '', actor })
  const commit = line.commit_id ?? issue.pull.head.sha
  const comment = addReviewComment(call, { ...line, review: parent.id, commit })
  return created(serializeReviewComment(github, repository, comment))
}

/** As GitHub answers a comment of its own (cli/cli#5746). */
function notInDiff(): ApiError {
  const field = 'pull_request_review_thread.line'
  return invalid({
    resource: 'PullRequestReviewComment',
    code: 'custom',
    field,
    message: `${field} must be part of the diff`,
  })
}

/** Comments stand at lines that a hunk shows, on the side that they name; one without a line is of the whole file. */
async function isInDiff(
  { github, repository }: RepositoryCall,
  { pull }: PullRequestIssue,
  { path, line, side }: z.infer<typeof Line>,
): Promise<boolean> {
  const files = await github.git(repository).changedFiles(pull.base.sha, pull.head.sha)
  const file = files.find((one) => one.path === path)
  if (file === undefined || line === undefined) return file !== undefined
  return hunksOf(file.patch ?? '').some(({ LEFT, RIGHT }) => {
    const { start, count } = side === 'LEFT' ? LEFT : RIGHT
    return line >= start && line < start + count
  })
}

function hunksOf(patch: string) {
  const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm
  return [...patch.matchAll(header)].map(([, left, leftCount = '1', right, rightCount = '1']) => ({
    LEFT: { start: Number(left), count: Number(leftCount) },
    RIGHT: { start: Number(right), count: Number(rightCount) },
  }))
}

function addReviewComment(
  call: RepositoryCall,
  content: z.infer<typeof Line> & { review: number; commit: string },
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
    commit: content.commit,
    diffHunk: '',
    inReplyTo: null,
    createdAt: now,
    updatedAt: now,
  }
  repository.reviewComments.push(comment)
  return comment
}
