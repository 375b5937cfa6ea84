import { gitIn } from '../git.ts'
import type { RunNote } from '../kept/run-note.ts'

/** A branch that `--branches` has made in a repository. */
export interface LeftBranch {
  readonly repository: string
  readonly name: string
  readonly commit: string
  /** Why it stays; undefined where it can go. */
  readonly stays: string | undefined
}

/** The branch of a run; undefined where it made none, or where it is gone. */
export async function leftBranch({ repository, branch }: RunNote): Promise<LeftBranch | undefined> {
  if (branch === undefined || !/^speculate[/-]/.test(branch.name)) return undefined
  const git = gitIn(repository)
  const { stdout: commit } = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch.name}`])
  if (commit === '') return undefined
  const { stdout: workTrees } = await git(['worktree', 'list', '--porcelain'])
  const stays =
    commit !== branch.commit
      ? 'somebody has changed it since'
      : workTrees.split('\n').includes(`branch refs/heads/${branch.name}`)
        ? 'it is checked out'
        : undefined
  return { repository, ...branch, stays }
}

/** Only while it still is what the run made: git compares and removes at once. */
export async function removeBranch({ repository, name, commit }: LeftBranch): Promise<string | undefined> {
  const { ok, stderr } = await gitIn(repository)(['update-ref', '-d', `refs/heads/${name}`, commit])
  return ok ? undefined : stderr
}
