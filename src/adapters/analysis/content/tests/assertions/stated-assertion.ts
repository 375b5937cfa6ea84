import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { TUPLE } from '../looser/always-holds.ts'

/** `assert a == b` and `with pytest.raises(E):`, which the language or the block says rather than a call. */
export function statedAssertion(
  source: string,
  node: SyntaxNode,
): { verb: string; args: string[] } | undefined {
  if (node.type !== 'assert_statement') return undefined
  const condition = namedChildren(node)[0]
  if (!condition) return undefined
  if (condition.type === 'tuple' && namedChildren(condition).length > 0)
    return { verb: TUPLE, args: [squeezed(textOf(source, condition))] }
  const inner =
    condition.type === 'parenthesized_expression' ? (namedChildren(condition)[0] ?? condition) : condition
  const isComparison =
    inner.type === 'comparison_operator' ||
    (inner.type === 'binary_expression' && /==/.test(textOf(source, childOf(inner, 'operator'))))
  const sides = namedChildren(inner)
  const [left, right] = sides
  if (!isComparison || sides.length !== 2 || !left || !right)
    return { verb: 'assert', args: [squeezed(textOf(source, inner))] }
  const operator = squeezed(source.slice(left.end, right.start))
  return { verb: operator, args: [squeezed(textOf(source, left)), squeezed(textOf(source, right))] }
}
