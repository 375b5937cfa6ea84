import { roleOf } from '../../access/permissions.ts'
import { type Actor, findUser, type GitHub, viaApp } from '../../github.ts'
import type { Issue, Repository } from '../../model.ts'
import { serializeUser } from '../../serializers/user.ts'
import { addTimelineEvent } from './add-timeline-event.ts'
import { emitIssueEvent } from './emit-issue-event.ts'

/** GitHub takes no more. */
const MOST_ASSIGNEES = 10

/** Who can be asked to do the work: those who may do it. */
export function assignableLogins({ owner, collaborators }: Repository): string[] {
  return [...new Set([owner, ...Object.keys(collaborators)])]
}

/** From now on these and nobody else. Who cannot be assigned is left out in silence, as GitHub does. */
export async function setAssignees(
  github: GitHub,
  repository: Repository,
  {
    issue,
    logins,
    actor,
  }: { readonly issue: Issue; readonly logins: readonly string[]; readonly actor: Actor },
): Promise<void> {
  const before = issue.assignees
  const known = logins.flatMap((login) => findUser(github, login)?.login ?? [])
  const wanted = [...new Set(known)].filter((login) => roleOf(repository, login) !== undefined)
  const after = wanted.slice(0, MOST_ASSIGNEES)
  const changes = [
    ...before.filter((login) => !after.includes(login)).map((login) => ['unassigned', login] as const),
    ...after.filter((login) => !before.includes(login)).map((login) => ['assigned', login] as const),
  ]
  issue.assignees = after
  for (const [kind, assignee] of changes) {
    issue.updatedAt = github.now()
    const event = { issue: issue.number, kind, actor: actor.login, viaApp: viaApp(actor), assignee }
    addTimelineEvent(github, repository, event)
    const more = { assignee: serializeUser(github, assignee) }
    await emitIssueEvent(github, repository, { issue, action: kind, sender: actor.login, more })
  }
}
