import type { FunctionComplexity } from '../../../domain/judgement/measures.ts'
import type { FunctionCount } from './create-tally.ts'

export interface ChangedFunction extends Omit<FunctionComplexity, 'path'> {
  readonly isBroken: boolean
}

/**
 * The functions whose own text differs between two versions of a file. Those of one name are told apart by their text first
 * and then by their order, so that a new anonymous function does not make all that follow it look changed.
 */
export function compareFunctions(
  before: readonly FunctionCount[],
  after: readonly FunctionCount[],
): ChangedFunction[] {
  const old = Map.groupBy(before, ({ name }) => name)
  const changed: ChangedFunction[] = []
  for (const [name, group] of Map.groupBy(after, (one) => one.name)) {
    changed.push(...compareGroup(old.get(name) ?? [], group))
    old.delete(name)
  }
  for (const group of old.values()) changed.push(...compareGroup(group, []))
  return changed.sort((a, b) => a.line - b.line)
}

function compareGroup(before: readonly FunctionCount[], after: readonly FunctionCount[]): ChangedFunction[] {
  const unpaired = Map.groupBy(before, ({ text }) => text)
  const written = after.filter(({ text }) => unpaired.get(text)?.shift() === undefined)
  const replaced = new Set([...unpaired.values()].flat())
  const gone = before.filter((one) => replaced.has(one))
  return Array.from({ length: Math.max(gone.length, written.length) }, (_, index) =>
    changedFunction(gone[index], written[index]),
  ).filter((one) => one !== undefined)
}

function changedFunction(
  before: FunctionCount | undefined,
  after: FunctionCount | undefined,
): ChangedFunction | undefined {
  const shown = after ?? before
  return (
    shown && {
      name: shown.name,
      line: shown.line,
      before: before?.complexity ?? null,
      after: after?.complexity ?? null,
      isBroken: (before?.isBroken ?? false) || (after?.isBroken ?? false),
    }
  )
}
