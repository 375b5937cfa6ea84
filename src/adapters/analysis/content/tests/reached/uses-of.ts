import { textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'

/** Where names stand in a file, in the order of the text. */
export type Uses = ReadonlyMap<string, readonly SyntaxNode[]>

/** A name that is said more often is used. */
export const MAX_USES = 200

export function usesOf(source: string, root: SyntaxNode): Uses {
  const uses = new Map<string, SyntaxNode[]>()
  const open: SyntaxNode[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (/identifier$/.test(node.type) && node.children.length === 0) {
      const name = textOf(source, node)
      const known = uses.get(name)
      if (!known) uses.set(name, [node])
      else if (known.length <= MAX_USES) known.push(node)
    }
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at]
      if (child) open.push(child)
    }
  }
  return uses
}
