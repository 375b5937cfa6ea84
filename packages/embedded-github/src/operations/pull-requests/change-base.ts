import { invalid } from '../../api-error.ts'
import { type Actor, type GitHub, viaApp } from '../../github.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { addTimelineEvent } from '../issues/add-timeline-event.ts'
import { emitIssueEvent } from '../issues/emit-issue-event.ts'
import { requireNew } from './pull-requests.ts'

/** Throws 422 as GitHub does: closed, unknown branch, no commits between, one open already. */
export async function changeBase(
  github: GitHub,
  repository: Repository,
  change: { readonly issue: PullRequestIssue; readonly base: string; readonly actor: Actor },
): Promise<void> {
  const { issue, base, actor } = change
  const { base: before, head } = issue.pull
  if (base === before.ref) return
  const refused = (message: string) =>
    invalid({ resource: 'PullRequest', field: 'base', code: 'invalid', message })
  if (issue.state !== 'open') throw refused('Cannot change the base branch of a closed pull request.')
  const git = github.git(repository)
  const sha = await git.resolve(`refs/heads/${base}`)
  if (sha === undefined) throw refused(`Proposed base branch '${base}' was not found`)
  if ((await git.commitsBetween(sha, head.sha)).length === 0)
    throw refused(`There are no new commits between base branch '${base}' and head branch '${head.ref}'`)
  requireNew(repository, { head, base: { ref: base } })
  issue.pull.base = { ref: base, sha }
  issue.updatedAt = github.now()
  addTimelineEvent(github, repository, {
    ...{ issue: issue.number, kind: 'base_ref_changed', actor: actor.login, viaApp: viaApp(actor) },
    bases: { from: before.ref, to: base },
  })
  const changes = { base: { ref: { from: before.ref }, sha: { from: before.sha } } }
  await emitIssueEvent(github, repository, {
    issue,
    action: 'edited',
    sender: actor.login,
    more: { changes },
  })
}
