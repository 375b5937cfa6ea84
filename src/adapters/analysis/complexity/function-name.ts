import type { Node } from 'web-tree-sitter'

/** A function's own name, or that of what it is assigned to. */
export function functionName(node: Node, assignment: Node | undefined): string {
  const own = node.childForFieldName('name') ?? declaratorOf(node)
  return own
    ? oneLine(own.text)
    : assignment
      ? fieldText(assignment, ASSIGNMENTS[assignment.type])
      : ANONYMOUS
}

/** The text of a field that holds a name. */
export function fieldText(node: Node, field: string | undefined): string {
  const named = field === undefined ? null : node.childForFieldName(field)
  return named ? oneLine(named.text) : ANONYMOUS
}

/** The end of a long name tells more than its beginning. */
export function qualified(around: string | undefined, name: string): string {
  const whole = around === undefined ? name : `${around}.${name}`
  return whole.length > MAX_LENGTH ? `…${whole.slice(1 - MAX_LENGTH)}` : whole
}

const MAX_LENGTH = 200
const ANONYMOUS = '(anonymous)'

function oneLine(text: string): string {
  return text.slice(0, MAX_LENGTH).replaceAll(/\s+/g, ' ').trim()
}

/** C and C++: the name is the innermost declarator, below pointers, references and parameters. */
function declaratorOf(node: Node): Node | null {
  let found = node.childForFieldName('declarator')
  for (let inner = found; inner; ) {
    found = inner
    inner = inner.childForFieldName('declarator') ?? inner.namedChildren.find(isDeclarator) ?? null
  }
  return found
}

function isDeclarator(node: Node): boolean {
  return node.type.endsWith('_declarator')
}

/** `const name = () => …`, `{ name: () => … }`, `a.name = () => …`, `class { name = () => … }`: node type and field. */
export const ASSIGNMENTS: Readonly<Record<string, string>> = {
  variable_declarator: 'name',
  pair: 'key',
  assignment_expression: 'left',
  field_definition: 'property',
  public_field_definition: 'name',
  let_declaration: 'pattern',
}
