import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { findSame } from './find-same.ts'
import { leaveOutDead } from './leave-out-dead.ts'
import { leaveOutUnused } from './leave-out-unused.ts'
import { findLocals } from './names/locals.ts'
import { isComment, wordsOf } from './names/words.ts'
import { orderFunctions } from './order-functions.ts'
import { emptyReduction, type Reduction } from './reduction.ts'

/** What of a text means nothing to who runs it, as far as its language lets that be proved from this file alone. */
export function reduce(root: SyntaxNode, code: Code): Reduction | undefined {
  if (hasOddNames(root, code)) return undefined
  const reducing = emptyReduction()
  leaveOutDead(root, code, reducing)
  leaveOutUnused(root, code, reducing)
  findSame(root, code, reducing)
  orderFunctions(root, code, reducing)
  const isOut = (node: SyntaxNode) => reducing.leftOut.has(node) || isComment(node)
  findLocals(root, code, reducing, wordsOf(root, code, isOut))
  return reducing
}

/** One name may be written in two ways. */
function hasOddNames(root: SyntaxNode, { source }: Code): boolean {
  const isOdd = (node: SyntaxNode): boolean =>
    node.children.length === 0
      ? /identifier|name/.test(node.type) &&
        !/^[\x20-\x5b\x5d-\x7e]*$/.test(source.slice(node.start, node.end))
      : node.children.some(isOdd)
  return isOdd(root)
}
