import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf } from '../../../syntax/syntax-node.ts'
import { type Declare, named } from './declared.ts'

const C_TEST =
  /^(?:TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P|BOOST_AUTO_TEST_CASE|BOOST_FIXTURE_TEST_CASE|TEST_CASE|SCENARIO|START_TEST|Test|TEST_METHOD|CTEST)\b/

export const declareC: Declare = (source, node) => {
  if (node.type === 'class_specifier' || node.type === 'namespace_definition')
    return named('group', source, node)
  if (node.type === 'function_definition') {
    const declarator = childOf(node, 'declarator')
    const text = squeezed(textOf(source, declarator)).slice(0, 300)
    const name = /^[*&]*([\w:~]+)/.exec(text)?.[1] ?? text
    if (C_TEST.test(text))
      return { kind: 'test', name: text, head: text, body: childOf(node, 'body'), tables: [] }
    const isTest = /^test(?:_|[A-Z])|_test$/.test(name)
    return { kind: isTest ? 'test' : 'helper', name, head: '', body: childOf(node, 'body'), tables: [] }
  }
  if (node.type !== 'expression_statement') return undefined
  const text = squeezed(textOf(source, node)).slice(0, 300)
  const siblings = node.parent?.children ?? []
  const next = siblings[siblings.indexOf(node) + 1]
  if (!C_TEST.test(text) || next?.type !== 'compound_statement') return undefined
  return { kind: 'test', name: text, head: text, body: next, tables: [] }
}
