import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { messageOf, systemClock, withLock } from '@speculate-dev/system'
import { removeTree } from '../../../adapters/git/remove-tree.ts'
import { usersCache } from '../../../adapters/own-files.ts'
import { removeKept } from '../../../adapters/set-up/kept-set-up.ts'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { shellWord } from '../../called-as.ts'
import { CommandError, type ExitCode } from '../../command-error.ts'
import { findLeft, type LeftFolder } from './find-left.ts'
import { findSetUps } from './find-set-ups.ts'
import { type LeftBranch, leftBranch, removeBranch } from './left-branch.ts'

export interface CleanOptions {
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly branches?: boolean
  readonly json?: boolean
}

type End = 'listed' | 'removed' | 'stays' | 'failed'

interface Cleaned<T> {
  readonly left: T
  readonly end: End
  /** Why it stays or could not be removed. */
  readonly reason: string | undefined
}

/** Lists what runs have left, and with `--yes` removes it; never what belongs to a run that is alive. Answers 1 where something could not be removed. */
export async function clean(options: CleanOptions): Promise<ExitCode> {
  if (options.yes && options.dryRun) throw new CommandError('--yes and --dry-run exclude each other')
  const isWanted = options.yes === true
  const left = [
    ...(await findLeft(tmpdir(), systemClock.now())),
    ...(await findSetUps(join(usersCache(), 'set-ups'))),
  ]
  const notes = left.flatMap(({ note, stays }) => (note && stays === undefined ? [note] : []))
  const made = (await Promise.all(notes.map(leftBranch))).filter((one) => one !== undefined)
  const branches: Cleaned<LeftBranch>[] = []
  for (const branch of options.branches ? made : [])
    branches.push(await cleaned(branch, isWanted, () => removeBranch(branch)))
  const folders: Cleaned<LeftFolder>[] = []
  for (const folder of left) folders.push(await cleaned(folder, isWanted, () => removeFolder(folder)))
  const forgotten = options.branches ? [] : made
  process.stdout.write(
    options.json
      ? `${JSON.stringify(asJson(folders, branches), null, 2)}\n`
      : asText({ folders, branches, forgotten, isWanted }),
  )
  return [...folders, ...branches].some(({ end }) => end === 'failed') ? 1 : 0
}

async function cleaned<T extends { readonly stays: string | undefined }>(
  left: T,
  isWanted: boolean,
  remove: () => Promise<string | undefined>,
): Promise<Cleaned<T>> {
  if (left.stays !== undefined) return { left, end: 'stays', reason: left.stays }
  if (!isWanted) return { left, end: 'listed', reason: undefined }
  const failure = await remove()
  return { left, end: failure === undefined ? 'removed' : 'failed', reason: failure }
}

async function removeFolder({ path, kind }: LeftFolder): Promise<string | undefined> {
  try {
    await (kind === 'set-up' ? withLock(path, () => removeKept(path)) : removeTree(path))
    return undefined
  } catch (error) {
    return oneLine(messageOf(error))
  }
}

function asJson(folders: readonly Cleaned<LeftFolder>[], branches: readonly Cleaned<LeftBranch>[]) {
  return {
    folders: folders.map(({ left: { path, kind, bytes, note }, end, reason }) => ({
      ...{ path, kind, bytes, end, reason: reason ?? null },
      ...{ repository: note?.repository ?? null, issue: note?.issue ?? null },
    })),
    branches: branches.map(({ left: { repository, name, commit }, end, reason }) => ({
      ...{ repository, name, commit, end, reason: reason ?? null },
    })),
  }
}

interface Report {
  readonly folders: readonly Cleaned<LeftFolder>[]
  readonly branches: readonly Cleaned<LeftBranch>[]
  /** Branches that nobody asked to remove. */
  readonly forgotten: readonly LeftBranch[]
  readonly isWanted: boolean
}

function asText({ folders, branches, forgotten, isWanted }: Report): string {
  const lines = [
    ...folders.map(({ left, end, reason }) => line(end, `${left.path}  ${aboutFolder(left)}`, reason)),
    ...branches.map(({ left, end, reason }) =>
      line(end, `the branch ${oneLine(left.name)} of ${oneLine(left.repository)}`, reason),
    ),
  ]
  const listed = [...folders, ...branches].filter(({ end }) => end === 'listed').length
  const staying = forgotten.flatMap(({ repository, name }) => [
    `stays         the branch ${oneLine(name)} of ${oneLine(repository)}; --branches removes it as well, or later git:`,
    `                git -C ${shellWord(repository)} branch -D ${shellWord(name)}`,
  ])
  const end =
    lines.length === 0
      ? 'No run has left anything behind.'
      : listed === 0 || isWanted
        ? undefined
        : `Nothing was removed. Run it again with --yes to remove ${listed === 1 ? 'it' : `these ${listed}`}.`
  return [...lines, ...staying, ...(end === undefined ? [] : [end]), ''].join('\n')
}

const WORDS: Record<End, string> = {
  listed: 'would remove',
  removed: 'removed',
  stays: 'stays',
  failed: 'not removed',
}

function line(end: End, what: string, reason: string | undefined): string {
  return `${WORDS[end].padEnd(12)}  ${what}${reason === undefined ? '' : `: ${oneLine(reason)}`}`
}

function aboutFolder({ kind, bytes, note }: LeftFolder): string {
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`
  if (kind === 'unfinished') return `${size}, the working folder of a run`
  if (kind === 'set-up') return `${size}, what a set-up has installed, for the next run`
  const about = note ? ` of "${oneLine(note.issue)}" in ${oneLine(note.repository)}` : ' of a run'
  return `${size}, the candidates and the log${about}`
}
