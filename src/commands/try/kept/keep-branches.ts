import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '../../local/outcome.ts'
import { gitIn } from '../git.ts'
import type { LocalRepository } from '../read-repository.ts'

/** Makes a clone that holds every candidate as a branch, to stay when everything else is gone. Answers its path. */
export async function keepClone(bare: string, repository: LocalRepository, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'speculate-try-'))
  const clone = join(folder, name)
  try {
    await run(folder, [
      'clone',
      '--quiet',
      '--no-hardlinks',
      '--branch',
      repository.branch,
      '--',
      bare,
      clone,
    ])
    // The branch that the clone is on may be one of them, and stands already where it will stand.
    const branches = 'refs/heads/speculate/*:refs/heads/speculate/*'
    await run(clone, ['fetch', '--quiet', '--update-head-ok', 'origin', branches])
    await run(clone, ['remote', 'set-url', 'origin', '--', repository.path])
    await run(clone, ['update-ref', '-d', 'refs/remotes/origin/HEAD'])
    return clone
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * The one change of the repository that may be asked for: a new branch, of the winner's name, or with a number where an earlier run has
 * left one of that name. Answers what it is called, and its commit.
 */
export async function fetchWinner(
  clone: string,
  repository: LocalRepository,
  { decision, candidates }: Outcome,
): Promise<{ name: string; commit: string } | undefined> {
  if (decision.kind !== 'promote') return undefined
  const winner = candidates.find(({ id }) => id === decision.candidate)
  if (winner === undefined) return undefined
  const from = `refs/heads/${winner.branch}`
  await run(repository.path, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', clone, from])
  const { stdout: commit } = await gitIn(clone)(['rev-parse', from])
  return { name: await makeBranch(repository, { wanted: winner.branch, commit }), commit }
}

const MOST_TRIES = 20

/** Another run may take the name that is free between the look and the making: git makes only what is not there, and it is looked again. */
async function makeBranch(
  repository: LocalRepository,
  { wanted, commit }: { readonly wanted: string; readonly commit: string },
): Promise<string> {
  for (let left = MOST_TRIES; ; left -= 1) {
    const branch = await freeBranch(repository, wanted)
    const made = await gitIn(repository.path)(['update-ref', `refs/heads/${branch}`, commit, NOTHING])
    if (made.ok) return branch
    if (left === 0) throw new Error(`git update-ref: ${made.stderr.trim()}`)
  }
}

/** What a ref is at that is not there, in git's words. */
const NOTHING = ''

/**
 * A name that git takes: no branch is called so or lies below it as in a folder, also none that a work tree has yet to make its first
 * commit on. Where a branch has the name of one of its folders, it gets dashes for them.
 */
async function freeBranch({ path }: LocalRepository, wanted: string): Promise<string> {
  const branches = await gitIn(path)(['for-each-ref', '--format=%(refname)', 'refs/heads/'])
  const workTrees = await gitIn(path)(['worktree', 'list', '--porcelain'])
  const taken = [...branches.stdout.split('\n'), ...workTrees.stdout.split('\n')]
    .map((line) => /^(?:branch )?refs\/heads\/(.+)$/.exec(line)?.[1])
    .filter((name) => name !== undefined)
  const name = taken.some((one) => wanted.startsWith(`${one}/`)) ? wanted.replaceAll('/', '-') : wanted
  for (let number = 1; ; number += 1) {
    const branch = number === 1 ? name : `${name}-${number}`
    if (!taken.some((one) => one === branch || one.startsWith(`${branch}/`))) return branch
  }
}

async function run(folder: string, args: readonly string[]): Promise<void> {
  const { ok, stderr } = await gitIn(folder)(args)
  if (!ok) throw new Error(`git ${args[0]}: ${stderr.trim()}`)
}
