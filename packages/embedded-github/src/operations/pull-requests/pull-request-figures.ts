import type { GitHub } from '../../github.ts'
import type { PullRequestIssue, Repository } from '../../model.ts'
import { requiredChecksPass, someHaveNotPassed } from './required-checks.ts'

export interface PullRequestFigures {
  /** Null for a pull request that is not open. */
  readonly mergeable: boolean | null
  readonly mergeableState: 'clean' | 'dirty' | 'draft' | 'unknown' | 'blocked' | 'unstable'
  readonly commits: number
  readonly additions: number
  readonly deletions: number
  readonly changedFiles: number
}

/** What git computes for a pull request; the results of the git calls are cached by object id. */
export async function pullRequestFigures(
  github: GitHub,
  repository: Repository,
  issue: PullRequestIssue,
): Promise<PullRequestFigures> {
  const { pull } = issue
  const git = github.git(repository)
  const [files, commits, mergeable] = await Promise.all([
    git.changedFiles(pull.base.sha, pull.head.sha),
    git.commitsBetween(pull.base.sha, pull.head.sha),
    mergeability(github, repository, issue),
  ])
  return {
    mergeable,
    mergeableState: mergeableState(github, repository, { pull, mergeable }),
    commits: commits.length,
    additions: sum(files.map((file) => file.additions)),
    deletions: sum(files.map((file) => file.deletions)),
    changedFiles: files.length,
  }
}

function mergeableState(
  github: GitHub,
  repository: Repository,
  { pull, mergeable }: { readonly pull: PullRequestIssue['pull']; readonly mergeable: boolean | null },
): PullRequestFigures['mergeableState'] {
  if (mergeable === null) return 'unknown'
  if (!mergeable) return 'dirty'
  if (pull.draft) return 'draft'
  if (!requiredChecksPass(github, repository, pull)) return 'blocked'
  return someHaveNotPassed(repository, pull.head.sha) ? 'unstable' : 'clean'
}

/** Against the base branch as it is now; null when the pull request is closed or the branch is gone. */
export async function mergeability(
  github: GitHub,
  repository: Repository,
  issue: PullRequestIssue,
): Promise<boolean | null> {
  if (issue.state !== 'open') return null
  const git = github.git(repository)
  const base = await git.resolve(`refs/heads/${issue.pull.base.ref}`)
  return base === undefined ? null : git.merges(base, issue.pull.head.sha)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
