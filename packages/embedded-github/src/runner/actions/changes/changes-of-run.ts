import { asMapping } from '@speculate-dev/workflows'
import { git, gitOrThrow } from '../../git.ts'
import type { ActionRun } from '../served-action.ts'

/** A file that what started the run has changed. */
export interface ChangedFile {
  readonly path: string
  /** One letter, in the words of `git diff --name-status`. */
  readonly status: string
}

interface Options {
  /** A file that is moved is one `R`; else it is a deleted and an added one. */
  readonly renames: boolean
}

/**
 * What a pull request changes since it left its base, and a push since what was pushed before. Of a branch that is new, or dispatched, what
 * it changes since it left the default branch.
 */
export async function changesOfRun(
  { source, facts }: Pick<ActionRun, 'source' | 'facts'>,
  { renames }: Options,
): Promise<readonly ChangedFile[]> {
  const { directory, sha } = source
  const range = facts.event === 'pull_request' ? `${sha}^1...${sha}^2` : await rangeOf(directory, facts)
  const option = renames ? '--find-renames' : '--no-renames'
  return readNameStatus(await gitOrThrow(directory, ['diff', '-z', '--name-status', option, range]))
}

type Pushed = Exclude<ActionRun['facts'], { readonly event: 'pull_request' }>

async function rangeOf(directory: string, facts: Pushed): Promise<string> {
  const { sha, ref } = facts.head
  if (facts.event === 'push' && !/^0+$/.test(facts.before)) return `${facts.before}..${sha}`
  const branch = asMapping(facts.payload.repository)?.default_branch
  if (typeof branch === 'string' && branch !== ref) return `refs/heads/${branch}...${sha}`
  const parent = await git(directory, ['rev-parse', '--verify', '--quiet', `${sha}^`])
  return `${parent.exitCode === 0 ? parent.stdout : EMPTY_TREE}..${sha}`
}

/** Git knows it without anybody having written it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** A status and one path; of what is moved or copied a number after the letter, and two paths of which the new one counts. */
function readNameStatus(text: string): readonly ChangedFile[] {
  const words = text.split('\0')
  const files: ChangedFile[] = []
  for (let at = 0; at + 1 < words.length; ) {
    const status = words[at]?.charAt(0) ?? ''
    const length = /^[RC]/.test(status) ? 2 : 1
    files.push({ status, path: words[at + length] ?? '' })
    at += length + 1
  }
  return files
}
