import { textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren } from '../../../syntax/syntax-node.ts'
import { type Declare, named } from './declared.ts'

export const declareGo: Declare = (source, node) => {
  if (node.type === 'function_declaration' || node.type === 'method_declaration') {
    const one = named('helper', source, node)
    return {
      ...one,
      kind:
        /^(?:Test(?![a-z])|Fuzz(?![a-z])|Example(?![a-z]))/.test(one.name) && one.name !== 'TestMain'
          ? 'test'
          : 'helper',
    }
  }
  if (node.type !== 'call_expression') return undefined
  const run = childOf(childOf(node, 'function'), 'field')
  const nodes = namedChildren(childOf(node, 'arguments'))
  const name = nodes[0]
  if (textOf(source, run) !== 'Run' || name?.type !== 'interpreted_string_literal') return undefined
  return { kind: 'test', name: textOf(source, name).slice(0, 200), head: '', body: nodes[1], tables: [] }
}
