import type { Tree } from 'web-tree-sitter'

/** A node of a syntax tree as plain data: what is read of it again and again must not cross into the grammar's memory each time. */
export interface SyntaxNode {
  readonly type: string
  readonly named: boolean
  /** The role in its parent that the grammar gives it. */
  readonly field: string | undefined
  /** Offsets into the source. */
  readonly start: number
  readonly end: number
  /** 1-based. */
  readonly line: number
  readonly parent: SyntaxNode | undefined
  readonly children: readonly SyntaxNode[]
}

interface MutableNode extends SyntaxNode {
  readonly children: SyntaxNode[]
}

/** Nobody writes deeper code; what reads the tree may then go down without care. */
const MAX_DEPTH = 400
const MAX_NODES = 600_000

/** Undefined when there is too much of it, or it is nested too deeply, or the time is over. */
export function plainTree(tree: Tree, mayGoOn: () => boolean): SyntaxNode | undefined {
  const cursor = tree.walk()
  try {
    const nodeHere = (parent: MutableNode | undefined): MutableNode => ({
      type: cursor.nodeType,
      named: cursor.nodeIsNamed,
      field: cursor.currentFieldName ?? undefined,
      start: cursor.startIndex,
      end: cursor.endIndex,
      line: cursor.startPosition.row + 1,
      parent,
      children: [],
    })
    const root = nodeHere(undefined)
    const path: MutableNode[] = [root]
    let count = 0
    for (;;) {
      count += 1
      if (count > MAX_NODES || path.length > MAX_DEPTH || (count % 1_000 === 0 && !mayGoOn()))
        return undefined
      let isThere = cursor.gotoFirstChild()
      while (!isThere) {
        if (path.length === 1) return root
        path.pop()
        isThere = cursor.gotoNextSibling()
        if (isThere) break
        cursor.gotoParent()
      }
      const parent = path.at(-1)
      const node = nodeHere(parent)
      parent?.children.push(node)
      path.push(node)
    }
  } finally {
    cursor.delete()
  }
}

export function childOf(node: SyntaxNode | undefined, ...fields: string[]): SyntaxNode | undefined {
  return node?.children.find((one) => one.field !== undefined && fields.includes(one.field))
}

export function namedChildren(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.children.filter((one) => one.named && !one.type.includes('comment')) ?? []
}
