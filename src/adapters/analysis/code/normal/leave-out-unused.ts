import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { declaredBy, type SearchedFile } from './names/declared-by.ts'
import { isModule, isReflective, outermostFunction } from './names/visible.ts'
import { isComment, wordsOf } from './names/words.ts'
import type { MutableReduction, Omission } from './reduction.ts'
import { unusedImports } from './unused-imports.ts'

export interface UnusedNode {
  readonly node: SyntaxNode
  readonly out: Omission
}

/** Each of what is left out may be the only one that used another. */
const MAX_ROUNDS = 6

/** Leaves out what declares a name that nobody uses, where declaring it does nothing else and nobody else can ask for it. */
export function leaveOutUnused(root: SyntaxNode, code: Code, reducing: MutableReduction): void {
  const { leftOut } = reducing
  const isOut = (node: SyntaxNode) => leftOut.has(node) || isComment(node)
  let words = wordsOf(root, code, isOut)
  if (isReflective(code)) return
  const known = { root, code, isModule: isModule(root, code), lastInclude: lastIncludeOf(code) }
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = unusedIn({ ...known, words }, reducing)
    if (found.length === 0) return
    for (const { node, out } of found) leftOut.set(node, out)
    words = wordsOf(root, code, isOut)
  }
}

function lastIncludeOf({ source, grammar }: Code): number {
  if (grammar !== 'cpp') return -1
  return [...source.matchAll(/#[ \t]*(?:include|import)\b/g)].at(-1)?.index ?? -1
}

function unusedIn(searched: SearchedFile, { leftOut }: MutableReduction): readonly UnusedNode[] {
  const found: UnusedNode[] = []
  const visit = (node: SyntaxNode) => {
    if (leftOut.has(node)) return
    const out = unusedName(node, searched)
    if (out) found.push({ node, out })
    else node.children.forEach(visit)
  }
  visit(searched.root)
  return [...found, ...unusedImports(searched, leftOut)]
}

function unusedName(node: SyntaxNode, searched: SearchedFile): Omission | undefined {
  const declared = declaredBy(node, searched)
  if (!declared) return undefined
  const { code, words } = searched
  const { name, what } = declared
  const text = code.source.slice(name.start, name.end)
  if (!/^[\w$]+$/.test(text) || UNNAMED.has(text)) return undefined
  const around = outermostFunction(node)
  const isInner = around !== undefined && around !== node
  const uses = isInner ? words.within(text, around) - words.within(text, node) : words.outside(text, node)
  if (uses > 0) return undefined
  return { what, name: text, ...(!isInner && declared.isSeenElsewhere && { isSeenElsewhere: true as const }) }
}

/** What a compiler puts in by its name, or what is no name. */
const UNNAMED = new Set(['_', 'h', 'React', 'Fragment', 'jsx', 'createElement'])
