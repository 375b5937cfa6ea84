import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface RepositoryFiles {
  /** Where it may read objects from besides its own; never written to through it. */
  readonly alternates?: string
  /** A commit that branch `candidate` starts at. */
  readonly head?: string
  /** True for a repository of which people run git inside a work tree. */
  readonly hasWorkTree: boolean
}

/**
 * Writes an empty repository: the few files that git itself requires (gitrepository-layout(5)), and so no template, hook or
 * remote of the machine. Cheaper than a process, which counts with one repository per candidate.
 */
export async function writeRepository(gitDir: string, files: RepositoryFiles): Promise<void> {
  await Promise.all(
    ['objects/info', 'refs/heads', 'info'].map((name) => mkdir(join(gitDir, name), { recursive: true })),
  )
  const write = (name: string, text: string) => replaceFile(gitDir, name, text)
  await Promise.all([
    write('HEAD', `ref: ${CANDIDATE_REF}\n`),
    write('config', configuration(files.hasWorkTree)),
    write('info/attributes', EXACT_BYTES),
    files.alternates === undefined ? undefined : write('objects/info/alternates', `${files.alternates}\n`),
    files.head === undefined ? undefined : write(CANDIDATE_REF, `${files.head}\n`),
  ])
}

/** Whole at every moment: a mirror is written anew while others read from it, and with half a `HEAD` it is no repository. */
async function replaceFile(gitDir: string, name: string, text: string): Promise<void> {
  const fresh = join(gitDir, `${randomUUID()}.fresh`)
  await writeFile(fresh, text)
  await rename(fresh, join(gitDir, name))
}

/** The one branch of such a repository. */
export const CANDIDATE_REF = 'refs/heads/candidate'

/**
 * `info/attributes` outranks every `.gitattributes`: files are checked out and taken in byte for byte, and no candidate can
 * make its lines count as binary (`-diff`) to look smaller than it is.
 */
const EXACT_BYTES = '* -text -eol -crlf -ident -filter !working-tree-encoding !diff !merge\n'

/** The identity is for agents that commit: what counts is the files they leave. */
function configuration(hasWorkTree: boolean): string {
  return `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = ${!hasWorkTree}
[gc]
\tauto = 0
${hasWorkTree ? '[user]\n\tname = candidate\n\temail = candidate@localhost\n' : ''}`
}
