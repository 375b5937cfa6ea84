import type { ChangedFile } from './bare-repository.ts'
import { tryGit } from './run-git.ts'

/** Difference of two trees, as one pull request's list of files. */
export async function changedFiles(
  directory: string,
  from: string,
  to: string,
): Promise<readonly ChangedFile[]> {
  const flags = ['-r', '-M', '--raw', '--numstat', '-p', '--full-index', '-z']
  const result = await tryGit(directory, ['diff-tree', ...flags, from, to])
  if (result.exitCode !== 0) throw new Error(`git diff-tree ${result.ending}`)
  const fields = result.stdout.toString().split('\0')
  const entries = takeRaw(fields)
  const counts = takeNumstat(fields, entries.length)
  // An empty field comes before the patches; a file in them may hold the character that separates fields.
  const hunks = patchList(fields.slice(1).join('\0'))
  return entries.map((entry, index) => ({
    ...entry,
    ...(counts[index] ?? { additions: 0, deletions: 0 }),
    patch: hunks[index],
  }))
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

/** Takes the fields of `--raw` away from the front. */
function takeRaw(fields: string[]): RawEntry[] {
  const entries: RawEntry[] = []
  while (fields[0]?.startsWith(':')) {
    const [, , before = '', after = '', letters = ''] = (fields.shift() ?? '').split(' ')
    const status = statuses[letters.charAt(0)] ?? 'changed'
    const previousPath = status === 'renamed' || status === 'copied' ? fields.shift() : undefined
    const path = fields.shift() ?? ''
    entries.push({ path, previousPath, status, oid: status === 'removed' ? before : after })
  }
  return entries
}

/** Takes the fields of `--numstat` away from the front. */
function takeNumstat(fields: string[], files: number): { additions: number; deletions: number }[] {
  const counts: { additions: number; deletions: number }[] = []
  while (counts.length < files) {
    const [added = '0', removed = '0', path = ''] = (fields.shift() ?? '').split('\t')
    counts.push({ additions: Number(added) || 0, deletions: Number(removed) || 0 })
    // A rename leaves the path empty and puts both names into fields of their own.
    if (path === '') fields.splice(0, 2)
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
