import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'

/** One part of `a.b(c).d`: a name, and what it is called with. */
export interface Link {
  readonly name: string
  readonly args: readonly string[] | undefined
  readonly nodes: readonly SyntaxNode[]
}

const CALLS = new Set([
  'call_expression',
  'call',
  'method_invocation',
  'invocation_expression',
  'member_call_expression',
  'nullsafe_member_call_expression',
  'scoped_call_expression',
  'function_call_expression',
  'macro_invocation',
  'new_expression',
  'object_creation_expression',
  'command',
])
const MEMBERS = new Set([
  'member_expression',
  'attribute',
  'selector_expression',
  'field_access',
  'member_access_expression',
  'field_expression',
  'scoped_identifier',
  'qualified_identifier',
  'generic_function',
])
/** What stands around a call without being one: `await f()`, `f()!`. */
const WRAPPERS = new Set([
  'await_expression',
  'await',
  'parenthesized_expression',
  'non_null_expression',
  'try_expression',
])

export function isCall(node: SyntaxNode): boolean {
  return CALLS.has(node.type)
}

/** True for `a.b(c).d` as a whole, false for what is only its beginning. */
export function isChain(node: SyntaxNode): boolean {
  if (!CALLS.has(node.type) && !MEMBERS.has(node.type)) return false
  const { parent, field } = node
  if (!parent) return true
  return !((CALLS.has(parent.type) || MEMBERS.has(parent.type)) && OBJECTS.has(field ?? ''))
}

const OBJECTS = new Set([
  'function',
  'object',
  'operand',
  'expression',
  'receiver',
  'value',
  'argument',
  'scope',
  'macro',
  'path',
  'constructor',
])

/** From the left to the right. */
export function linksOf(source: string, node: SyntaxNode): readonly Link[] {
  const links: Link[] = []
  let at: SyntaxNode | undefined = node
  let called: { args: readonly string[]; nodes: readonly SyntaxNode[] } | undefined
  while (at) {
    if (WRAPPERS.has(at.type)) at = namedChildren(at)[0]
    else if (CALLS.has(at.type)) {
      // `it.each(table)('…', () => …)`: what is called is itself the answer of a call.
      if (called) links.push({ name: '', args: called.args, nodes: called.nodes })
      called = argumentsOf(source, at)
      const name = childOf(at, 'name', 'method')
      if (name || (at.type === 'call' && !childOf(at, 'function'))) {
        links.push(link(source, name, called))
        called = undefined
        at = childOf(at, 'object', 'receiver', 'scope')
      } else at = childOf(at, 'function', 'macro', 'constructor', 'type')
    } else if (MEMBERS.has(at.type)) {
      links.push(link(source, childOf(at, 'property', 'attribute', 'field', 'name'), called))
      called = undefined
      at = childOf(at, 'object', 'operand', 'expression', 'value', 'argument', 'path', 'scope', 'function')
    } else {
      links.push(link(source, at, called))
      break
    }
  }
  return links.reverse()
}

function link(
  source: string,
  name: SyntaxNode | undefined,
  called: { args: readonly string[]; nodes: readonly SyntaxNode[] } | undefined,
): Link {
  return {
    name: squeezed(textOf(source, name)).slice(0, 200),
    args: called?.args,
    nodes: called?.nodes ?? [],
  }
}

function argumentsOf(source: string, call: SyntaxNode) {
  const list = childOf(call, 'arguments') ?? call.children.find(({ type }) => type === 'token_tree')
  const block = childOf(call, 'block')
  if (list?.type === 'token_tree') {
    const args = splitArguments(textOf(source, list).slice(1, -1)).map(squeezed)
    return { args, nodes: [list] }
  }
  const nodes = list?.type === 'template_string' ? [list] : namedChildren(list)
  return {
    args: nodes.map((one) => squeezed(textOf(source, one))),
    nodes: block ? [...nodes, block] : nodes,
  }
}

/** At the commas of the outermost level; of macros, the grammar knows only words and brackets. */
function splitArguments(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[([{]|[)\]}]|,/g)) {
    if (token === ',' && depth === 0) {
      parts.push(text.slice(start, index))
      start = index + 1
    } else if ('([{'.includes(token)) depth += 1
    else if (')]}'.includes(token)) depth -= 1
  }
  parts.push(text.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
