import type { Tree } from 'web-tree-sitter'
import type { CompiledRules } from './compile-rules.ts'
import { createTally, type FunctionCount } from './create-tally.ts'

export interface CountInput {
  readonly tree: Tree
  readonly source: string
  readonly rules: CompiledRules
  readonly mayGoOn: () => boolean
}

/** Every function of a file, in the order of their ends; undefined when it was stopped or the code is nested too deeply. */
export function countFunctions({
  tree,
  source,
  rules,
  mayGoOn,
}: CountInput): readonly FunctionCount[] | undefined {
  const cursor = tree.walk()
  const tally = createTally(source, rules)
  /** Type ids of the nodes around the current one. */
  const around: number[] = []
  try {
    for (let step = 0; ; step++) {
      if (around.length > MAX_DEPTH || (step % STEPS_AT_ONCE === 0 && !mayGoOn())) return undefined
      const type = cursor.nodeTypeId
      if (tally.enter(cursor, around) && cursor.gotoFirstChild()) {
        around.push(type)
        continue
      }
      tally.leave(around.length)
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return tally.functions
        around.pop()
        tally.leave(around.length)
      }
    }
  } finally {
    cursor.delete()
  }
}

/** A chain of a few thousand operators is as deep as it is long; nobody writes more by hand. */
const MAX_DEPTH = 5_000
const STEPS_AT_ONCE = 5_000
