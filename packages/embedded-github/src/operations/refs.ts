import { NO_OBJECT, type RefUpdate } from '../git/ref-update.ts'
import { removeLocks } from '../git/remove-locks.ts'
import { updateRefs } from '../git/write-objects.ts'
import { type Actor, type GitHub, openPullRequests, viaApp } from '../github.ts'
import type { PullRequestIssue, Repository } from '../model.ts'
import { requestSuites } from './checks/suites.ts'
import { addTimelineEvent } from './issues/add-timeline-event.ts'
import { emitIssueEvent } from './issues/emit-issue-event.ts'
import { setIssueState } from './issues/issues.ts'
import { announce, announcePush, closePullRequest, keepHead } from './pull-requests/pull-request-head.ts'
import { pushPayload } from './push-payload.ts'

/** Changes refs together, compare-and-swap, and lets everything follow. Answers git's complaint when one was refused. */
export function changeRefs(
  github: GitHub,
  repository: Repository,
  change: { readonly updates: readonly RefUpdate[]; readonly actor: Actor },
): Promise<string | undefined> {
  return github.exclusively(repository, () =>
    followingRefs(github, repository, {
      actor: change.actor,
      work: () => updateRefs(github.git(repository).directory, change.updates),
    }),
  )
}

/** Runs what may change refs, and turns every change it made into pull-request changes and webhooks. Call it exclusively. */
export async function followingRefs<T>(
  github: GitHub,
  repository: Repository,
  change: { readonly actor: Actor; readonly work: () => Promise<T> },
): Promise<T> {
  const git = github.git(repository)
  const before = await git.refs()
  const result = await change.work()
  const after = await git.refs()
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(name) ?? NO_OBJECT, after.get(name) ?? NO_OBJECT]
    if (from === to || !/^refs\/(heads|tags)\//.test(name)) continue
    await followRef(github, repository, { name, from, to, actor: change.actor })
  }
  return result
}

/**
 * Repairs what a killed process left half done: branches that moved, or went, before the state that names them was
 * written. Lock files of its git commands are removed; nobody else writes here.
 */
export async function catchUp(github: GitHub, repository: Repository): Promise<void> {
  const git = github.git(repository)
  await removeLocks(git.directory)
  const refs = await git.refs()
  const actor = { kind: 'user', login: repository.owner } as const
  for (const issue of openPullRequests(repository)) {
    const { pull } = issue
    if (refs.get(`refs/pull/${issue.number}/head`) === undefined) await keepHead(github, repository, issue)
    const name = `refs/heads/${pull.head.ref}`
    const [from, to] = [pull.head.sha, refs.get(name) ?? NO_OBJECT]
    if (from !== to) await followRef(github, repository, { name, from, to, actor })
  }
}

interface RefChange {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly actor: Actor
}

async function followRef(github: GitHub, repository: Repository, change: RefChange): Promise<void> {
  repository.pushedAt = github.now()
  const forced = await isForced(github, repository, change)
  await emitPush(github, repository, change)
  if (!change.name.startsWith('refs/heads/')) return
  const branch = change.name.slice('refs/heads/'.length)
  if (change.to !== NO_OBJECT) {
    await requestSuites(github, repository, { branch, sha: change.to })
    announcePush(github, repository, { branch, before: change.from, after: change.to, actor: change.actor })
  }
  for (const issue of openPullRequests(repository)) {
    if (issue.pull.head.ref === branch) await moveHead(github, repository, { ...change, issue, forced })
    else if (issue.pull.base.ref === branch) await moveBase(github, repository, { ...change, issue })
  }
}

async function isForced(github: GitHub, repository: Repository, { from, to }: RefChange): Promise<boolean> {
  if (from === NO_OBJECT || to === NO_OBJECT) return false
  return !(await github.git(repository).isAncestor(from, to))
}

async function moveHead(
  github: GitHub,
  repository: Repository,
  move: RefChange & { readonly issue: PullRequestIssue; readonly forced: boolean },
): Promise<void> {
  const { issue, from, to, actor } = move
  const event = { issue: issue.number, actor: actor.login, viaApp: viaApp(actor) }
  if (to === NO_OBJECT) {
    await closePullRequest(github, repository, { issue, actor })
    addTimelineEvent(github, repository, { ...event, kind: 'head_ref_deleted' })
    return
  }
  issue.pull.head.sha = to
  issue.pull.base.sha =
    (await github.git(repository).resolve(`refs/heads/${issue.pull.base.ref}`)) ?? issue.pull.base.sha
  issue.updatedAt = github.now()
  await keepHead(github, repository, issue)
  if (move.forced) {
    const commits = { before: from, after: to }
    addTimelineEvent(github, repository, { ...event, kind: 'head_ref_force_pushed', commits })
  }
  await emitIssueEvent(github, repository, {
    issue,
    action: 'synchronize',
    sender: actor.login,
    more: { before: from, after: to },
  })
  announce(github, repository, { issue, action: 'synchronize', actor })
}

/** A base that now contains the head has merged it; a base that is gone closes the pull request. */
async function moveBase(
  github: GitHub,
  repository: Repository,
  move: RefChange & { readonly issue: PullRequestIssue },
): Promise<void> {
  const { issue, to, actor } = move
  if (to === NO_OBJECT) {
    await closePullRequest(github, repository, { issue, actor })
    return
  }
  if (await github.git(repository).isAncestor(issue.pull.head.sha, to))
    await markMerged(github, repository, { issue, actor, sha: to })
}

/** `sha` is the commit on the base that has merged it. */
export async function markMerged(
  github: GitHub,
  repository: Repository,
  { issue, actor, sha }: { issue: PullRequestIssue; actor: Actor; sha: string },
): Promise<void> {
  Object.assign(issue.pull, { mergedAt: github.now(), mergedBy: actor.login, mergeCommitSha: sha })
  addTimelineEvent(github, repository, {
    issue: issue.number,
    kind: 'merged',
    actor: actor.login,
    viaApp: viaApp(actor),
  })
  await setIssueState(github, repository, { issue, state: 'closed', actor })
}

async function emitPush(github: GitHub, repository: Repository, push: RefChange): Promise<void> {
  const { name, from, to, actor } = push
  const sender = actor.login
  const [created, deleted] = [from === NO_OBJECT, to === NO_OBJECT]
  if (created || deleted) {
    const payload = {
      ref: name.replace(/^refs\/(heads|tags)\//, ''),
      ref_type: name.startsWith('refs/tags/') ? 'tag' : 'branch',
      pusher_type: 'user',
      ...(created ? { master_branch: repository.defaultBranch, description: repository.description } : {}),
    }
    github.emit({ event: created ? 'create' : 'delete', repository, sender, payload })
  }
  const payload = await pushPayload(github, repository, { name, from, to, sender })
  github.emit({ event: 'push', repository, sender, payload })
}
