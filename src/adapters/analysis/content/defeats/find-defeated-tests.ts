import type { DefeatedTests } from '../../../../domain/judgement/measures.ts'
import { grammarOf, isTooSlow } from '../../complexity/grammar.ts'
import { languageOf } from '../../complexity/language-of.ts'
import { plainTree, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { detectsTests } from './detects-tests.ts'
import { endsOfC } from './ends-of-c.ts'
import { type Defeat, findDefeats } from './find-defeats.ts'
import { reachesRunner } from './reaches-runner.ts'

/** One changed file of the product on both sides. */
export interface ProductChange {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

const MAX_TEXT = 1_000_000
const MAX_FOUND = 20

/** Product code that defeats tests and that the base has not; files in other languages, or too large ones, are left out. */
export async function findDefeatedTests(
  changes: readonly ProductChange[],
  mayGoOn: () => boolean,
): Promise<readonly DefeatedTests[]> {
  const found: DefeatedTests[] = []
  for (const { path, before, after } of changes) {
    if (after === undefined || found.length >= MAX_FOUND || !mayGoOn()) continue
    const now = await defeatsIn(path, after, mayGoOn)
    if (now.length === 0) continue
    const was = before === undefined ? [] : await defeatsIn(path, before, mayGoOn)
    const known = new Map<string, number>()
    for (const { what, key } of was) known.set(`${what} ${key}`, (known.get(`${what} ${key}`) ?? 0) + 1)
    // Code that ends the process already is code that may.
    const ended = was.some(({ what }) => what === 'ends-process')
    for (const { what, key, line } of now) {
      const count = known.get(`${what} ${key}`) ?? 0
      known.set(`${what} ${key}`, count - 1)
      if (count <= 0 && !(ended && what === 'ends-process')) found.push({ path, line, what, detail: key })
    }
  }
  return found.slice(0, MAX_FOUND)
}

async function defeatsIn(path: string, source: string, mayGoOn: () => boolean): Promise<readonly Defeat[]> {
  const grammar = languageOf(path)?.grammar
  if (grammar === undefined || source.length > MAX_TEXT) return []
  try {
    return await readDefeats({ path, source, grammar }, mayGoOn)
  } catch {
    // The grammars are programs of their own, which may run out of memory; words are read without them.
    return detectsTests(source, [])
  }
}

async function readDefeats(
  { path, source, grammar }: { path: string; source: string; grammar: string },
  mayGoOn: () => boolean,
): Promise<readonly Defeat[]> {
  const tree = (await grammarOf(grammar)).parse(source, mayGoOn)
  if (!tree) return isTooSlow(grammar, source) ? [UNREAD] : []
  try {
    const root = plainTree(tree, mayGoOn)
    if (!root) return []
    const comments = commentsIn(root)
    return [
      ...findDefeats({ path, source, root, grammar }),
      ...endsOfC({ path, source, root, grammar }),
      ...detectsTests(source, comments),
      ...reachesRunner({ path, source, grammar, comments }),
    ]
  } finally {
    tree.delete()
  }
}

/** No ordinary code looks like this, and what it does cannot be told. */
const UNREAD: Defeat = { what: 'unread', key: 'nested so that reading it never ends', line: 1 }

function commentsIn(root: SyntaxNode): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  const open: SyntaxNode[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type.includes('comment')) found.push([node.start, node.end])
    else open.push(...node.children.toReversed())
  }
  return found
}
