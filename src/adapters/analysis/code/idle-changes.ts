import type { IdleChange } from '../../../domain/judgement/measures.ts'
import { grammarOf } from '../complexity/grammar.ts'
import { plainTree, type SyntaxNode } from '../syntax/syntax-node.ts'
import type { Sides } from './changes-only.ts'
import { grammarNameOf } from './grammar-name-of.ts'
import { type Code, meaning } from './meaning.ts'
import { isEcmascriptModule, isModule } from './normal/names/visible.ts'
import { reduce } from './normal/reduce.ts'
import type { Omission, Reduction } from './normal/reduction.ts'

const ASKED = new Set('javascript typescript tsx python go rust java cpp c-sharp ruby php'.split(' '))
const MAX_CHARACTERS = 500_000

interface Read {
  readonly root: SyntaxNode
  readonly code: Code
  readonly reduction: Reduction
}

/**
 * Code that a change adds, or says in another way, without any effect: an unused function, what never runs, another name of a variable.
 * Undefined where it may have one, or where it takes something away: who tidies up does what an issue may ask for.
 */
export async function idleChanges(
  { path, before, after }: Sides,
  mayGoOn: () => boolean,
): Promise<readonly Omission[] | undefined> {
  const grammar = grammarNameOf(path)
  if (grammar === undefined || !ASKED.has(grammar) || before === after) return undefined
  if (Math.max(before.length, after.length) > MAX_CHARACTERS) return undefined
  const was = await read({ path, grammar, source: before }, mayGoOn)
  const is = was && (await read({ path, grammar, source: after }, mayGoOn))
  if (!is || (before.trim() !== '' && kindOf(was) !== kindOf(is))) return undefined
  const [old, now] = [was, is].map(({ root, code, reduction }) => meaning(root, code, reduction))
  if (!old || !now || old.meaning !== now.meaning || old.tests !== now.tests) return undefined
  if (difference(was, is).length > 0 || isTidied(was, is)) return undefined
  const came = difference(is, was)
  // The declarations of a new file may be what it is there for.
  if (before.trim() === '' && came.some(({ what }) => DECLARED.has(what))) return undefined
  return came.length > 0 ? came : [otherWords(old.names, now.names)]
}

const DECLARED: ReadonlySet<Omission['what']> = new Set(['function', 'variable', 'macro'])

/** The change says something in fewer words. */
function isTidied(was: Read, is: Read): boolean {
  return [...was.reduction.removable].some(([type, count]) => (is.reduction.removable.get(type) ?? 0) < count)
}

/** A script is read in another way once it is a module. */
function kindOf({ root, code }: Read): string {
  return `${isModule(root, code)} ${isEcmascriptModule(root, code)}`
}

async function read(code: Code, mayGoOn: () => boolean): Promise<Read | undefined> {
  const tree = (await grammarOf(code.grammar)).parse(code.source, mayGoOn)
  if (!tree) return undefined
  try {
    const root = tree.rootNode.hasError ? undefined : plainTree(tree, mayGoOn)
    const reduction = root && reduce(root, code)
    return reduction && { root, code, reduction }
  } finally {
    tree.delete()
  }
}

/** What one side leaves out and the other does not have. */
function difference(one: Read, other: Read): readonly Omission[] {
  const counts = new Map<string, number>()
  for (const [node] of other.reduction.leftOut) {
    const text = textOf(node, other)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...one.reduction.leftOut].flatMap(([node, out]) => {
    const text = textOf(node, one)
    const left = counts.get(text) ?? 0
    counts.set(text, left - 1)
    return left > 0 ? [] : [out]
  })
}

function textOf({ start, end }: SyntaxNode, { code }: Read): string {
  return code.source.slice(start, end).replace(/\s+/g, ' ')
}

function otherWords(old: readonly string[], now: readonly string[]): IdleChange {
  const at = old.findIndex((name, index) => name !== now[index])
  const [name, to] = [old[at], now[at]]
  return name !== undefined && to !== undefined ? { what: 'another name', name, to } : { what: 'other words' }
}
