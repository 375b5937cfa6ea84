import { realpath } from 'node:fs/promises'
import { gitIn } from '../../../src/commands/try/git.ts'

export interface Commit {
  readonly commit: string
  readonly parent: string
  readonly author: string
  readonly subject: string
}

/** The git directory of a work tree or of a bare repository. */
export async function repositoryAt(path: string): Promise<string> {
  const { ok, stdout, stderr } = await gitIn(await realpath(path))(['rev-parse', '--absolute-git-dir'])
  if (!ok) throw new Error(stderr)
  return stdout
}

interface Listing {
  readonly gitDir: string
  readonly ref: string
  readonly last: number
}

/** The newest first; what merges, and what has no parent, is nobody's patch. */
export async function listCommits({ gitDir, ref, last }: Listing): Promise<readonly Commit[]> {
  const format = '--format=%H%x00%P%x00%an%x00%s'
  const range = ['--no-merges', '--min-parents=1', `--max-count=${last}`, format, '--end-of-options', ref]
  const { ok, stdout, stderr } = await gitIn(gitDir)(['log', ...range, '--'])
  if (!ok) throw new Error(stderr)
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', parent = '', author = '', subject = ''] = line.split('\0')
      return { commit, parent, author, subject }
    })
}
