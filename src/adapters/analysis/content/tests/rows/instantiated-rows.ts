import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Binding } from '../test-file.ts'

/** GoogleTest: `INSTANTIATE_TEST_SUITE_P(All, Lengths, ::testing::Values(0, 1, 2))` gives the tests of a suite their cases. */
export function instantiatedRows(source: string, node: SyntaxNode): Binding | undefined {
  if (node.type !== 'call_expression') return undefined
  if (
    !/^(?:INSTANTIATE|INSTANTIATE_TYPED)_TEST_(?:SUITE|CASE)_P$/.test(
      textOf(source, childOf(node, 'function')),
    )
  )
    return undefined
  const [, suite, values] = namedChildren(childOf(node, 'arguments'))
  if (
    !suite ||
    !values ||
    !/(?:^|::)(?:Values|ValuesIn|Types)\b/.test(textOf(source, childOf(values, 'function')))
  )
    return undefined
  const rows = namedChildren(childOf(values, 'arguments')).map((row) =>
    squeezed(textOf(source, row)).slice(0, 400),
  )
  return {
    name: `case of ${textOf(source, suite).slice(0, 80)}`,
    line: node.line,
    literals: [],
    called: [],
    rows,
  }
}
