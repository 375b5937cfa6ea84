import { childOf } from '../../../syntax/syntax-node.ts'
import { calledTest } from './called-test.ts'
import { type Declare, isFunction, named } from './declared.ts'

export const declareScript: Declare = (source, node) => {
  const test = calledTest(source, node)
  if (test) return test
  if (/^(?:generator_)?function_declaration$/.test(node.type) || node.type === 'method_definition')
    return named('helper', source, node)
  const value = childOf(node, 'value')
  if (node.type === 'variable_declarator' && value && isFunction(value))
    return { ...named('helper', source, node), body: value }
  return undefined
}
