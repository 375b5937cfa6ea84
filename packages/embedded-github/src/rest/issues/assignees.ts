import { z } from 'zod'
import { atLeast, roleOf } from '../../access/permissions.ts'
import { notFound } from '../../api-error.ts'
import {
  created,
  issueOf,
  noContent,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import { assignableLogins, setAssignees } from '../../operations/issues/assignees.ts'
import { serializeIssue } from '../../serializers/issue.ts'
import { serializeUser } from '../../serializers/user.ts'
import { readMetadata, triage } from '../needs.ts'

export const assigneeRoutes = [
  repositoryRoute('GET', '/assignees', readMetadata, (call) =>
    page(call, assignableLogins(call.repository), (login) => serializeUser(call.github, login)),
  ),
  repositoryRoute('GET', '/assignees/:login', readMetadata, ({ repository, params }) => {
    if (roleOf(repository, params.login ?? '') === undefined) throw notFound()
    return noContent
  }),
  repositoryRoute('POST', '/issues/:number/assignees', triage, async (call) => {
    const logins = loginsOf(call)
    const issue = issueOf(call)
    const all = [...issue.assignees, ...logins]
    await setAssignees(call.github, call.repository, { issue, logins: all, actor: call.actor })
    return created(serializeIssue(call.github, call.repository, issue))
  }),
  repositoryRoute('DELETE', '/issues/:number/assignees', triage, async (call) => {
    const logins = loginsOf(call).map((login) => login.toLowerCase())
    const issue = issueOf(call)
    const rest = issue.assignees.filter((login) => !logins.includes(login.toLowerCase()))
    await setAssignees(call.github, call.repository, { issue, logins: rest, actor: call.actor })
    return ok(serializeIssue(call.github, call.repository, issue))
  }),
]

/** Of people without triage rights GitHub drops labels and assignees in silence. */
export function mayTriage({ actor, repository }: Pick<RepositoryCall, 'actor' | 'repository'>): boolean {
  return actor.kind === 'installation' || atLeast(roleOf(repository, actor.login), 'triage')
}

function loginsOf(call: RepositoryCall): readonly string[] {
  return parseBody(call, z.object({ assignees: z.array(z.string()).default([]) }), 'Issue').assignees
}
