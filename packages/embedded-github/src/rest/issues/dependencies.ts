import { z } from 'zod'
import {
  created,
  issueOf,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import type { Issue } from '../../model.ts'
import {
  addBlocker,
  addSubIssue,
  blockedBy,
  blockersOf,
  removeBlocker,
  removeSubIssue,
  subIssuesOf,
} from '../../operations/issues/dependencies.ts'
import { serializeIssue } from '../../serializers/issue.ts'
import { readIssues, triage } from '../needs.ts'

/** What has to be done before an issue, and what it consists of; within one repository. */
export const dependencyRoutes = [
  repositoryRoute('GET', '/issues/:number/dependencies/blocked_by', readIssues, (call) =>
    listed(call, blockersOf(call.repository, issueOf(call))),
  ),
  repositoryRoute('GET', '/issues/:number/dependencies/blocking', readIssues, (call) =>
    listed(call, blockedBy(call.repository, issueOf(call))),
  ),
  repositoryRoute('POST', '/issues/:number/dependencies/blocked_by', triage, (call) => {
    const { issue_id } = parseBody(call, z.object({ issue_id: z.int() }), 'Issue')
    return created(shown(call, addBlocker(call.repository, issueOf(call), issue_id)))
  }),
  repositoryRoute('DELETE', '/issues/:number/dependencies/blocked_by/:id', triage, (call) =>
    ok(shown(call, removeBlocker(call.repository, issueOf(call), Number(call.params.id)))),
  ),
  repositoryRoute('GET', '/issues/:number/sub_issues', readIssues, (call) =>
    listed(call, subIssuesOf(call.repository, issueOf(call))),
  ),
  repositoryRoute('POST', '/issues/:number/sub_issues', triage, (call) => {
    const issue = issueOf(call)
    const { sub_issue_id: id, replace_parent: replacesParent } = parseBody(call, NewSubIssue, 'Issue')
    addSubIssue(call.repository, issue, { id, replacesParent })
    return created(shown(call, issue))
  }),
  repositoryRoute('DELETE', '/issues/:number/sub_issue', triage, (call) => {
    const issue = issueOf(call)
    const { sub_issue_id } = parseBody(call, z.object({ sub_issue_id: z.int() }), 'Issue')
    removeSubIssue(call.repository, issue, sub_issue_id)
    return ok(shown(call, issue))
  }),
]

const NewSubIssue = z.object({ sub_issue_id: z.int(), replace_parent: z.boolean().default(false) })

function listed(call: RepositoryCall, issues: readonly Issue[]) {
  return page(call, issues, (issue) => shown(call, issue))
}

function shown({ github, repository }: RepositoryCall, issue: Issue) {
  return serializeIssue(github, repository, issue)
}
