import type { SyntaxNode } from '../../syntax/syntax-node.ts'
import type { Code } from '../meaning.ts'
import { ancestor } from './names/visible.ts'

/** Of Java: `this.x` is `x` where nothing else in the method is called like that. */
export function ownField(node: SyntaxNode, code: Code): SyntaxNode | undefined {
  const [object, , field] = node.children
  const method = ancestor(node, ({ type }) => /^(?:method|constructor)_declaration$/.test(type))
  const body = ancestor(node, ({ type }) => type === 'class_body')
  if (object?.type !== 'this' || !field || !method || !body || method.parent !== body) return undefined
  const name = code.source.slice(field.start, field.end)
  return fieldsOf(body, code).has(name) && !boundIn(method, code).has(name) && !boundIn(method, code).has('')
    ? field
    : undefined
}

const fields = new WeakMap<SyntaxNode, ReadonlySet<string>>()
const bound = new WeakMap<SyntaxNode, ReadonlySet<string>>()

function once(
  cache: WeakMap<SyntaxNode, ReadonlySet<string>>,
  node: SyntaxNode,
  find: () => Iterable<string>,
): ReadonlySet<string> {
  const known = cache.get(node) ?? new Set(find())
  cache.set(node, known)
  return known
}

function fieldsOf(body: SyntaxNode, { source }: Code): ReadonlySet<string> {
  return once(fields, body, () =>
    body.children
      .filter(({ type }) => type === 'field_declaration')
      .flatMap(({ children }) => children.filter(({ type }) => type === 'variable_declarator'))
      .flatMap(({ children }) => children.filter(({ field }) => field === 'name'))
      .map(({ start, end }) => source.slice(start, end)),
  )
}

/** All that a method binds; an empty name stands for what is not known here. */
function boundIn(method: SyntaxNode, { source }: Code): ReadonlySet<string> {
  return once(bound, method, () => {
    const names: string[] = []
    const visit = (node: SyntaxNode) => {
      if (/lambda|class_body|pattern|record/.test(node.type)) names.push('')
      if (node.field === 'name' && node.parent !== method) names.push(source.slice(node.start, node.end))
      node.children.forEach(visit)
    }
    visit(method)
    return names
  })
}
