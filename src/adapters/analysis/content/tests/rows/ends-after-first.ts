import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'

const ENDS = /^(?:break_statement|return_statement|break_expression|return_expression|break|return)$/

/** A loop that ends at the end of its first round, whatever it goes through. */
export function endsAfterFirst(node: SyntaxNode): boolean {
  let at = childOf(node, 'body', 'block')
  while (
    at &&
    /^(?:block|compound_statement|statement_list|do|body_statement|expression_statement)$/.test(at.type)
  ) {
    const last: SyntaxNode | undefined = namedChildren(at).at(-1)
    if (!last) return false
    at = last
  }
  return at !== undefined && ENDS.test(at.type)
}
