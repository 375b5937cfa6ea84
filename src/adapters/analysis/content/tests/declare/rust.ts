import { squeezed, textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import { type Declare, named } from './declared.ts'

export const declareRust: Declare = (source, node) => {
  if (node.type !== 'function_item' && node.type !== 'mod_item') return undefined
  const siblings = node.parent?.children ?? []
  const attributes: SyntaxNode[] = []
  for (let at = siblings.indexOf(node) - 1; at >= 0; at -= 1) {
    const one = siblings[at]
    if (!one || !/attribute_item|comment/.test(one.type)) break
    if (one.type === 'attribute_item') attributes.unshift(one)
  }
  const head = attributes.map((one) => squeezed(textOf(source, one))).join(' ')
  if (node.type === 'mod_item') return { ...named('group', source, node), head }
  const isTest = /#\[(?:\w+::)*(?:test|rstest|test_case|case|quickcheck|wasm_bindgen_test)\b/.test(head)
  return { ...named(isTest ? 'test' : 'helper', source, node), head, tables: attributes }
}
