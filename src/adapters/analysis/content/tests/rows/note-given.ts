import { textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { literalsOf, readValue } from '../assertions/bindings.ts'
import type { Binding } from '../test-file.ts'

const RETURNS = /^(?:return_statement|return_expression|return)$/
const YIELDS = /^(?:yield_statement|yield_expression|yield)$/

/**
 * What a function beside tests gives to whom it calls, as a table of its name: `return Stream.of(…)`, `=> new[] { … }`, a last
 * expression, or one row with each `yield`. Tests name it in an annotation, or go through it in a loop.
 */
export function noteGiven(
  source: string,
  node: SyntaxNode,
  { name, bindings }: { name: string; bindings: Binding[] },
): void {
  const value = writtenValue(source, node)
  if (!value || name === '') return
  const line = node.line
  if (YIELDS.test(node.type)) {
    const at = bindings.findIndex((one) => one.name === name)
    const row = textOf(source, value).replace(/\s+/g, '').slice(0, 400)
    const rows = [...(bindings[at]?.rows ?? []), row]
    const table: Binding = { name, line: bindings[at]?.line ?? line, literals: [], called: [], rows }
    if (at < 0) bindings.push(table)
    else bindings[at] = table
    return
  }
  const rows = givenBy(source, value)
  const known = bindings.findIndex((one) => one.name === name)
  // Of several, the shortest: what gives less at times gives less.
  if (rows && (bindings[known]?.rows?.length ?? 0) > rows.length) bindings.splice(known, 1)
  else if (known >= 0) return
  if (rows) bindings.push({ name, line, literals: rows.flatMap(literalsOf), called: [], rows })
}

const NOTHING =
  /^(?:nil|null|None|\[\]|\{\}|array\(\)|(?:\w+\.)*(?:Stream|List|Set|IntStream)\.(?:empty|of)\(\)|(?:\w+\.)*(?:Collections\.emptyList|emptyList|Array\.Empty|Enumerable\.Empty)(?:<.{1,60}>)?\(\)|vec!\[\]|Vec::new\(\))$/
const FEWER =
  /^([\s\S]*)\.(limit|take|first|Take|skip|drop|Skip|filter|Where|select|reject)\(?\s*(\d{1,9})?[^()]*\)?$/

/** Also of nothing, and of the first few. */
function givenBy(source: string, value: SyntaxNode): readonly string[] | undefined {
  const text = textOf(source, value).replace(/\s+/g, '')
  if (NOTHING.test(text)) return []
  const [, , method, count] = FEWER.exec(text) ?? []
  const inner =
    childOf(value, 'object', 'receiver') ??
    childOf(childOf(value, 'function'), 'expression', 'object', 'value')
  const all = method === undefined || !inner ? undefined : readValue(source, inner).rows
  if (!all) return readValue(source, value).rows
  if (count === undefined) return []
  return /^(?:skip|drop)$/i.test(method ?? '') ? all.slice(Number(count)) : all.slice(0, Number(count))
}

function writtenValue(source: string, node: SyntaxNode): SyntaxNode | undefined {
  if (RETURNS.test(node.type) || YIELDS.test(node.type)) return namedChildren(node).at(-1)
  if (node.type === 'arrow_expression_clause') return namedChildren(node)[0]
  return isLastOf(source, node) ? node : undefined
}

/** Ruby and Rust return what they say last. */
function isLastOf(source: string, node: SyntaxNode): boolean {
  if (!/^(?:array|array_expression|macro_invocation|call)$/.test(node.type)) return false
  const { parent } = node
  const isBody =
    parent?.type === 'body_statement' || (parent?.type === 'block' && parent.parent?.type === 'function_item')
  return isBody && namedChildren(parent).at(-1) === node && textOf(source, node) !== ''
}
