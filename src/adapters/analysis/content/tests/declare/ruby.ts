import { textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import { calledTest } from './called-test.ts'
import { type Declare, named } from './declared.ts'
import { declaredMatcher } from './ruby-matchers.ts'

export const declareRuby: Declare = (source, node) => {
  if (node.type === 'class' || node.type === 'module') return named('group', source, node)
  if (node.type === 'method' || node.type === 'singleton_method') {
    const one = named('helper', source, node)
    return { ...one, kind: /^test_/.test(one.name) && !isPrivate(source, node) ? 'test' : 'helper' }
  }
  return declaredMatcher(source, node) ?? calledTest(source, node)
}

/** After a lone `private`, minitest finds no test any more. */
function isPrivate(source: string, node: SyntaxNode): boolean {
  const siblings = node.parent?.children ?? []
  return siblings
    .slice(0, siblings.indexOf(node))
    .some((one) => one.type === 'identifier' && /^(?:private|protected)$/.test(textOf(source, one)))
}
