import { textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Marker } from '../test-file.ts'

/** A name that a file gives to a test, to a group, or to something else. */
export interface NamedPlace {
  /** With the groups it is in. */
  readonly name: string
  readonly line: number
  readonly kind: 'test' | 'group' | 'value'
  /** Nothing is asked first. */
  readonly isSure: boolean
}

/** Python and Ruby keep the last of several things of one name; the tests that had it before it are gone. */
export function shadowedTests(names: readonly NamedPlace[], grammar: string): Marker[] {
  if (grammar !== 'python' && grammar !== 'ruby') return []
  const known = new Set<string>()
  const found: Marker[] = []
  for (const { name, line, kind, isSure } of names) {
    // Ruby opens a class again.
    if (kind === 'group' && grammar === 'ruby') continue
    if (known.has(name))
      found.push({ key: name, line, says: `${name} is given to something else, so that it never runs` })
    else if (isSure && kind !== 'value') known.add(name)
  }
  return found
}

/** `test_sum = None` and `del test_sum`; who wraps a test in something names it again. */
export function namedAgain(source: string, node: SyntaxNode, groups: readonly string[]): NamedPlace[] {
  const names = isAssignment(node) ? targetsOf(source, node) : deletedBy(source, node)
  return names.map((name) => ({
    name: [...groups, name].join(' › '),
    line: node.line,
    kind: 'value',
    isSure: true,
  }))
}

const isAssignment = ({ type }: SyntaxNode) => type === 'assignment'

function targetsOf(source: string, node: SyntaxNode): string[] {
  const name = textOf(source, childOf(node, 'left'))
  const value = textOf(source, childOf(node, 'right'))
  return /^\w+$/.test(name) && !new Set(value.match(/\w+/g)).has(name) ? [name] : []
}

function deletedBy(source: string, node: SyntaxNode): string[] {
  return node.type === 'delete_statement' ? namedChildren(node).map((one) => textOf(source, one)) : []
}
