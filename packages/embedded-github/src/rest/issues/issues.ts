import { withoutUndefined } from '@speculate-dev/system'
import { z } from 'zod'
import { atLeast, type Need, roleOf } from '../../access/permissions.ts'
import { ApiError, invalid } from '../../api-error.ts'
import { isPullRequest } from '../../github.ts'
import {
  byId,
  created,
  issueOf,
  noContent,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import type { Comment, Issue } from '../../model.ts'
import { setAssignees } from '../../operations/issues/assignees.ts'
import {
  addComment,
  deleteComment,
  editComment,
  editIssue,
  openIssue,
  setIssueState,
} from '../../operations/issues/issues.ts'
import { findLabel, setLabels } from '../../operations/issues/labels.ts'
import { setLocked } from '../../operations/issues/remove-issue.ts'
import { isMentioned } from '../../operations/issues/search-issues.ts'
import { closePullRequest } from '../../operations/pull-requests/pull-request-head.ts'
import { reopenPullRequest } from '../../operations/pull-requests/pull-requests.ts'
import { serializeComment, serializeIssue, serializeTimelineEvent } from '../../serializers/issue.ts'
import { serializeReview } from '../../serializers/pull-request.ts'
import { contribute, readIssues } from '../needs.ts'
import { mayTriage } from './assignees.ts'

const lock: Need = { permissions: ['issues', 'pull_requests'], access: 'write', role: 'write' }

export const issueRoutes = [
  repositoryRoute('GET', '/issues/comments', readIssues, (call) =>
    page(call, call.repository.comments, (comment) =>
      serializeComment(call.github, call.repository, comment),
    ),
  ),
  repositoryRoute('GET', '/issues/comments/:id', readIssues, (call) =>
    ok(serializeComment(call.github, call.repository, byId(call, call.repository.comments))),
  ),
  repositoryRoute('PATCH', '/issues/comments/:id', contribute, (call) => {
    const comment = byId(call, call.repository.comments)
    requireOwner(call, comment.author)
    const { body } = parseBody(call, z.object({ body: z.string() }), 'IssueComment')
    editComment(call.github, call.repository, { comment, body, actor: call.actor })
    return ok(serializeComment(call.github, call.repository, comment))
  }),
  repositoryRoute('DELETE', '/issues/comments/:id', contribute, (call) => {
    const comment = byId(call, call.repository.comments)
    requireOwner(call, comment.author)
    deleteComment(call.github, call.repository, { comment, actor: call.actor })
    return noContent
  }),
  repositoryRoute('GET', '/issues/events', readIssues, (call) =>
    page(call, [...call.repository.timeline].reverse(), (event) =>
      serializeTimelineEvent(call.github, call.repository, event),
    ),
  ),
  repositoryRoute('GET', '/issues', readIssues, listIssues),
  repositoryRoute('POST', '/issues', contribute, createIssue),
  repositoryRoute('GET', '/issues/:number', readIssues, (call) => showIssue(call, issueOf(call, ''))),
  repositoryRoute('PATCH', '/issues/:number', contribute, patchIssue),
  repositoryRoute('GET', '/issues/:number/comments', readIssues, (call) =>
    page(call, commentsOf(call), (comment) => serializeComment(call.github, call.repository, comment)),
  ),
  repositoryRoute('POST', '/issues/:number/comments', contribute, (call) => {
    const { body } = parseBody(call, z.object({ body: z.string() }), 'IssueComment')
    const comment = addComment(call.github, call.repository, {
      issue: issueOf(call),
      body,
      actor: call.actor,
    })
    return created(serializeComment(call.github, call.repository, comment))
  }),
  repositoryRoute('GET', '/issues/:number/events', readIssues, (call) =>
    page(call, eventsOf(call), (event) => serializeTimelineEvent(call.github, call.repository, event)),
  ),
  repositoryRoute('PUT', '/issues/:number/lock', lock, (call) => setLock(call, true)),
  repositoryRoute('DELETE', '/issues/:number/lock', lock, (call) => setLock(call, false)),
  repositoryRoute('GET', '/issues/:number/timeline', readIssues, showTimeline),
]

function commentsOf(call: RepositoryCall): Comment[] {
  const { number } = issueOf(call)
  return call.repository.comments.filter((comment) => comment.issue === number)
}

function eventsOf(call: RepositoryCall) {
  const { number } = issueOf(call)
  return call.repository.timeline.filter((event) => event.issue === number)
}

async function setLock(call: RepositoryCall, locked: boolean) {
  await setLocked(call.github, call.repository, { issue: issueOf(call), actor: call.actor, locked })
  return noContent
}

function showIssue({ github, repository }: RepositoryCall, issue: Issue) {
  return ok(serializeIssue(github, repository, issue))
}

/** Newest first unless asked otherwise, pull requests included, as on GitHub. */
function listIssues(call: RepositoryCall) {
  const { github, repository, query } = call
  const state = query.get('state') ?? 'open'
  const names = (query.get('labels') ?? '').split(',').filter((name) => name !== '')
  const wanted = names.map((name) => findLabel(repository, name)?.id ?? -1)
  const creator = query.get('creator')
  const since = query.get('since')
  const mentioned = query.get('mentioned')
  const found = repository.issues
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => wanted.every((id) => issue.labels.includes(id)))
    .filter((issue) => creator === null || issue.author === creator)
    .filter((issue) => isAssigned(issue, query.get('assignee')))
    .filter((issue) => mentioned === null || isMentioned(repository, issue, mentioned))
    .filter((issue) => since === null || Date.parse(issue.updatedAt) >= Date.parse(since))
    .sort((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number))
  return page(call, found, (issue) => serializeIssue(github, repository, issue))
}

/** `*` stands for anybody, `none` for nobody. */
function isAssigned({ assignees }: Issue, wanted: string | null): boolean {
  if (wanted === null) return true
  if (wanted === '*' || wanted === 'none') return assignees.length > 0 === (wanted === '*')
  return assignees.includes(wanted)
}

const LabelNames = z.array(
  z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]),
)
const NewIssue = z.object({
  title: z.string(),
  body: z.string().nullish(),
  labels: LabelNames.default([]),
  assignees: z.array(z.string()).default([]),
})

async function createIssue(call: RepositoryCall) {
  const { github, repository, actor } = call
  const { title, body, labels, assignees } = parseBody(call, NewIssue, 'Issue')
  const triaged = mayTriage(call) ? { labels, assignees } : { labels: [], assignees: [] }
  const issue = await openIssue(github, repository, { title, body: body ?? '', actor, ...triaged })
  return created(serializeIssue(github, repository, issue))
}

const IssuePatch = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'reopened', 'duplicate']).nullish(),
  labels: LabelNames.optional(),
  assignees: z.array(z.string()).optional(),
  milestone: z.int().nullish(),
})

async function patchIssue(call: RepositoryCall) {
  const { github, repository, actor } = call
  const issue = issueOf(call, '')
  requireOwner(call, issue.author)
  const patch = parseBody(call, IssuePatch, 'Issue')
  await editIssue(github, repository, { issue, title: patch.title, body: patch.body ?? undefined, actor })
  if (patch.labels !== undefined) await setLabels(github, repository, { issue, names: patch.labels, actor })
  if (patch.assignees !== undefined && mayTriage(call))
    await setAssignees(github, repository, { issue, logins: patch.assignees, actor })
  if (patch.milestone !== undefined && mayTriage(call)) setMilestone(call, issue, patch.milestone)
  if (patch.state !== undefined && isPullRequest(issue)) {
    const change = { issue, actor }
    await (patch.state === 'closed'
      ? closePullRequest(github, repository, change)
      : reopenPullRequest(github, repository, change))
  } else if (patch.state !== undefined) {
    const reason = patch.state_reason ?? null
    await setIssueState(github, repository, {
      issue,
      state: patch.state,
      actor,
      ...withoutUndefined({ reason: reason ?? undefined }),
    })
  }
  return showIssue(call, issue)
}

function setMilestone({ repository }: RepositoryCall, issue: Issue, number: number | null): void {
  if (number === null) delete issue.milestone
  else if (repository.milestones?.some((one) => one.number === number)) issue.milestone = number
  else throw invalid({ resource: 'Issue', code: 'invalid', field: 'milestone' })
}

/** People may change what is theirs; those with write access, and Apps with the permission, anything. */
export function requireOwner({ actor, repository }: RepositoryCall, author: string): void {
  if (actor.kind !== 'user' || actor.login === author) return
  if (!atLeast(roleOf(repository, actor.login), 'triage')) {
    throw new ApiError(403, 'Must have admin rights to Repository.')
  }
}

/** Events, comments and reviews together, oldest first. */
function showTimeline(call: RepositoryCall) {
  const { github, repository } = call
  const { number } = issueOf(call)
  const comments = commentsOf(call).map((comment) => {
    const serialized = serializeComment(github, repository, comment)
    return { id: comment.id, item: { ...serialized, event: 'commented', actor: serialized.user } }
  })
  const events = eventsOf(call).map((event) => ({
    id: event.id,
    item: serializeTimelineEvent(github, repository, event),
  }))
  const reviews = repository.reviews
    .filter((review) => review.issue === number)
    .map((review) => ({
      id: review.id,
      item: { ...serializeReview(github, repository, review), event: 'reviewed' },
    }))
  const all = [...comments, ...events, ...reviews].sort((a, b) => a.id - b.id)
  return page(call, all, ({ item }) => item)
}
