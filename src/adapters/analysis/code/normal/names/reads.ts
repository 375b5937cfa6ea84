import type { SyntaxNode } from '../../../syntax/syntax-node.ts'

const known = new WeakMap<SyntaxNode, ReadonlySet<string>>()

/** Names that a function reads for something: compilers complain of those that it only writes, and are silent after `_ = x`. */
export function readsIn(owner: SyntaxNode, source: string): ReadonlySet<string> {
  const before = known.get(owner)
  if (before) return before
  const names = new Set<string>()
  const visit = (node: SyntaxNode) => {
    if (READS_FOR_NOTHING.test(source.slice(node.start, node.start + 12)) && /statement$/.test(node.type))
      return
    if (node.type === 'identifier' && !isNaming(node)) names.add(source.slice(node.start, node.end))
    for (const child of node.children) if (!isWritten(child)) visit(child)
  }
  visit(owner)
  known.set(owner, names)
  return names
}

const READS_FOR_NOTHING = /^(?:_\s*=|\(void\))/

const isNaming = ({ field }: SyntaxNode) => field === 'name' || field === 'declarator' || field === 'label'

/** A plain name that something is written to. */
function isWritten(node: SyntaxNode): boolean {
  const { type, parent, field, children } = node
  const isPlain =
    type === 'identifier' || (type === 'expression_list' && children.every((one) => PLAIN.test(one.type)))
  const isLeft = field === 'left' && /^(?:assignment|short_var|range_clause)/.test(parent?.type ?? '')
  return isPlain && (isLeft || /^(?:inc|dec)_statement$|^update_expression$/.test(parent?.type ?? ''))
}

const PLAIN = /^(?:identifier|,)$/
