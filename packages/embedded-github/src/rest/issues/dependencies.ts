import { z } from 'zod'
import { canSee, refusalOf } from '../../access/permissions.ts'
import {
  created,
  issueOf,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import type { Repository } from '../../model.ts'
import {
  addBlocker,
  addSubIssue,
  blockedBy,
  blockersOf,
  type PlacedIssue,
  removeBlocker,
  removeSubIssue,
  subIssuesOf,
} from '../../operations/issues/dependencies.ts'
import { serializeIssue } from '../../serializers/issue.ts'
import { readIssues, triage } from '../needs.ts'

/** What has to be done before an issue, and what it consists of. */
export const dependencyRoutes = [
  repositoryRoute('GET', '/issues/:number/dependencies/blocked_by', readIssues, (call) =>
    listed(call, blockersOf(call.github, issueOf(call))),
  ),
  repositoryRoute('GET', '/issues/:number/dependencies/blocking', readIssues, (call) =>
    listed(call, blockedBy(call.github, issueOf(call))),
  ),
  repositoryRoute('POST', '/issues/:number/dependencies/blocked_by', triage, (call) => {
    const { issue_id: id } = parseBody(call, z.object({ issue_id: z.int() }), 'Issue')
    return created(shown(call, addBlocker(call.github, issueOf(call), { id, among: seenBy(call) })))
  }),
  repositoryRoute('DELETE', '/issues/:number/dependencies/blocked_by/:id', triage, (call) => {
    const wanted = { id: Number(call.params.id), among: seenBy(call) }
    return ok(shown(call, removeBlocker(call.github, issueOf(call), wanted)))
  }),
  repositoryRoute('GET', '/issues/:number/sub_issues', readIssues, (call) =>
    listed(call, subIssuesOf(call.github, issueOf(call))),
  ),
  repositoryRoute('POST', '/issues/:number/sub_issues', triage, (call) => {
    const parent = { repository: call.repository, issue: issueOf(call) }
    const { sub_issue_id: id, replace_parent: replacesParent } = parseBody(call, NewSubIssue, 'Issue')
    addSubIssue(call.github, parent, { id, among: seenBy(call), replacesParent })
    return created(shown(call, parent))
  }),
  repositoryRoute('DELETE', '/issues/:number/sub_issue', triage, (call) => {
    const parent = { repository: call.repository, issue: issueOf(call) }
    const { sub_issue_id } = parseBody(call, z.object({ sub_issue_id: z.int() }), 'Issue')
    removeSubIssue(call.github, parent.issue, sub_issue_id)
    return ok(shown(call, parent))
  }),
]

const NewSubIssue = z.object({ sub_issue_id: z.int(), replace_parent: z.boolean().default(false) })

/** What the caller may not read of other repositories is left out. */
function listed(call: RepositoryCall, issues: readonly PlacedIssue[]) {
  const { github, actor } = call
  const readable = issues.filter(
    ({ repository }) =>
      canSee(github, actor, repository) && !refusalOf(github, actor, repository, readIssues),
  )
  return page(call, readable, (one) => shown(call, one))
}

function seenBy({ github, actor }: RepositoryCall): Repository[] {
  return github.state.repositories.filter((repository) => canSee(github, actor, repository))
}

function shown({ github }: RepositoryCall, { repository, issue }: PlacedIssue) {
  return serializeIssue(github, repository, issue)
}
