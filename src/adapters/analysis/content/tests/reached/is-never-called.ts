import { textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { MAX_USES, type Uses } from './uses-of.ts'

const FUNCTIONS =
  /^(?:arrow_function|function_expression|generator_function|(?:generator_)?function_declaration|function_definition|lambda)$/
/** What stands around a value without doing anything with it. */
const AROUND =
  /^(?:parenthesized_expression|as_expression|satisfies_expression|pair|object|array|dictionary|list|tuple|unary_expression|expression_list|sequence_expression|ternary_expression|conditional_expression|non_null_expression)$/
const SCOPES = new RegExp(`${FUNCTIONS.source}|^method_definition$`)

/** A function within a test, or within a helper, that is written down and that nothing there ever calls. */
export function isNeverCalled(source: string, node: SyntaxNode, uses: Uses): boolean {
  if (!FUNCTIONS.test(node.type)) return false
  const name = childOf(node, 'name')
  if (/declaration$|definition$/.test(node.type))
    return (
      node.parent?.type !== 'decorated_definition' && name !== undefined && isUnused(source, name, node, uses)
    )
  const held = holderOf(node)
  if (!held) return false
  if (held.type === 'expression_statement') return true
  const target = childOf(held, 'name', 'left')
  return target?.type === 'identifier' && isUnused(source, target, held, uses)
}

/** The statement, or the name, that the function as such is the value of. */
function holderOf(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent
  while (at && AROUND.test(at.type)) at = at.parent
  return at && /^(?:expression_statement|variable_declarator|assignment|assignment_expression)$/.test(at.type)
    ? at
    : undefined
}

/** Within the function around it, but for itself; `void f` and a bare `f` call nothing. What stands in none is for runners and others. */
function isUnused(source: string, name: SyntaxNode, own: SyntaxNode, uses: Uses): boolean {
  let scope = own.parent
  while (scope && !SCOPES.test(scope.type)) scope = scope.parent
  const all = uses.get(textOf(source, name)) ?? []
  if (!scope || all.length > MAX_USES) return false
  const { start, end } = scope
  return all
    .filter((one) => one.start >= start && one.end <= end)
    .every((one) => (one.start >= own.start && one.end <= own.end) || isIdle(one))
}

function isIdle({ parent }: SyntaxNode): boolean {
  let at = parent
  while (at && /^(?:parenthesized_expression|unary_expression)$/.test(at.type)) at = at.parent
  return at?.type === 'expression_statement'
}
