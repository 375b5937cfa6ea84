import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Assertion } from '../test-file.ts'

const GRAMMARS = /^(?:java|c-sharp|php|ruby|cpp|rust|go)$/
const COUNTED = /^(?:\w+(?:\.|->))*\w*(?:fail|err|bad|wrong|broken)\w*$/i

/** A test or its helper fails here without a word for it: `throw`, `raise`, in C `return 1`, `abort()` and `failures++`. */
export function isSignal(source: string, node: SyntaxNode, grammar: string): boolean {
  if (!GRAMMARS.test(grammar)) return false
  if (/^throw_(?:statement|expression)$/.test(node.type)) return node.parent?.type !== 'switch_expression_arm'
  if (grammar === 'ruby') return isRaise(source, node)
  return grammar === 'cpp' && isOfC(source, node)
}

function isRaise(source: string, node: SyntaxNode): boolean {
  if (node.type === 'call')
    return /^(?:raise|abort)\b/.test(textOf(source, node)) && !childOf(node, 'receiver')
  return (
    node.type === 'identifier' && textOf(source, node) === 'raise' && !/^call$/.test(node.parent?.type ?? '')
  )
}

function isOfC(source: string, node: SyntaxNode): boolean {
  if (node.type === 'return_statement')
    return /^(?:-?[1-9]\d*|EXIT_FAILURE|false|NULL|TEST_FAIL\w*|\w*FAIL\w*)$/.test(
      squeezed(textOf(source, namedChildren(node)[0])),
    )
  if (node.type === 'update_expression') return COUNTED.test(textOf(source, childOf(node, 'argument')))
  if (node.type === 'assignment_expression') {
    const right = squeezed(textOf(source, childOf(node, 'right')))
    return COUNTED.test(textOf(source, childOf(node, 'left'))) && /^(?:[1-9]\d*|true)$/.test(right)
  }
  if (node.type !== 'call_expression') return false
  const name = textOf(source, childOf(node, 'function'))
  const args = squeezed(textOf(source, childOf(node, 'arguments')))
  if (/^(?:std::)?(?:exit|_exit|_Exit|quick_exit)$/.test(name)) return !/^\((?:0|EXIT_SUCCESS)\)$/.test(args)
  return /^(?:std::)?(?:abort|terminate|longjmp|__builtin_trap|raise)$/.test(name)
}

/** Only with the condition on which it does; what always fails asks for nothing. */
export function failingHere(line: number, guards: readonly string[]): Assertion | undefined {
  const [, word, condition] = /^(if|unless) (.*)$/s.exec(guards.at(-1) ?? '') ?? []
  if (word === undefined) return undefined
  return { verb: `${word} fail`, args: [condition ?? ''], line, guards: guards.slice(0, -1) }
}

/** What the program of tests answers, which is all that who runs it hears. */
export function endOfMain(source: string, node: SyntaxNode): string | undefined {
  if (node.type !== 'return_statement') return undefined
  return squeezed(textOf(source, namedChildren(node)[0])).slice(0, 200)
}
