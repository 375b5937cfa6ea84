import { textOf } from '../../syntax/source.ts'
import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import { neverHolds } from './fails/never-holds.ts'
import { DEAD } from './guards.ts'
import type { Place, Reading } from './reading.ts'

const NAME_OF_TEST = /^test(?:_|[A-Z])\w*$|^\w+_test$/

/** The name of a test in C, where it is neither defined nor declared. */
export function mention({ source, mentions }: Reading, node: SyntaxNode, { guards }: Place): void {
  const name = textOf(source, node)
  if (!NAME_OF_TEST.test(name) || guards.includes(DEAD) || guards.some(neverHolds)) return
  if (node.parent?.type === 'function_declarator' && node.field === 'declarator') return
  mentions.set(name, (mentions.get(name) ?? 0) + 1)
}
