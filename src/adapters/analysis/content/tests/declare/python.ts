import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { retriesOfDecorators } from '../looser/retries.ts'
import { type Declare, named } from './declared.ts'

export const declarePython: Declare = (source, node) => {
  const { parent } = node
  const decorated = parent?.type === 'decorated_definition' ? parent : undefined
  const decorators = decorated?.children.filter(({ type }) => type === 'decorator') ?? []
  const head = decorators.map((one) => squeezed(textOf(source, one))).join(' ')
  const retries = retriesOfDecorators(head)
  if (node.type === 'class_definition') {
    const bases = textOf(source, childOf(node, 'superclasses'))
    return { ...named('group', source, node), head: `${head} ${bases}`, retries }
  }
  if (node.type !== 'function_definition') return undefined
  const one = named('helper', source, node)
  const kind = /^test/.test(one.name) && isCollected(source, node) ? 'test' : 'helper'
  return { ...one, kind, head, retries, tables: decorators }
}

/** pytest reads classes called `Test…`, unittest those that inherit. */
function isCollected(source: string, node: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'function_definition') return false
    if (
      at.type === 'class_definition' &&
      !childOf(at, 'superclasses') &&
      !/^Test/.test(textOf(source, childOf(at, 'name')))
    )
      return false
  }
  return true
}
