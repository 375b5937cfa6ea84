import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { DEAD, UNWAITED } from '../assertions/guards.ts'

const GRAMMARS = /^(?:go|java|c-sharp|php|rust|ruby|cpp)$/
const FUNCTIONS =
  /^(?:lambda_expression|func_literal|anonymous_function|anonymous_function_creation_expression|anonymous_method_expression|arrow_function|closure_expression|lambda|class_body)$/
const HOLDERS =
  /^(?:variable_declarator|assignment_expression|assignment|short_var_declaration|var_spec|let_declaration|assignment_statement|init_declarator|local_variable_declaration)$/
const AROUND =
  /^(?:parenthesized_expression|expression_list|cast_expression|equals_value_clause|argument|object_creation_expression)$/
const SCOPES =
  /^(?:function_declaration|method_declaration|function_definition|function_item|method|do_block|func_literal|local_function_statement|lambda_expression|block)$/
/** What is handed to these goes on by itself, and its failure is nobody's. */
const ASIDE =
  /(?:^|\.|::)(?:Thread|runAsync|supplyAsync|submit|execute|spawn|Task\.Run|StartNew|QueueUserWorkItem|startVirtualThread|async)$|^Thread\.(?:new|start|fork)$/
const WAITS =
  /\b(?:join|get|Wait\w*|await|wait\w*|value|Result|GetAwaiter|invokeAll|awaitTermination|unwrap)\b|<-/

/** In Go, Java, C#, PHP, Ruby, Rust and C++: a function that is written down where nothing calls it, or that nobody waits for. */
export function neverRunElsewhere(
  { source, grammar }: { source: string; grammar: string },
  child: SyntaxNode,
): string[] {
  if (!GRAMMARS.test(grammar)) return []
  if (child.field === 'body' && isOver(source, child)) return [DEAD]
  if (!isFunction(source, child)) return []
  let at = child.parent
  while (at && AROUND.test(at.type) && !isThread(source, at)) at = at.parent
  if (!at) return []
  if (at.type === 'expression_statement' || isStatement(child, grammar)) return [DEAD]
  if (HOLDERS.test(at.type)) return isUnused(source, at, child) ? [DEAD] : []
  return isAside(source, child) ? [UNWAITED] : []
}

const LOOP =
  /^for\b\s*\(?[\w\s:*&$]{0,60}?(\$?\w+)\s*:?=\s*(-?\d{1,9})\s*;\s*(\$?\w+)\s*(<=?|>=?|!=)\s*(-?\d{1,9})\s*;/

/** `for (int i = 0; i < 0; i++)`. */
function isOver(source: string, { parent, start }: SyntaxNode): boolean {
  if (parent?.type !== 'for_statement') return false
  const [, name, from = '', tested, sign = '', to = ''] = LOOP.exec(source.slice(parent.start, start)) ?? []
  if (name === undefined || name !== tested) return false
  const [a, b] = [Number(from), Number(to)]
  const holds = { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b, '!=': a !== b }
  return !holds[sign as keyof typeof holds]
}

/** Of Ruby also the block of `proc` and `lambda`. */
function isFunction(source: string, node: SyntaxNode): boolean {
  if (node.type === 'class_body') return node.parent?.type === 'object_creation_expression'
  if (FUNCTIONS.test(node.type)) return true
  if (node.type !== 'call' || !childOf(node, 'block')) return false
  return /^(?:proc|lambda|Proc\.new)$/.test(source.slice(node.start, childOf(node, 'block')?.start).trim())
}

/** Ruby has no node for a statement; what a method says last is its answer. */
function isStatement({ parent, start }: SyntaxNode, grammar: string): boolean {
  if (grammar !== 'ruby' || !parent || !/^(?:body_statement|block_body|then|program)$/.test(parent.type))
    return false
  const isLast = namedChildren(parent).at(-1)?.start === start
  return !(isLast && /^(?:method|singleton_method|then)$/.test(parent.parent?.type ?? ''))
}

/** The name that it is given stands nowhere else in what is around it. */
function isUnused(source: string, holder: SyntaxNode, child: SyntaxNode): boolean {
  const target = childOf(holder, 'name', 'left', 'pattern', 'declarator') ?? namedChildren(holder)[0]
  const name = squeezed(textOf(source, target)).replace(/^(?:mut |\$)/, '')
  if (name === '_') return true
  if (!/^[A-Za-z_]\w*$/.test(name)) return false
  let scope = holder.parent
  while (scope?.parent && !SCOPES.test(scope.type)) scope = scope.parent
  // A block is enough for what is declared in it; functions around it see nothing of it.
  const start = scope?.start ?? 0
  const rest =
    source.slice(start, Math.min(target?.start ?? start, start + 40_000)) +
    source.slice(child.end, Math.min(scope?.end ?? child.end, child.end + 40_000))
  return !new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(rest)
}

function isThread(source: string, node: SyntaxNode): boolean {
  return node.type === 'object_creation_expression' && /^new\s+(?:\w+\.)*Thread\b/.test(textOf(source, node))
}

/** Where nothing in the test waits for it. */
function isAside(source: string, child: SyntaxNode): boolean {
  let call = child.parent
  while (call && /^(?:argument_list|arguments|argument)$/.test(call.type)) call = call.parent
  if (!call || !/call|invocation|object_creation_expression|go_statement/.test(call.type)) return false
  const isGo = call.parent?.type === 'go_statement' || call.type === 'go_statement'
  const head = squeezed(source.slice(call.start, child.start))
    .replace(/[({|]+.*$/s, '')
    .replace(/^new /, '')
  if (!isGo && !ASIDE.test(head)) return false
  let scope = call.parent
  while (scope?.parent && !SCOPES.test(scope.type)) scope = scope.parent
  const around = scope ? source.slice(scope.start, child.start) + source.slice(child.end, scope.end) : ''
  return !WAITS.test(around.slice(0, 40_000))
}
