import { realpath } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { oneLine } from '../../messages/foreign/foreign-text.ts'
import { shellWord } from '../called-as.ts'
import { CommandError } from '../command-error.ts'
import { type OwnSettings, readOwnSettings } from '../own-settings/read-own-settings.ts'
import { type Git, gitIn } from './git.ts'

/** A local git repository as `try` finds it. It is only ever read. */
export interface LocalRepository {
  /** Absolute path of its work tree, or of itself when it is bare. */
  readonly path: string
  /** It has no work tree. */
  readonly isBare: boolean
  readonly head: string
  /** The branch that is checked out; `main` when none is. */
  readonly branch: string
  readonly git: Git
  /** Those at HEAD. */
  readonly settings: OwnSettings
}

/** Of a commit's name in hexadecimal digits. */
const SHA1_LENGTH = 40

interface Request {
  readonly path: string
  readonly ignoreUncommitted: boolean
  /** Files that may lie about uncommitted: the issue itself. */
  readonly except: readonly string[]
}

/** Looks at a repository without changing it. Throws `CommandError` for what is none, is empty, is dirty, or is on a branch of candidates. */
export async function readRepository({ path, ignoreUncommitted, except }: Request): Promise<LocalRepository> {
  const { root, isBare } = await rootOf(path)
  const git = gitIn(root)
  const { stdout: head } = await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (!head) {
    throw new CommandError(
      `${path} has no commit yet, so there is nothing to start from. Commit something first.`,
    )
  }
  if (head.length > SHA1_LENGTH)
    throw new CommandError(
      `${path} names its commits by SHA-256, and GitHub, which is rehearsed here, takes none of these.`,
    )
  const { stdout: isShallow } = await git(['rev-parse', '--is-shallow-repository'])
  if (isShallow === 'true')
    throw new CommandError(
      `${path} is a shallow clone, whose history ends in the middle. Fetch the rest of it: git -C ${shellWord(path)} fetch --unshallow`,
    )
  const { stdout: branch } = await git(['symbolic-ref', '--quiet', '--short', 'HEAD'])
  if (isOfCandidates(branch))
    throw new CommandError(
      `${path} is on the branch ${branch}, but candidates need that name for their own branches. Start from another one: git switch -c NAME`,
    )
  const uncommitted = await uncommittedIn(root, git, except)
  if (uncommitted.length > 0 && !ignoreUncommitted) throw new CommandError(dirty(path, uncommitted))
  const settings = await readOwnSettings(git, head)
  return { path: root, isBare, head, branch: branch || 'main', git, settings }
}

/** Candidates are written to `speculate/1.1/STRATEGY`, which git cannot hold below or beside a branch of such a name. */
function isOfCandidates(branch: string): boolean {
  return /^speculate(?:\/1\.1(?:\/.*(?<!-\d+))?)?$/.test(branch)
}

async function rootOf(path: string): Promise<{ readonly root: string; readonly isBare: boolean }> {
  const given = await realpath(resolve(path)).catch(() => undefined)
  if (given === undefined)
    throw new CommandError(`${path} does not exist. Name a git repository: --repo PATH`)
  const git = gitIn(given)
  // Whatever git is asked for, it answers nothing where it cannot be started.
  if (!(await git(['--version'])).ok)
    throw new CommandError('git cannot be started. Install it, or put it on the PATH.')
  const { stdout: isBare } = await git(['rev-parse', '--is-bare-repository'])
  const { stdout, stderr } = await git([
    'rev-parse',
    isBare === 'true' ? '--absolute-git-dir' : '--show-toplevel',
  ])
  if (/dubious ownership/.test(stderr))
    throw new CommandError(
      `${path} belongs to another user, so git does not open it. If you trust it: git config --global --add safe.directory ${shellWord(given)}`,
    )
  if (stdout === '') {
    const why = /not a git repository/.test(stderr) ? '' : ` (${stderr.split('\n', 1)[0]})`
    throw new CommandError(`${path} is not a git repository${why}. Name a folder that holds one: --repo PATH`)
  }
  const root = await realpath(stdout)
  // The whole repository would be used, not the folder that was named.
  if (root !== given)
    throw new CommandError(`${path} is a folder inside a git repository. Name its root: --repo ${root}`)
  return { root, isBare: isBare === 'true' }
}

async function uncommittedIn(root: string, git: Git, except: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await git(['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames'])
  const allowed = await Promise.all(
    except.map(async (file) => relative(root, await realpath(file).catch(() => resolve(file)))),
  )
  return stdout
    .split('\0')
    .map((entry) => entry.slice(3))
    .filter((file) => file !== '' && !allowed.includes(file))
}

const SHOWN = 5

function dirty(path: string, files: readonly string[]): string {
  const more = files.length > SHOWN ? [`  … and ${files.length - SHOWN} more`] : []
  return [
    `${path} has uncommitted changes. Candidates start from HEAD, so these would be ignored:`,
    ...files.slice(0, SHOWN).map((file) => `  ${oneLine(file)}`),
    ...more,
    'Commit or stash them, or pass --ignore-uncommitted to start without them.',
  ].join('\n')
}
