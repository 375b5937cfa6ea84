import type { FileChange, Patch } from '../domain/candidate/patch.ts'
import type { Reach, TouchedJudge } from '../domain/checks/reach.ts'
import type { IssueRef } from '../domain/issue/issue.ts'
import type { PatchContents } from '../ports/analysis.ts'
import type { FileList, Forge } from '../ports/forge.ts'
import type { TouchedJudges } from '../ports/reach.ts'

interface BaseMove {
  readonly reach: Reach
  /** The commit that the candidates were written on, and where their base is now. */
  readonly from: string
  readonly to: string
}

/** Forges cut longer texts. */
const MAX_FILE_BYTES = 400_000

/**
 * A8: what judges and is another where the base is now, by the same rule as for the patch of a candidate: what only grows beside it, a
 * dependency, a comment, is not another judge. Two lists of files show what has changed, and only what may judge is read.
 */
export async function readChangedJudges(
  { forge, touchedJudges }: { readonly forge: Forge; readonly touchedJudges: TouchedJudges },
  issue: IssueRef,
  { reach, from, to }: BaseMove,
): Promise<readonly TouchedJudge[]> {
  const [before, after] = await Promise.all([forge.listTree(issue, from), forge.listTree(issue, to)])
  const files = changesBetween(before, after)
  if (files.length === 0) return []
  const known = new Set([...reach.judges.map(({ path }) => path), ...(reach.onBase ?? [])])
  const first = files.map(({ path }) => path).filter((path) => known.has(path))
  const [old, now] = [from, to].map((commit) => reading(forge, issue, { commit, first }))
  if (!old || !now) return []
  const patch: Patch = { base: from, commit: to, files, insertions: 0, deletions: 0 }
  const contents: PatchContents = {
    before: async (path) => (before.ids.has(path) ? old.read(path) : undefined),
    after: async (path) => (after.ids.has(path) ? now.read(path) : undefined),
    hadFolder: async (path) => before.paths.some((one) => one.startsWith(`${path}/`)),
    diff: () => Promise.reject(new Error('nobody asks for the difference of two bases')),
  }
  const touched = await touchedJudges(patch, contents, reach)
  // Which part of it differs is a guess then, and the base is not a candidate: nothing is held against it.
  const isGuess = ({ path, part }: TouchedJudge) =>
    part !== undefined && (old.unread.has(path) || now.unread.has(path))
  return touched.filter((one) => !isGuess(one))
}

/** Where a list is cut short, a path that is only in the other list proves nothing. */
function changesBetween(before: FileList, after: FileList): FileChange[] {
  const isWhole = before.complete && after.complete
  const paths = [...new Set([...before.ids.keys(), ...after.ids.keys()])].sort()
  return paths.flatMap((path) => {
    const [old, now] = [before.ids.get(path), after.ids.get(path)]
    if (old === now || (!isWhole && (old === undefined || now === undefined))) return []
    const status = old === undefined ? 'added' : now === undefined ? 'deleted' : 'modified'
    const mode = now?.split(' ')[0] ?? '000000'
    return [{ path, status, mode, insertions: 0, deletions: 0, binary: false, bytes: 0 }]
  })
}

interface Side {
  readonly commit: string
  /** Read together, before anything asks for one of them. */
  readonly first: readonly string[]
}

function reading(forge: Forge, issue: IssueRef, { commit, first }: Side) {
  const unread = new Set<string>()
  const ask = (paths: readonly string[]) =>
    forge.readTextFiles(issue, commit, { paths, maxBytes: MAX_FILE_BYTES })
  let together: ReturnType<typeof ask> | undefined
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    together ??= ask(first)
    const text = (first.includes(path) ? await together : await ask([path])).get(path)
    if (text === undefined) unread.add(path)
    return text === undefined ? undefined : Buffer.from(text, 'utf8')
  }
  return { read, unread }
}
