import type { ChangedFile } from './bare-repository.ts'
import { tryGit } from './run-git.ts'

/** Difference of two trees, as one pull request's list of files. */
export async function changedFiles(
  directory: string,
  from: string,
  to: string,
): Promise<readonly ChangedFile[]> {
  const [raw, numbers, patches] = await Promise.all([
    diff(directory, ['--raw', '-z', '--abbrev=40'], [from, to]),
    diff(directory, ['--numstat', '-z'], [from, to]),
    diff(directory, ['-p', '--full-index'], [from, to]),
  ])
  const counts = numstat(numbers)
  const hunks = patchList(patches)
  return rawEntries(raw).map((entry, index) => ({
    ...entry,
    ...(counts[index] ?? { additions: 0, deletions: 0 }),
    patch: hunks[index],
  }))
}

async function diff(directory: string, flags: readonly string[], trees: readonly string[]): Promise<string> {
  const result = await tryGit(directory, ['diff-tree', '-r', '-M', ...flags, ...trees])
  if (result.exitCode !== 0) throw new Error(`git diff-tree failed: ${result.stderr.trim()}`)
  return result.stdout.toString()
}

type RawEntry = Pick<ChangedFile, 'path' | 'previousPath' | 'status' | 'oid'>

const statuses: Record<string, ChangedFile['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
}

function rawEntries(text: string): RawEntry[] {
  const fields = text.split('\0')
  const entries: RawEntry[] = []
  for (let i = 0; i + 1 < fields.length; ) {
    const [, , before = '', after = '', letters = ''] = (fields[i] ?? '').split(' ')
    const status = statuses[letters.charAt(0)] ?? 'changed'
    const renamed = status === 'renamed' || status === 'copied'
    entries.push({
      path: fields[i + (renamed ? 2 : 1)] ?? '',
      previousPath: renamed ? fields[i + 1] : undefined,
      status,
      oid: status === 'removed' ? before : after,
    })
    i += renamed ? 3 : 2
  }
  return entries
}

function numstat(text: string): { additions: number; deletions: number }[] {
  const fields = text.split('\0')
  const counts: { additions: number; deletions: number }[] = []
  for (let i = 0; i + 1 < fields.length; ) {
    const [added = '0', removed = '0', path = ''] = (fields[i] ?? '').split('\t')
    counts.push({ additions: Number(added) || 0, deletions: Number(removed) || 0 })
    // A rename leaves the path empty and puts both names into fields of their own.
    i += path === '' ? 3 : 1
  }
  return counts
}

/** One per file. A file that became a link is shown as a removal and an addition, both under one header. */
function patchList(text: string): (string | undefined)[] {
  const patches: { header: string; patch: string | undefined }[] = []
  for (const section of text.split(/^(?=diff --git )/m).filter((part) => part.startsWith('diff --git '))) {
    const header = section.slice(0, section.indexOf('\n'))
    const start = section.search(/^@@ /m)
    const patch = start < 0 ? undefined : section.slice(start).replace(/\n$/, '')
    const last = patches.at(-1)
    if (last?.header === header)
      last.patch = [last.patch, patch].filter((part) => part !== undefined).join('\n')
    else patches.push({ header, patch })
  }
  return patches.map(({ patch }) => patch)
}
