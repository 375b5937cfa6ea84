import { createAnalysis } from '../../src/adapters/analysis/analysis.ts'
import type { ReadingProcess } from '../../src/adapters/analysis/process/start-reading.ts'
import { deriveReach } from '../../src/adapters/analysis/reach/derive-reach.ts'
import type { FileChange, Patch } from '../../src/domain/candidate/patch.ts'
import type { Measures } from '../../src/domain/judgement/measures.ts'
import type { GateResult } from '../../src/domain/judgement/row.ts'
import type { PatchContents } from '../../src/ports/analysis.ts'
import { trippedGates } from '../../src/stages/gates/gates.ts'
import { compactJudges } from '../../src/stages/plan/contract/compact-judges.ts'
import { sharedReading } from '../adapters/analysis/process/shared-reading.ts'
import { aPatch } from '../builders/candidate/patch.ts'
import { aCase } from '../builders/judgement/gate-case.ts'

/** The files of a base by their paths. Its workflows judge: every job of them is a required check. */
export type Repository = Readonly<Record<string, string>>

/** What becomes of a path: a text, nothing (`null`), or what it was with a change. */
type Change = string | null | ((before: string) => string)

export interface PatchOn {
  readonly change?: Readonly<Record<string, Change>>
  /** From the old path to the new one; a path of `change` is the new one. */
  readonly rename?: Readonly<Record<string, string>>
  /** Symbolic links, with where they lead. */
  readonly link?: Readonly<Record<string, string>>
  /** Paths whose mode becomes this one. */
  readonly mode?: Readonly<Record<string, '100644' | '100755'>>
  /** `verifier.may_change` of the base's settings. */
  readonly mayChange?: readonly string[]
  /** Jobs of the base's workflows that are required; `test` where nothing is said. */
  readonly checks?: readonly string[]
}

/** What the gates say of a patch, from the files of the base to the reasons: as it is in a run, but for git and GitHub. */
export async function judgePatch(
  repository: Repository,
  on: PatchOn,
  read?: () => ReadingProcess,
): Promise<readonly GateResult[]> {
  return trippedGates(aCase(await measuredPatch(repository, on, read)))
}

export async function measuredPatch(
  repository: Repository,
  on: PatchOn,
  read: () => ReadingProcess = sharedReading,
): Promise<{ patch: Patch; measures: Measures }> {
  const { patch, contents } = patchOf(repository, on)
  const checks = (on.checks ?? ['test']).map((name) => ({ name }))
  const reach = await deriveReach({ checks, tree: treeOf(repository), mayChange: on.mayChange ?? [] })
  const contract = { ...reach, judges: compactJudges(reach.judges) }
  return { patch, measures: await createAnalysis({ read }).measure(patch, contents, { reach: contract }) }
}

function treeOf(repository: Repository) {
  return {
    paths: Object.keys(repository).sort(),
    read: async (path: string) => (Object.hasOwn(repository, path) ? repository[path] : undefined),
  }
}

function patchOf(
  repository: Repository,
  { change = {}, rename = {}, link = {}, mode = {} }: PatchOn,
): { patch: Patch; contents: PatchContents } {
  const after = new Map(Object.entries(repository))
  const files = new Map<string, FileChange>()
  for (const [from, to] of Object.entries(rename)) {
    const text = textAt(after, from)
    after.delete(from)
    after.set(to, text)
    files.set(to, aChange(to, { status: 'renamed', previousPath: from, text }))
  }
  for (const [path, how] of Object.entries(change)) {
    const isKnown = after.has(path)
    if (how === null) {
      after.delete(path)
      files.set(path, aChange(path, { status: 'deleted', text: '' }))
      continue
    }
    const text = typeof how === 'string' ? how : how(textAt(after, path))
    if (text === after.get(path)) throw new Error(`the patch leaves ${path} as it is`)
    after.set(path, text)
    const renamed = files.get(path)
    files.set(
      path,
      aChange(path, { ...renamed, status: renamed?.status ?? (isKnown ? 'modified' : 'added'), text }),
    )
  }
  for (const [path, target] of Object.entries(link)) {
    const status = after.delete(path) ? 'type-changed' : 'added'
    files.set(path, aChange(path, { status, mode: '120000', linkTarget: target, text: target }))
  }
  for (const [path, to] of Object.entries(mode))
    files.set(path, aChange(path, { ...files.get(path), mode: to, text: textAt(after, path) }))
  const paths = Object.keys(repository)
  const counted = [...files.values()].map((file): FileChange => {
    if (file.mode === '120000') return file
    const { gone, came } = changedPart(repository[file.previousPath ?? file.path], after.get(file.path))
    return { ...file, insertions: came.length, deletions: gone.length }
  })
  return {
    patch: aPatch('one', counted),
    contents: {
      before: async (path) => bytesOf(Object.hasOwn(repository, path) ? repository[path] : undefined),
      after: async (path) => bytesOf(after.get(path)),
      naming: async (word) =>
        [...after].flatMap(([path, text]) => (new RegExp(`\\b${word}\\b`).test(text) ? [path] : [])),
      hadFolder: async (folder) => paths.some((path) => path.startsWith(`${folder}/`)),
      diff: async () => Buffer.from(diffOf(repository, after, [...files.values()])),
    },
  }
}

function textAt(files: ReadonlyMap<string, string>, path: string): string {
  const text = files.get(path)
  if (text === undefined) throw new Error(`the base has no ${path}`)
  return text
}

function aChange(
  path: string,
  { text, ...rest }: Partial<FileChange> & { readonly text: string },
): FileChange {
  const bytes = Buffer.byteLength(text)
  const mode = rest.status === 'deleted' ? '000000' : '100644'
  const lines = { insertions: text.split('\n').length, deletions: 0, binary: false }
  return { path, status: 'modified', mode, ...lines, bytes, ...rest }
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : Buffer.from(text)
}

/** Lines that only one of the sides has between what both begin and end with: a diff as git could have written it, if not the shortest. */
function changedPart(before: string | undefined, after: string | undefined) {
  const was = linesOf(before)
  const is = linesOf(after)
  const most = Math.min(was.length, is.length)
  let head = 0
  while (head < most && was[head] === is[head]) head += 1
  let tail = 0
  while (tail < most - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1
  return { head, gone: was.slice(head, was.length - tail), came: is.slice(head, is.length - tail) }
}

function linesOf(text = ''): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function diffOf(
  repository: Repository,
  after: ReadonlyMap<string, string>,
  files: readonly FileChange[],
): string {
  return files
    .filter(({ mode }) => mode !== '120000')
    .map(({ path, previousPath }) => {
      const { head, gone, came } = changedPart(repository[previousPath ?? path], after.get(path))
      const start = (lines: readonly string[]) => `${lines.length > 0 ? head + 1 : head},${lines.length}`
      const body = [...gone.map((line) => `-${line}\n`), ...came.map((line) => `+${line}\n`)].join('')
      return `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -${start(gone)} +${start(came)} @@\n${body}`
    })
    .join('')
}
