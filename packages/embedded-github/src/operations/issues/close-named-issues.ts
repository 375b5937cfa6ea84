import type { Actor, GitHub } from '../../github.ts'
import type { Issue, PullRequestIssue, Repository } from '../../model.ts'
import { setIssueState } from './issues.ts'

// docs.github.com, "Linking a pull request to an issue using a keyword".
const KEYWORDS = /\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):? #(\d{1,9})\b/gi

/**
 * Closes the issues that the description of a merged pull request names; only a merge into the default branch does so.
 */
export async function closeNamedIssues(
  github: GitHub,
  repository: Repository,
  { issue, actor }: { issue: PullRequestIssue; actor: Actor },
): Promise<void> {
  for (const named of namedIssues(repository, issue))
    await setIssueState(github, repository, { issue: named, state: 'closed', actor })
}

/** The issues that its description says it closes. */
export function namedIssues(repository: Repository, issue: PullRequestIssue): readonly Issue[] {
  if (issue.pull.base.ref !== repository.defaultBranch) return []
  const numbers = [...(issue.body ?? '').matchAll(KEYWORDS)].map(([, number]) => Number(number))
  return repository.issues.filter((one) => one.pull === undefined && numbers.includes(one.number))
}
