import { withoutUndefined } from '@speculate-dev/system'
import { ApiError, invalid } from '../../api-error.ts'
import { type Actor, findIssue, type GitHub, viaApp } from '../../github.ts'
import type { Comment, Issue, Repository } from '../../model.ts'
import { serializeComment, serializeIssue } from '../../serializers/issue.ts'
import { addTimelineEvent } from './add-timeline-event.ts'
import { setAssignees } from './assignees.ts'
import { emitIssueEvent } from './emit-issue-event.ts'
import { addLabels } from './labels.ts'
import { requireUnlocked } from './remove-issue.ts'

/** GitHub's limit for bodies of issues, pull requests and comments, in characters. */
const MAX_BODY = 65_536

function requireBody(body: string, resource: string): void {
  if (body.length <= MAX_BODY) return
  throw invalid({
    resource,
    code: 'unprocessable',
    field: 'data',
    message: `Body is too long (maximum is ${MAX_BODY} characters)`,
  })
}

export function newIssue(
  github: GitHub,
  repository: Repository,
  content: { readonly title: string; readonly body: string; readonly actor: Actor },
): Issue {
  if (content.title.trim() === '') throw invalid({ resource: 'Issue', code: 'missing_field', field: 'title' })
  requireBody(content.body, 'Issue')
  const now = github.now()
  const number = repository.nextNumber
  repository.nextNumber += 1
  return {
    id: github.nextId(),
    number,
    title: content.title,
    body: content.body,
    state: 'open',
    stateReason: null,
    author: content.actor.login,
    viaApp: viaApp(content.actor),
    labels: [],
    assignees: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
  }
}

export async function openIssue(
  github: GitHub,
  repository: Repository,
  content: {
    readonly title: string
    readonly body: string
    readonly labels: readonly string[]
    readonly assignees?: readonly string[]
    readonly actor: Actor
  },
): Promise<Issue> {
  const issue = newIssue(github, repository, content)
  repository.issues.push(issue)
  await emitIssueEvent(github, repository, { issue, action: 'opened', sender: content.actor.login })
  await addLabels(github, repository, { issue, names: content.labels, actor: content.actor })
  await setAssignees(github, repository, { issue, logins: content.assignees ?? [], actor: content.actor })
  return issue
}

/** Title and body of an issue or a pull request. */
export async function editIssue(
  github: GitHub,
  repository: Repository,
  edit: { issue: Issue; title?: string | undefined; body?: string | undefined; actor: Actor },
): Promise<void> {
  const { issue, actor } = edit
  const changes: Record<string, { from: string }> = {}
  if (edit.body !== undefined && edit.body !== issue.body) {
    requireBody(edit.body, 'Issue')
    changes.body = { from: issue.body }
    issue.body = edit.body
    issue.lastEditedAt = github.now()
  }
  if (edit.title !== undefined && edit.title !== issue.title) {
    const rename = { from: issue.title, to: edit.title }
    changes.title = { from: issue.title }
    issue.title = edit.title
    addTimelineEvent(github, repository, {
      issue: issue.number,
      kind: 'renamed',
      actor: actor.login,
      viaApp: viaApp(actor),
      rename,
    })
  }
  if (Object.keys(changes).length === 0) return
  issue.updatedAt = github.now()
  await emitIssueEvent(github, repository, {
    issue,
    action: 'edited',
    sender: actor.login,
    more: { changes },
  })
}

/** Closes or reopens an issue; pull requests have operations of their own that come here last. */
export async function setIssueState(
  github: GitHub,
  repository: Repository,
  change: { issue: Issue; state: 'open' | 'closed'; reason?: Issue['stateReason']; actor: Actor },
): Promise<void> {
  const { issue, state, actor } = change
  if (issue.state === state) return
  const now = github.now()
  const closed = state === 'closed'
  const reason = closed ? (change.reason ?? 'completed') : 'reopened'
  Object.assign(issue, {
    state,
    updatedAt: now,
    closedAt: closed ? now : null,
    closedBy: closed ? actor.login : null,
    stateReason: issue.pull === undefined ? reason : null,
  })
  const kind = closed ? 'closed' : 'reopened'
  addTimelineEvent(github, repository, {
    issue: issue.number,
    kind,
    actor: actor.login,
    viaApp: viaApp(actor),
  })
  await emitIssueEvent(github, repository, { issue, action: kind, sender: actor.login })
}

export function addComment(
  github: GitHub,
  repository: Repository,
  content: { readonly issue: Issue; readonly body: string; readonly actor: Actor },
): Comment {
  const { issue, body, actor } = content
  if (body.trim() === '') throw invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' })
  requireBody(body, 'IssueComment')
  if (repository.isArchived) throw new ApiError(403, 'Repository was archived so is read-only.')
  requireUnlocked(repository, { issue, actor })
  const now = github.now()
  const comment: Comment = {
    id: github.nextId(),
    issue: issue.number,
    author: actor.login,
    viaApp: viaApp(actor),
    body,
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
  }
  repository.comments.push(comment)
  issue.updatedAt = now
  emitComment(github, repository, { comment, action: 'created', sender: actor.login })
  return comment
}

export function editComment(
  github: GitHub,
  repository: Repository,
  edit: { readonly comment: Comment; readonly body: string; readonly actor: Actor },
): void {
  const { comment, body, actor } = edit
  requireBody(body, 'IssueComment')
  const issue = findIssue(repository, comment.issue)
  if (issue) requireUnlocked(repository, { issue, actor }, 'update')
  const from = comment.body
  if (from === body) return
  Object.assign(comment, { body, updatedAt: github.now(), lastEditedAt: github.now() })
  emitComment(github, repository, {
    comment,
    action: 'edited',
    sender: actor.login,
    more: { changes: { body: { from } } },
  })
}

export function deleteComment(
  github: GitHub,
  repository: Repository,
  removal: { readonly comment: Comment; readonly actor: Actor },
): void {
  repository.comments = repository.comments.filter((comment) => comment !== removal.comment)
  emitComment(github, repository, {
    comment: removal.comment,
    action: 'deleted',
    sender: removal.actor.login,
  })
}

function emitComment(
  github: GitHub,
  repository: Repository,
  event: { comment: Comment; action: string; sender: string; more?: Readonly<Record<string, unknown>> },
): void {
  const issue = findIssue(repository, event.comment.issue)
  github.emit({
    event: 'issue_comment',
    action: event.action,
    repository,
    sender: event.sender,
    payload: {
      ...withoutUndefined({ issue: issue && serializeIssue(github, repository, issue) }),
      comment: serializeComment(github, repository, event.comment),
      ...event.more,
    },
  })
}
