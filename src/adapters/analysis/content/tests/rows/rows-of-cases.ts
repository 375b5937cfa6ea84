import { squeezed, textOf } from '../../../syntax/source.ts'
import { namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { readValue } from '../assertions/bindings.ts'
import type { Binding } from '../test-file.ts'

/** The cases that a list or annotations hold. */
export function tableOf(source: string, node: SyntaxNode): Binding[] {
  const rows = readValue(source, node).rows
  const attributes = namedChildren(node).filter(({ type }) => /attribute|annotation/.test(type))
  const cases = attributes.filter((one) =>
    /case|InlineData|TestWith|CsvSource|ValueSource/i.test(textOf(source, one)),
  )
  const found: Binding[] = rows ? [{ name: 'each', line: node.line, literals: [], called: [], rows }] : []
  if (/^#\[(?:\w+::)*(?:case|test_case|values)/.test(textOf(source, node))) cases.push(node)
  if (cases.length > 0)
    found.push({
      name: 'case',
      line: node.line,
      literals: [],
      called: [],
      rows: cases.flatMap((one) => rowsOfCase(source, one)),
    })
  return found
}

/** Each case has an annotation of its own; together they are the table. */
export function joinCases(bindings: Binding[]): void {
  const cases = bindings.filter(({ name }) => name === 'case')
  const [first] = cases
  if (!first || cases.length < 2) return
  const others = bindings.filter(({ name }) => name !== 'case')
  bindings.splice(0, bindings.length, ...others, { ...first, rows: cases.flatMap(({ rows }) => rows ?? []) })
}

function rowsOfCase(source: string, node: SyntaxNode): readonly string[] {
  const text = squeezed(textOf(source, node))
  const list = /\{([\s\S]*)\}/.exec(text)?.[1]
  return list === undefined ? [text] : list.split(/,(?=["'\d-])/)
}
