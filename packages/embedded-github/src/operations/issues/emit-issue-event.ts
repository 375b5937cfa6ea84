import { type GitHub, isPullRequest } from '../../github.ts'
import type { Issue, Repository } from '../../model.ts'
import { OTHER_ACTIVITIES } from '../../runner-host.ts'
import { serializeIssue } from '../../serializers/issue.ts'
import { pullRequestPayload } from '../pull-requests/pull-request-payload.ts'

/**
 * Sends `issues` or `pull_request`, whichever it is. An activity that only some workflows list is passed to the runner here; the others
 * are told once all that belongs to them has happened.
 */
export async function emitIssueEvent(
  github: GitHub,
  repository: Repository,
  event: {
    readonly issue: Issue
    readonly action: string
    readonly sender: string
    readonly more?: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const { issue, action, sender, more = {} } = event
  if (!isPullRequest(issue)) {
    const payload = { issue: serializeIssue(github, repository, issue), ...more }
    github.emit({ event: 'issues', action, repository, sender, payload })
    return
  }
  const payload = { ...(await pullRequestPayload(github, repository, issue)), ...more }
  github.emit({ event: 'pull_request', action, repository, sender, payload })
  const other = OTHER_ACTIVITIES.find((one) => one === action)
  // What `GITHUB_TOKEN` does starts no workflows.
  if (other === undefined || sender === 'github-actions[bot]') return
  github.announce({ repository, pullRequest: issue, action: other, actor: sender, more })
}
