import { setImmediate } from 'node:timers/promises'
import type { Complexity, FunctionComplexity } from '../../../domain/measures.ts'
import type { FileChange } from '../../../domain/patch.ts'
import type { PatchContents } from '../../../ports/analysis.ts'
import { measureChange } from './measure-change.ts'

/** Compares the functions of these files on both sides of a patch. What cannot be measured says why and counts nothing. */
export async function measureComplexity(
  files: readonly FileChange[],
  contents: PatchContents,
): Promise<Complexity> {
  const end = performance.now() + MAX_MS
  const functions: FunctionComplexity[] = []
  const unmeasured: Complexity['unmeasured'] = []
  for (const file of files) {
    await setImmediate()
    const measured = await measureChange(file, contents, () => performance.now() < end)
    if (measured.kind === 'unmeasured') unmeasured.push({ path: file.path, reason: measured.reason })
    else functions.push(...measured.functions)
  }
  return {
    delta: functions.reduce((sum, one) => sum + change(one), 0),
    functions: mostChanged(functions),
    unmeasured: unmeasured.slice(0, MAX_ENTRIES),
  }
}

/** Less than measuring a patch may take altogether: the other measures are worth keeping. */
const MAX_MS = 5_000
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
