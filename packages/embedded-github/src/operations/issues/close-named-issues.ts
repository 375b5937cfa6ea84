import type { Actor, GitHub } from '../../github.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { setIssueState } from './issues.ts'

// docs.github.com, "Linking a pull request to an issue using a keyword".
const KEYWORDS = /\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):? #(\d{1,9})\b/gi

/** What a merged description says it closes; only a merge into the default branch does. */
export async function closeNamedIssues(
  github: GitHub,
  repository: Repository,
  { issue, actor }: { issue: PullRequestIssue; actor: Actor },
): Promise<void> {
  if (issue.pull.base.ref !== repository.defaultBranch) return
  for (const [, number] of (issue.body ?? '').matchAll(KEYWORDS)) {
    const named = repository.issues.find((one) => one.number === Number(number) && one.pull === undefined)
    if (named) await setIssueState(github, repository, { issue: named, state: 'closed', actor })
  }
}
