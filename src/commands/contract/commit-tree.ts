import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { BaseTree } from '../../ports/reach.ts'
import { CommandError } from '../command-error.ts'
import { type Git, gitIn } from '../try/git.ts'

export interface CommitTree extends BaseTree {
  readonly commit: string
  readonly git: Git
}

/**
 * The files of a commit of a local repository, work tree or bare. Throws `CommandError` if the path is not a
 * repository.
 */
export async function commitTree(path: string, ref: string): Promise<CommitTree> {
  const root = await realpath(resolve(path)).catch(() => undefined)
  if (root === undefined) throw new CommandError(`${path} does not exist. Name a git repository: --repo PATH`)
  const git = gitIn(root)
  if (!(await git(['rev-parse', '--git-dir'])).ok) {
    throw new CommandError(`${path} is not a git repository. Name a folder that holds one: --repo PATH`)
  }
  const { stdout: commit } = await git([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ])
  if (commit === '') {
    const wanted = ref === 'HEAD' ? 'has no commit yet' : `has no commit "${ref}"`
    throw new CommandError(`${path} ${wanted}. Name a branch, a tag or a commit: --ref NAME`)
  }
  const { stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit])
  const paths = stdout.split('\0').flatMap((line) => /^100\d{3} blob [0-9a-f]+\t(.+)$/s.exec(line)?.[1] ?? [])
  return {
    ...{ commit, git },
    paths,
    read: async (file) => {
      const { ok, stdout: text } = await git(['cat-file', 'blob', `${commit}:${file}`])
      return ok && !text.includes('\0') ? text : undefined
    },
  }
}
