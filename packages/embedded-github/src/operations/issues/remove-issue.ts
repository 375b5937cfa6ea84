import { atLeast, roleOf } from '../../access/permissions.ts'
import { ApiError } from '../../api-error.ts'
import { type Actor, findIssue, type GitHub, isPullRequest, viaApp } from '../../github.ts'
import type { Issue, Repository } from '../../model.ts'
import { serializeIssue } from '../../serializers/issue.ts'
import { serializeRepository } from '../../serializers/repository.ts'
import { emitIssueEvent } from './emit-issue-event.ts'
import { findLabel } from './labels.ts'

interface Removal {
  readonly issue: Issue
  readonly actor: Actor
}

/** Only its number remains, and is not given again. */
export async function deleteIssue(github: GitHub, repository: Repository, removal: Removal): Promise<void> {
  const { issue, actor } = removal
  if (isPullRequest(issue)) throw new ApiError(422, 'Pull requests cannot be deleted.')
  await emitIssueEvent(github, repository, { issue, action: 'deleted', sender: actor.login })
  takeOut(repository, issue)
  repository.gone = [...(repository.gone ?? []), { number: issue.number }]
}

/** A new issue in `target` with the text, comments and labels that exist there; the old number leads to it. */
export async function transferIssue(
  github: GitHub,
  repository: Repository,
  { issue, actor, target }: Removal & { readonly target: Repository },
): Promise<Issue> {
  if (isPullRequest(issue)) throw new ApiError(422, 'Pull requests cannot be transferred.')
  const names = repository.labels.flatMap(({ id, name }) => (issue.labels.includes(id) ? [name] : []))
  const number = target.nextNumber
  target.nextNumber += 1
  const labels = names.flatMap((name) => findLabel(target, name)?.id ?? [])
  const moved: Issue = { ...issue, id: github.nextId(), number, labels, updatedAt: github.now() }
  target.issues.push(moved)
  const comments = repository.comments.filter((comment) => comment.issue === issue.number)
  target.comments.push(...comments.map((comment) => ({ ...comment, issue: number })))
  const more = {
    changes: {
      new_issue: serializeIssue(github, target, moved),
      new_repository: serializeRepository(github, target),
    },
  }
  await emitIssueEvent(github, repository, { issue, action: 'transferred', sender: actor.login, more })
  takeOut(repository, issue)
  const gone = { number: issue.number, movedTo: { repository: target.id, number } }
  repository.gone = [...(repository.gone ?? []), gone]
  return moved
}

export async function setLocked(
  github: GitHub,
  repository: Repository,
  { issue, actor, locked }: Removal & { readonly locked: boolean },
): Promise<void> {
  if ((issue.locked ?? false) === locked) return
  issue.locked = locked
  issue.updatedAt = github.now()
  await emitIssueEvent(github, repository, {
    issue,
    action: locked ? 'locked' : 'unlocked',
    sender: actor.login,
  })
}

/**
 * Whoever has no write access is kept out of a locked conversation, and so are Apps, whatever they were granted: probot/stale#25,
 * renovatebot/renovate#6215, open-telemetry/opentelemetry-dotnet#6554. Their own comments cannot be edited either: `LOCKED` is a
 * `CommentCannotUpdateReason` of GitHub's GraphQL schema.
 */
export function requireUnlocked(
  repository: Repository,
  { issue, actor }: Removal,
  what: 'create' | 'update' = 'create',
): void {
  if (!issue.locked) return
  const mayWrite = viaApp(actor) === null && atLeast(roleOf(repository, actor.login), 'write')
  if (!mayWrite) throw new ApiError(403, `Unable to ${what} comment because issue is locked.`)
}

export interface Whereabouts {
  readonly repository: Repository
  readonly issue: Issue
}

/** Where the number leads now: undefined for one that was never given, `deleted` for one that leads nowhere. */
export function whereaboutsOf(
  github: GitHub,
  repository: Repository,
  number: number,
): Whereabouts | 'deleted' | undefined {
  const gone = repository.gone?.find((one) => one.number === number)
  if (!gone) return undefined
  const target = github.state.repositories.find(({ id }) => id === gone.movedTo?.repository)
  const issue = target && findIssue(target, gone.movedTo?.number ?? 0)
  return target && issue ? { repository: target, issue } : 'deleted'
}

function takeOut(repository: Repository, { number }: Issue): void {
  repository.issues = repository.issues.filter((one) => one.number !== number)
  repository.comments = repository.comments.filter((one) => one.issue !== number)
  repository.timeline = repository.timeline.filter((one) => one.issue !== number)
}
