import { changedParts } from '../../adapters/analysis/reach/touched/changed-parts.ts'
import type { Judge } from '../../domain/checks/reach.ts'
import type { CommitTree } from './commit-tree.ts'

const MAX_FILES = 500

/** Answers whether a file has a part: what a file does not have is told apart from what it has. */
export async function partsOnBase(
  base: CommitTree,
  judges: readonly Judge[],
  onBase: (judge: Judge) => readonly string[],
): Promise<(path: string, part: string) => boolean> {
  const asked = new Map<string, Set<string>>()
  for (const judge of judges) {
    for (const path of judge.parts ? onBase(judge) : []) {
      const parts = asked.get(path) ?? new Set()
      asked.set(path, parts)
      for (const part of judge.parts ?? []) parts.add(part)
    }
  }
  const there = new Map<string, ReadonlySet<string>>()
  for (const [path, parts] of [...asked].slice(0, MAX_FILES))
    there.set(path, new Set(partsIn(path, await base.read(path), [...parts])))
  return (path, part) => there.get(path)?.has(part) ?? true
}

/** Those that would be missed if the file went, or that it would bring. */
function partsIn(path: string, text: string | undefined, parts: readonly string[]): readonly string[] {
  if (text === undefined) return parts
  const whole = parts.map(withoutGrowth)
  const there = new Set([
    ...changedParts({ path, before: text, after: undefined }, whole).parts,
    ...changedParts({ path, before: undefined, after: text }, whole).parts,
  ])
  return parts.filter((part) => there.has(withoutGrowth(part)))
}

/** How a part may grow says nothing of whether it is there. */
function withoutGrowth(part: string): string {
  return part.replace(/[+~]$/, '')
}
