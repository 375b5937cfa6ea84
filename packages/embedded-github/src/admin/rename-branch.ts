import { NO_OBJECT } from '../git/ref-update.ts'
import { git } from '../git/run-git.ts'
import { type Actor, type GitHub, openPullRequests } from '../github.ts'
import type { Repository } from '../model.ts'
import { addTimelineEvent } from '../operations/issues/add-timeline-event.ts'
import { emitIssueEvent } from '../operations/issues/emit-issue-event.ts'
import { changeRefs } from '../operations/refs.ts'

interface Renaming {
  readonly from: string
  readonly to: string
}

/**
 * Gives a branch another name: open pull requests into it and its protection follow, and it stays the default branch if it was that. Throws
 * where there is no such branch, or the name is taken or not one.
 */
export async function renameBranch(
  github: GitHub,
  repository: Repository,
  { from, to }: Renaming,
): Promise<void> {
  const tip = await github.git(repository).resolve(`refs/heads/${from}`)
  if (tip === undefined) throw new Error(`no branch ${from}`)
  const actor = { kind: 'user', login: repository.owner } as const
  const change = async (name: string, before: string, after: string) => {
    const updates = [{ name: `refs/heads/${name}`, before, after }]
    const refused = await changeRefs(github, repository, { updates, actor })
    if (refused !== undefined) throw new Error(refused)
  }
  await change(to, NO_OBJECT, tip)
  await retarget(github, repository, { from, to, actor })
  const { [from]: protection, ...others } = repository.protections
  if (protection) repository.protections = { ...others, [to]: protection }
  if (repository.defaultBranch === from) await makeDefault(github, repository, { from, to })
  await change(from, tip, NO_OBJECT)
}

async function retarget(
  github: GitHub,
  repository: Repository,
  { from, to, actor }: Renaming & { readonly actor: Actor },
): Promise<void> {
  for (const issue of openPullRequests(repository)) {
    const { base } = issue.pull
    if (base.ref !== from) continue
    const changes = { base: { ref: { from }, sha: { from: base.sha } } }
    base.ref = to
    issue.updatedAt = github.now()
    addTimelineEvent(github, repository, {
      ...{ issue: issue.number, kind: 'automatic_base_change_succeeded', actor: actor.login, viaApp: null },
      bases: { from, to },
    })
    await emitIssueEvent(github, repository, {
      issue,
      action: 'edited',
      sender: actor.login,
      more: { changes },
    })
  }
}

async function makeDefault(github: GitHub, repository: Repository, { from, to }: Renaming): Promise<void> {
  await git(github.git(repository).directory, ['symbolic-ref', 'HEAD', `refs/heads/${to}`])
  repository.defaultBranch = to
  const payload = { changes: { default_branch: { from } } }
  github.emit({ event: 'repository', action: 'edited', repository, sender: repository.owner, payload })
}
