import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import { tableOf } from '../rows/rows-of-cases.ts'
import { lookAtNode } from './look-at-node.ts'
import type { Place, TestFileReading } from './reading.ts'

/** What `each`, `parametrize`, or an annotation says of the cases; a row of a table is not a table of its own. */
export function lookAtTable(reading: TestFileReading, node: SyntaxNode, place: Place): void {
  const { source } = reading
  const tables = tableOf(source, node)
  place.body.bindings.push(...tables)
  lookAtNode(reading, node, place)
  if (tables.length === 0) for (const child of node.children) lookAtTable(reading, child, place)
}
