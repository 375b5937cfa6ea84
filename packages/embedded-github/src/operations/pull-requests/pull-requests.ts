import { withoutUndefined } from '@speculate-dev/system'
import { ApiError, invalid } from '../../api-error.ts'
import { type Actor, type GitHub, openPullRequests, viaApp } from '../../github.ts'
import type { PullRequestIssue, Repository, Review, TimelineKind } from '../../model.ts'
import { serializePullRequest, serializeReview } from '../../serializers/pull-request.ts'
import { serializeUser } from '../../serializers/user.ts'
import { addTimelineEvent } from '../issues/add-timeline-event.ts'
import { emitIssueEvent } from '../issues/emit-issue-event.ts'
import { newIssue, setIssueState } from '../issues/issues.ts'
import { announce, keepHead } from './pull-request-head.ts'

export interface NewPullRequest {
  readonly title: string
  readonly body: string
  /** `branch`, or `owner:branch` of the same repository. */
  readonly head: string
  readonly base: string
  readonly draft: boolean
  readonly actor: Actor
}

/** Throws 422 as GitHub does: unknown branch, no commits between, one open already, drafts not supported. */
export function openPullRequest(
  github: GitHub,
  repository: Repository,
  wanted: NewPullRequest,
): Promise<PullRequestIssue> {
  return github.exclusively(repository, async () => {
    const branches = await branchesOf(github, repository, wanted)
    requireNew(repository, branches)
    if (wanted.draft && !repository.draftsSupported) {
      throw new ApiError(422, 'Draft pull requests are not supported in this repository.')
    }
    const issue: PullRequestIssue = {
      ...newIssue(github, repository, wanted),
      pull: {
        id: github.nextId(),
        draft: wanted.draft,
        ...branches,
        mergedAt: null,
        mergedBy: null,
        mergeCommitSha: null,
        requestedReviewers: [],
        autoMerge: null,
      },
    }
    // At once with its number: a server that is killed in between must not have used a number up for nothing.
    repository.issues.push(issue)
    await keepHead(github, repository, issue)
    await emitIssueEvent(github, repository, { issue, action: 'opened', sender: wanted.actor.login })
    announce(github, repository, { issue, action: 'opened', actor: wanted.actor })
    return issue
  })
}

async function branchesOf(github: GitHub, repository: Repository, wanted: NewPullRequest) {
  const git = github.git(repository)
  const [owner, ...rest] = wanted.head.split(':')
  const headRef = rest.length === 0 ? wanted.head : rest.join(':')
  const foreign = rest.length > 0 && owner?.toLowerCase() !== repository.owner.toLowerCase()
  const headSha = foreign ? undefined : await git.resolve(`refs/heads/${headRef}`)
  if (headSha === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  const baseSha = await git.resolve(`refs/heads/${wanted.base}`)
  if (baseSha === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  if ((await git.commitsBetween(baseSha, headSha)).length === 0) {
    const message = `No commits between ${wanted.base} and ${headRef}`
    throw invalid({ resource: 'PullRequest', code: 'custom', message })
  }
  return { head: { ref: headRef, sha: headSha }, base: { ref: wanted.base, sha: baseSha } }
}

/** Throws 422 when one is open for the same branches. */
export function requireNew(
  repository: Repository,
  branches: { head: { ref: string }; base: { ref: string } },
): void {
  const exists = openPullRequests(repository).some(
    ({ pull }) => pull.head.ref === branches.head.ref && pull.base.ref === branches.base.ref,
  )
  if (!exists) return
  const message = `A pull request already exists for ${repository.owner}:${branches.head.ref}.`
  throw invalid({ resource: 'PullRequest', code: 'custom', message })
}

/** Throws 422 when it was merged, its branch is gone, or another one is open for the same branches. */
export async function reopenPullRequest(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: PullRequestIssue; readonly actor: Actor },
): Promise<void> {
  const { issue, actor } = change
  if (issue.state === 'open') return
  const head = await github.git(repository).resolve(`refs/heads/${issue.pull.head.ref}`)
  if (issue.pull.mergedAt !== null || head === undefined) {
    const message = 'state cannot be changed. The branch was deleted or merged.'
    throw invalid({ resource: 'PullRequest', code: 'invalid', field: 'state', message })
  }
  requireNew(repository, issue.pull)
  issue.pull.head.sha = head
  await keepHead(github, repository, issue)
  await setIssueState(github, repository, { issue, actor, state: 'open' })
  announce(github, repository, { issue, action: 'reopened', actor })
}

export async function setDraft(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: PullRequestIssue; readonly draft: boolean; readonly actor: Actor },
): Promise<void> {
  const { issue, draft, actor } = change
  if (issue.pull.draft === draft) return
  if (draft && !repository.draftsSupported) {
    throw new ApiError(422, 'Draft pull requests are not supported in this repository.')
  }
  issue.pull.draft = draft
  issue.updatedAt = github.now()
  note(github, repository, { issue, actor, kind: draft ? 'convert_to_draft' : 'ready_for_review' })
  const action = draft ? 'converted_to_draft' : 'ready_for_review'
  await emitIssueEvent(github, repository, { issue, action, sender: actor.login })
  if (!draft) announce(github, repository, { issue, action: 'ready_for_review', actor })
}

export async function requestReviewers(
  github: GitHub,
  repository: Repository,
  change: { issue: PullRequestIssue; logins: readonly string[]; remove: boolean; actor: Actor },
): Promise<void> {
  const { issue, actor, remove } = change
  for (const reviewer of change.logins) {
    const has = issue.pull.requestedReviewers.includes(reviewer)
    if (has !== remove) continue
    const others = issue.pull.requestedReviewers.filter((login) => login !== reviewer)
    issue.pull.requestedReviewers = remove ? others : [...others, reviewer]
    const kind = remove ? 'review_request_removed' : 'review_requested'
    note(github, repository, { issue, actor, kind, reviewer })
    await emitIssueEvent(github, repository, {
      issue,
      action: kind,
      sender: actor.login,
      more: { requested_reviewer: serializeUser(github, reviewer) },
    })
  }
}

/** The state of a review, by the event that an API names. */
export const REVIEW_STATES = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const

export function submitReview(
  github: GitHub,
  repository: Repository,
  content: { issue: PullRequestIssue; state: Review['state']; body: string; commit?: string; actor: Actor },
): Review {
  const { issue, actor } = content
  if (content.state !== 'COMMENTED' && actor.login === issue.author) {
    throw new ApiError(422, 'Unprocessable Entity', {
      errors: [
        `Can not ${content.state === 'APPROVED' ? 'approve' : 'request changes on'} your own pull request`,
      ],
    })
  }
  const review: Review = {
    id: github.nextId(),
    issue: issue.number,
    author: actor.login,
    viaApp: viaApp(actor),
    state: content.state,
    body: content.body,
    commit: content.commit ?? issue.pull.head.sha,
    submittedAt: github.now(),
  }
  repository.reviews.push(review)
  issue.pull.requestedReviewers = issue.pull.requestedReviewers.filter((login) => login !== actor.login)
  const serialized = serializeReview(github, repository, review)
  github.emit({
    event: 'pull_request_review',
    action: 'submitted',
    repository,
    sender: actor.login,
    payload: {
      review: { ...serialized, state: serialized.state.toLowerCase() },
      pull_request: serializePullRequest(github, repository, issue),
    },
  })
  return review
}

function note(
  github: GitHub,
  repository: Repository,
  event: { issue: PullRequestIssue; actor: Actor; kind: TimelineKind; reviewer?: string },
): void {
  addTimelineEvent(github, repository, {
    issue: event.issue.number,
    kind: event.kind,
    actor: event.actor.login,
    viaApp: viaApp(event.actor),
    ...withoutUndefined({ reviewer: event.reviewer }),
  })
}
