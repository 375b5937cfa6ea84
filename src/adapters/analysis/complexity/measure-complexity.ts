import type { FileChange } from '../../../domain/candidate/patch.ts'
import type { Complexity, FunctionComplexity } from '../../../domain/judgement/measures.ts'
import type { PatchContents } from '../../../ports/analysis.ts'
import type { AsideLines } from '../code/comments/count-aside.ts'
import { type WithoutEffect, withoutEffect } from '../code/without-effect.ts'
import type { ReadingProcess } from '../process/start-reading.ts'
import { askAboutCode } from './ask-about-code.ts'
import type { CodeWork } from './compare-code.ts'

export interface MeasuredCode {
  readonly complexity: Complexity
  /** By path, the files whose change means nothing to who runs them. */
  readonly only: ReadonlyMap<string, WithoutEffect>
  /** By path, what the lines of both sides are, where that was read. */
  readonly lines: ReadonlyMap<string, AsideLines>
}

/** Compares these files on both sides of a patch: their functions, and whether anything that runs has changed. What cannot be measured says why and counts nothing. */
export async function measureComplexity(
  files: readonly FileChange[],
  contents: PatchContents,
  { reading, maxMs }: { readonly reading: ReadingProcess; readonly maxMs: number },
): Promise<MeasuredCode> {
  const work = { files, ...(await contentsOf(files, contents)), maxMs }
  const answers = files.length === 0 ? [] : await askAboutCode(work, reading)
  const functions = answers.flatMap(({ change }) => (change.kind === 'measured' ? change.functions : []))
  const unmeasured = files.flatMap(({ path }, index) => {
    const change = answers[index]?.change
    return change?.kind === 'unmeasured' ? [{ path, reason: change.reason }] : []
  })
  const complexity = {
    delta: functions.reduce((sum, one) => sum + difference(one), 0),
    functions: mostChanged(functions),
    unmeasured: unmeasured.slice(0, MAX_ENTRIES),
  }
  const only: [string, WithoutEffect][] = []
  for (const [index, { path }] of files.entries()) {
    const reported = await withoutEffect(path, answers[index], contents)
    if (reported) only.push([path, reported])
  }
  const lines = files.flatMap(({ path }, index): [string, AsideLines][] => {
    const reported = answers[index]?.lines
    return reported ? [[path, reported]] : []
  })
  return { complexity, only: new Map(only), lines: new Map(lines) }
}

async function contentsOf(
  files: readonly FileChange[],
  contents: PatchContents,
): Promise<Pick<CodeWork, 'before' | 'after'>> {
  const before = new Map<string, Uint8Array>()
  const after = new Map<string, Uint8Array>()
  for (const { path, previousPath = path } of files) {
    const [old, now] = await Promise.all([contents.before(previousPath), contents.after(path)])
    if (old) before.set(previousPath, old)
    if (now) after.set(path, now)
  }
  return { before, after }
}

/** A patch may change any number of functions; nobody reads more, and the delta counts them all. */
const MAX_ENTRIES = 500

function difference({ before, after }: FunctionComplexity): number {
  return (after ?? 0) - (before ?? 0)
}

/** In the order of the patch. */
function mostChanged(functions: readonly FunctionComplexity[]): FunctionComplexity[] {
  if (functions.length <= MAX_ENTRIES) return [...functions]
  const kept = functions
    .toSorted((a, b) => Math.abs(difference(b)) - Math.abs(difference(a)))
    .slice(0, MAX_ENTRIES)
  const isKept = new Set(kept)
  return functions.filter((one) => isKept.has(one))
}
