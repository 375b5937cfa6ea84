import { textOf } from '../../../syntax/source.ts'
import { namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { literalsOf, readValue } from '../assertions/bindings.ts'
import type { Binding } from '../test-file.ts'

const NAMED =
  /@dataProvider\s{1,20}(\w{1,100})|\bDataProvider\(\s{0,20}["'](\w{1,100})["']|@MethodSource\(\s{0,20}"(\w{1,100})"/g

/** The functions of the same class that give a test its cases: PHPUnit's data providers, JUnit's method sources. */
export function providersOf(source: string, node: SyntaxNode, head: string): string[] {
  const siblings = node.parent?.children ?? []
  const before = siblings[siblings.indexOf(node) - 1]
  const comment = before?.type.includes('comment') ? textOf(source, before).slice(0, 5_000) : ''
  const found = [...`${comment}\n${head}`.matchAll(NAMED)]
  return found.map(([, doc, attribute, method]) => doc ?? attribute ?? method ?? '')
}

/** `return [[1, 2], [3, 4]]`. */
export function returnedRows(source: string, node: SyntaxNode): readonly string[] | undefined {
  const [value] = node.type === 'return_statement' ? namedChildren(node) : []
  return value && readValue(source, value).rows
}

interface ProvidedTest {
  readonly providers: readonly string[]
  readonly bindings: Binding[]
  readonly line: number
}

/** What a provider returns is the table of each test that names it. */
export function joinProviders(
  tests: readonly ProvidedTest[],
  returned: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { providers, bindings, line } of tests) {
    const rows = providers.flatMap((name) => returned.get(name) ?? [])
    if (rows.length > 0)
      bindings.push({ name: 'case', line, literals: rows.flatMap(literalsOf), called: [], rows })
  }
}
