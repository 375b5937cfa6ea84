import { textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'

const LATER =
  /^(?:(?:global|globalThis|window)\.)?(?:setTimeout|setImmediate|setInterval|queueMicrotask|process\.nextTick|requestAnimationFrame)$/
/** By these words a test waits for what is to come, or lets the clock run itself. */
const WAITS =
  /\b(?:done|(?<!\.)resolve\w*|next|end|tick\w*|advance\w*|\w*Timers?|flush\w*|waitFor\w*|sleep|delay|callback|cb)\b/

/** This runs when the test is already over: in a timer, or after a promise that is not awaited. */
export function isUnwaited(source: string, node: SyntaxNode, child: SyntaxNode): boolean {
  if (!/function/.test(child.type) || !isStatement(source, node, child)) return false
  const test = testAround(node)
  return test !== undefined && !WAITS.test(source.slice(test.start, test.end))
}

function isStatement(source: string, node: SyntaxNode, child: SyntaxNode): boolean {
  if (node.type === 'parenthesized_expression') return isAsyncNow(source, node, child)
  if (node.type !== 'arguments') return false
  const call = node.parent
  const called = call && childOf(call, 'function')
  if (!called || !isAlone(call)) return false
  if (LATER.test(textOf(source, called))) return true
  return (
    called.type === 'member_expression' &&
    /^(?:then|finally)$/.test(textOf(source, childOf(called, 'property')))
  )
}

/** `(async () => { … })()`. */
function isAsyncNow(source: string, node: SyntaxNode, child: SyntaxNode): boolean {
  const call = node.parent
  return (
    /^async\b/.test(textOf(source, child)) &&
    call?.type === 'call_expression' &&
    node.field === 'function' &&
    isAlone(call)
  )
}

/** It is a statement by itself, or the end of a chain of calls that is one. */
function isAlone(call: SyntaxNode): boolean {
  let at = call.parent
  while (at && /^(?:member_expression|call_expression|unary_expression)$/.test(at.type)) at = at.parent
  return at?.type === 'expression_statement'
}

function testAround(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent
  while (at && !/function/.test(at.type)) at = at.parent
  return at
}
