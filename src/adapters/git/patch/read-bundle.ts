import { mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../git.ts'
import { commitId } from '../mirror.ts'
import { removeTree } from '../remove-tree.ts'
import { writeRepository } from '../repository-files.ts'

interface BundledCommit {
  /** A repository that has the base. */
  readonly mirror: string
  readonly base: string
  readonly commit: string
  readonly bundle: Uint8Array
}

/** What a commit changes that is in a bundle alone, as `git diff` writes it. Nothing of it is checked out, and nothing is left behind. */
export async function readBundle({ mirror, base, commit, bundle }: BundledCommit): Promise<Buffer> {
  const [from, to] = [commitId(base), commitId(commit)]
  const gitDir = await mkdtemp(join(tmpdir(), 'speculate-patch-'))
  try {
    const alternates = await realpath(join(mirror, 'objects'))
    await writeRepository(gitDir, { alternates, head: from, hasWorkTree: false })
    const file = join(gitDir, 'patch.bundle')
    await writeFile(file, bundle, { mode: 0o600 })
    await git(['bundle', 'unbundle', file], { gitDir })
    const plain = ['--no-ext-diff', '--no-textconv', '--no-color', '--binary']
    const { stdout } = await git(['diff', ...plain, from, to, '--'], { gitDir })
    return stdout
  } finally {
    await removeTree(gitDir)
  }
}
