import { updateRefs } from '../../git/write-objects.ts'
import type { Actor, GitHub } from '../../github.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import type { PushActivity } from '../../runner-host.ts'
import { setIssueState } from '../issues/issues.ts'

/** `refs/pull/N/head`, from which a head can be fetched after its branch is gone. */
export async function keepHead(
  github: GitHub,
  repository: Repository,
  issue: PullRequestIssue,
): Promise<void> {
  const name = `refs/pull/${issue.number}/head`
  await updateRefs(github.git(repository).directory, [
    { name, before: undefined, after: issue.pull.head.sha },
  ])
}

export async function closePullRequest(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: PullRequestIssue; readonly actor: Actor },
): Promise<void> {
  change.issue.pull.autoMerge = null
  await setIssueState(github, repository, { ...change, state: 'closed' })
}

export function announce(
  github: GitHub,
  repository: Repository,
  activity: {
    issue: PullRequestIssue
    action: 'opened' | 'synchronize' | 'reopened' | 'ready_for_review'
    actor: Actor
  },
): void {
  if (!startsWorkflows(activity.actor)) return
  github.announce({
    repository,
    pullRequest: activity.issue,
    action: activity.action,
    actor: activity.actor.login,
  })
}

export function announcePush(
  github: GitHub,
  repository: Repository,
  { actor, ...push }: Pick<PushActivity, 'branch' | 'before' | 'after'> & { readonly actor: Actor },
): void {
  if (startsWorkflows(actor)) github.announce({ repository, ...push, actor: actor.login })
}

/** What `GITHUB_TOKEN` does starts no workflows, so that none can start itself. */
function startsWorkflows({ login }: Actor): boolean {
  return login !== 'github-actions[bot]'
}
