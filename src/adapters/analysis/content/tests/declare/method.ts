import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { calledTest } from './called-test.ts'
import { type Declare, named } from './declared.ts'

const ANNOTATIONS = /^(?:modifiers|attribute_list|attributes?)$/
const JAVA_TEST = /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b/
const CSHARP_TEST = /\[(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|InlineData)\b/

/** Methods of classes: JUnit, xUnit, NUnit, PHPUnit. */
export const declareMethod: Declare = (source, node) => {
  if (/^(?:class|interface|trait|record|struct)_declaration$/.test(node.type))
    return { ...named('group', source, node), head: headOf(source, node) }
  const pest = calledTest(source, node)
  if (pest) return pest
  if (
    node.type !== 'method_declaration' &&
    node.type !== 'function_definition' &&
    node.type !== 'local_function_statement'
  )
    return undefined
  const one = named('helper', source, node)
  const comment = commentBefore(source, node)
  const head =
    `${headOf(source, node)} ${(comment.match(/@(?:group|requires|doesNotPerformAssertions)\b[^\n*]{0,100}/g) ?? []).join(' ')}`.trim()
  const isTest =
    JAVA_TEST.test(head) ||
    CSHARP_TEST.test(head) ||
    /#\[(?:\w+\\)*(?:Test|DataProvider|TestWith)\b/.test(head) ||
    /@test\b/.test(comment) ||
    (/^test(?![a-z])/.test(one.name) && !/\b(?:private|protected)\b/.test(head))
  const isDeaf =
    node.type === 'method_declaration' &&
    /@(?:Test|ParameterizedTest|RepeatedTest)\b/.test(head) &&
    !/^(?:void_type|)$/.test(childOf(node, 'type')?.type ?? '')
  return {
    ...one,
    kind: isTest ? 'test' : 'helper',
    // JUnit ignores a test method that returns a value.
    head: isDeaf ? `${head} abstract` : head,
    tables: node.children.filter(({ type }) => ANNOTATIONS.test(type)),
  }
}

function headOf(source: string, node: SyntaxNode): string {
  const before = node.children.filter(
    ({ type, field }) => ANNOTATIONS.test(type) || field === 'attributes' || /modifier/.test(type),
  )
  return before.map((one) => squeezed(textOf(source, one))).join(' ')
}

function commentBefore(source: string, node: SyntaxNode): string {
  const siblings = node.parent?.children ?? []
  const before = siblings[siblings.indexOf(node) - 1]
  return before?.type === 'comment' ? textOf(source, before) : ''
}
