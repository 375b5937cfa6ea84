import { textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import { DEAD } from '../assertions/guards.ts'
import { neverHolds } from '../fails/conditions/never-holds.ts'
import type { Place, TestFileReading } from './reading.ts'

const NAME_OF_TEST = /^test(?:_|[A-Z])\w*$|^\w+_test$/

/** The name of a test in C, where it is neither defined nor declared. */
export function mention({ source, mentions }: TestFileReading, node: SyntaxNode, { guards }: Place): void {
  const name = textOf(source, node)
  if (!NAME_OF_TEST.test(name) || guards.includes(DEAD) || guards.some(neverHolds)) return
  if (node.parent?.type === 'function_declarator' && node.field === 'declarator') return
  // What is asked first, other than which tests somebody wants, may not hold.
  const isSure = guards.every(
    (one) => !/^(?:if|unless) /.test(one) || /\barg[cv]\b|strcmp|filter|select/.test(one),
  )
  const key = isSure ? name : `${name} ?`
  mentions.set(key, (mentions.get(key) ?? 0) + 1)
}
