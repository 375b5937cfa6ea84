import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'

const TELLS =
  /\b(?:panic|Fatal\w*|Error\w*|Fail\w*|Log\w*|assert|require|[A-Z]\w*Panics\w*)\b|\br\b|:?=\s*recover/

/** In Go, what keeps a failure that comes after this statement from being one: `defer func() { recover() }()`. */
export function recovers(source: string, node: SyntaxNode): boolean {
  if (node.type !== 'defer_statement') return false
  const text = textOf(source, node)
  return /\brecover\(\)/.test(text) && !TELLS.test(text)
}

/** Ends the test as if it were over: `runtime.Goexit()`. */
export function endsQuietly(source: string, node: SyntaxNode): boolean {
  const only = node.type === 'expression_statement' ? namedChildren(node)[0] : node
  if (only?.type !== 'call_expression') return false
  return /^(?:runtime\.Goexit)$/.test(squeezed(textOf(source, childOf(only, 'function'))))
}
