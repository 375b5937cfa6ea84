import type { Complexity, FunctionComplexity } from '../../../domain/measures.ts'
import type { FileChange } from '../../../domain/patch.ts'
import type { PatchContents } from '../../../ports/analysis.ts'
import { askWorker } from './ask-worker.ts'
import type { ComplexityWork } from './complexity-worker.ts'
import { languageOf } from './language-of.ts'

/** Compares the functions of these files on both sides of a patch. What cannot be measured says why and counts nothing. */
export async function measureComplexity(
  files: readonly FileChange[],
  contents: PatchContents,
  maxMs: number,
): Promise<Complexity> {
  const answers =
    files.length === 0 ? [] : await askWorker({ files, ...(await contentsOf(files, contents)), maxMs })
  const functions = answers.flatMap((answer) => (answer.kind === 'measured' ? answer.functions : []))
  const unmeasured = files.flatMap(({ path }, index) => {
    const answer = answers[index]
    return answer?.kind === 'unmeasured' ? [{ path, reason: answer.reason }] : []
  })
  return {
    delta: functions.reduce((sum, one) => sum + change(one), 0),
    functions: mostChanged(functions),
    unmeasured: unmeasured.slice(0, MAX_ENTRIES),
  }
}

async function contentsOf(
  files: readonly FileChange[],
  contents: PatchContents,
): Promise<Pick<ComplexityWork, 'before' | 'after'>> {
  const before = new Map<string, Uint8Array>()
  const after = new Map<string, Uint8Array>()
  for (const { path, previousPath = path } of files) {
    if (!languageOf(path)) continue
    const [old, now] = await Promise.all([contents.before(previousPath), contents.after(path)])
    if (old) before.set(previousPath, old)
    if (now) after.set(path, now)
  }
  return { before, after }
}

/** A patch may change any number of functions; nobody reads more, and the delta counts them all. */
const MAX_ENTRIES = 500

function change({ before, after }: FunctionComplexity): number {
  return (after ?? 0) - (before ?? 0)
}

/** In the order of the patch. */
function mostChanged(functions: readonly FunctionComplexity[]): FunctionComplexity[] {
  if (functions.length <= MAX_ENTRIES) return [...functions]
  const kept = functions.toSorted((a, b) => Math.abs(change(b)) - Math.abs(change(a))).slice(0, MAX_ENTRIES)
  const isKept = new Set(kept)
  return functions.filter((one) => isKept.has(one))
}
