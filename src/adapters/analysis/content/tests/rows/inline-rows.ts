import { textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { readValue } from '../assertions/bindings.ts'
import { isChain } from '../assertions/chain.ts'
import type { Binding } from '../test-file.ts'

const LOOPS =
  /^(?:for_statement|for_in_statement|enhanced_for_statement|foreach_statement|for_expression|for_range_loop|range_clause|for)$/
const EACH =
  /^(?:each|each_with_index|each_with_object|each_slice|forEach|ForEach|for_each|map|into_iter|iter)$/
/** What is repeated makes tests, or asks for something. */
const ASKS =
  /assert|expect|should|refute|must_|verify|require|check|\bfail|panic!|\.(?:Error|Fatal)f?\(|\.Run\(|\b(?:it|test|specify|describe|context|example|scenario)\b/i

/** The written-out list that a loop goes through where it stands. */
export function inlineRows(source: string, node: SyntaxNode): Binding | undefined {
  const over = goneThrough(source, node)
  if (!over) return undefined
  const { rows } = readValue(source, over)
  if (!rows) return undefined
  const whole = node.type === 'range_clause' ? node.parent : node
  const text = source.slice(whole?.start ?? 0, whole?.end ?? 0)
  return ASKS.test(text) ? { name: 'each', line: node.line, literals: [], called: [], rows } : undefined
}

function goneThrough(source: string, node: SyntaxNode): SyntaxNode | undefined {
  if (LOOPS.test(node.type))
    return (
      childOf(node, 'right', 'value') ??
      (node.type === 'foreach_statement' ? namedChildren(node)[0] : undefined)
    )
  if (!isChain(node)) return undefined
  const method =
    childOf(node, 'method', 'name') ?? childOf(childOf(node, 'function'), 'field', 'name', 'property')
  if (!EACH.test(textOf(source, method))) return undefined
  return (
    childOf(node, 'receiver', 'object') ?? childOf(childOf(node, 'function'), 'value', 'expression', 'object')
  )
}
