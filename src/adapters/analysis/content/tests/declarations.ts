import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { isCall, isChain, type Link, linksOf } from './chain.ts'

/** A test, a group of tests, or a function beside them. */
export interface Declared {
  readonly kind: 'test' | 'group' | 'helper'
  readonly name: string
  /** What is said of it before its body: decorators, annotations, options. */
  readonly head: string
  readonly body: SyntaxNode | undefined
  /** What it is called with, where that may hold its cases. */
  readonly tables: readonly SyntaxNode[]
}

export type Declare = (source: string, node: SyntaxNode) => Declared | undefined

const FUNCTIONS = new Set([
  'arrow_function',
  'function_expression',
  'function',
  'generator_function',
  'anonymous_function',
  'func_literal',
  'lambda_expression',
  'anonymous_method_expression',
  'arrow_function_expression',
])

export function isFunctionLiteral(node: SyntaxNode): boolean {
  return (
    FUNCTIONS.has(node.type) || node.type === 'do_block' || node.type === 'block' || node.type === 'lambda'
  )
}

const TEST_CALL = /^(?:[xf]?(?:it|test|specify|example|scenario)|pending)$/
const GROUP_CALL = /^(?:[xf]?(?:describe|context|suite|feature)|RSpec)$/
const HOOKS =
  /^(?:before|after)(?:Each|All)?$|^(?:use|extend|step|info|setTimeout|setup|teardown|configure|plan|end|assert|mock|slow|expect)$/

/** `it('…', () => …)`, as the runners of JavaScript, Ruby and Pest have it. */
function calledTest(source: string, node: SyntaxNode): Declared | undefined {
  if (!isCall(node) || !isChain(node)) return undefined
  const links = linksOf(source, node)
  const last = links.at(-1)
  const at = links.findIndex(({ name }) => TEST_CALL.test(name) || GROUP_CALL.test(name))
  const word = links[at]
  if (
    !word ||
    !last ||
    at > 1 ||
    (at === 1 && !/^(?:t|Deno|test|RSpec|QUnit|bench)$/.test(links[0]?.name ?? ''))
  )
    return undefined
  const names = links.slice(at).map(({ name }) => name)
  const called =
    links.slice(at).findLast(({ nodes }) => nodes.map(inArgument).some(isFunctionLiteral)) ?? last
  if (names.slice(1).some((name) => HOOKS.test(name))) return undefined
  const nodes = called.nodes.map(inArgument)
  const body = nodes.findLast(isFunctionLiteral)
  const named = nodes[0] !== body && nodes[0] !== undefined
  const isNamedTest = /^(?:string|template_string|encapsed_string|interpreted)/.test(nodes[0]?.type ?? '')
  const byName = nodes.length > 1 && isNamedTest && nodes.at(-1)?.type === 'identifier'
  if (!body && word.name === 'pending') return undefined
  if (!body && !byName && !(isNamedTest && /skip|todo|pending|^x/.test(names.join('.')))) return undefined
  const kind = names.some((name) => GROUP_CALL.test(name)) ? 'group' : 'test'
  const options = nodes.filter((one) => one !== body && one !== nodes[0])
  const modifiers = links.map(
    ({ name, args }) =>
      `${name}${args && /if|skip|only|todo|each/i.test(name) ? `(${args.join(',')})`.slice(0, 200) : ''}`,
  )
  return {
    kind,
    name: named ? squeezed(textOf(source, nodes[0])).slice(0, 200) : '',
    head: `${modifiers.join('.')} ${options.map((one) => squeezed(textOf(source, one))).join(' ')}`.slice(
      0,
      2_000,
    ),
    body: body ?? (byName ? nodes.at(-1) : undefined),
    tables: tablesOf(links, called),
  }
}

function tablesOf(links: readonly Link[], called: Link): SyntaxNode[] {
  return links
    .filter((one) => one !== called)
    .flatMap(({ name, nodes }) => (/^(?:each|for|forEach|with)$/.test(name) ? nodes : []))
}

const inArgument = (node: SyntaxNode) =>
  node.type === 'argument' ? (namedChildren(node).at(-1) ?? node) : node

const declareScript: Declare = (source, node) => {
  const test = calledTest(source, node)
  if (test) return test
  if (/^(?:generator_)?function_declaration$/.test(node.type) || node.type === 'method_definition')
    return named('helper', source, node)
  const value = childOf(node, 'value')
  if (node.type === 'variable_declarator' && value && FUNCTIONS.has(value.type))
    return { ...named('helper', source, node), body: value }
  return undefined
}

const declarePython: Declare = (source, node) => {
  const { parent } = node
  const decorated = parent?.type === 'decorated_definition' ? parent : undefined
  const decorators = decorated?.children.filter(({ type }) => type === 'decorator') ?? []
  const head = decorators.map((one) => squeezed(textOf(source, one))).join(' ')
  if (node.type === 'class_definition') {
    const bases = textOf(source, childOf(node, 'superclasses'))
    return { ...named('group', source, node), head: `${head} ${bases}` }
  }
  if (node.type !== 'function_definition') return undefined
  const one = named('helper', source, node)
  const kind = /^test/.test(one.name) && isCollected(source, node) ? 'test' : 'helper'
  return { ...one, kind, head, tables: decorators }
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

const declareGo: Declare = (source, node) => {
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

const ANNOTATIONS = /^(?:modifiers|attribute_list|attributes?)$/
const JAVA_TEST = /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b/
const CSHARP_TEST = /\[(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|InlineData)\b/

/** Methods of classes: JUnit, xUnit, NUnit, PHPUnit. */
const declareMethod: Declare = (source, node) => {
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
  const head = headOf(source, node)
  const isTest =
    JAVA_TEST.test(head) ||
    CSHARP_TEST.test(head) ||
    /#\[(?:\w+\\)*(?:Test|DataProvider|TestWith)\b/.test(head) ||
    /@test\b/.test(commentBefore(source, node)) ||
    (/^test(?![a-z])/.test(one.name) && !/\b(?:private|protected)\b/.test(head))
  return {
    ...one,
    kind: isTest ? 'test' : 'helper',
    head,
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

const declareRust: Declare = (source, node) => {
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

const declareRuby: Declare = (source, node) => {
  if (node.type === 'class' || node.type === 'module') return named('group', source, node)
  if (node.type === 'method' || node.type === 'singleton_method') {
    const one = named('helper', source, node)
    return { ...one, kind: /^test_/.test(one.name) && !isPrivate(source, node) ? 'test' : 'helper' }
  }
  return calledTest(source, node)
}

/** After a lone `private`, minitest finds no test any more. */
function isPrivate(source: string, node: SyntaxNode): boolean {
  const siblings = node.parent?.children ?? []
  return siblings
    .slice(0, siblings.indexOf(node))
    .some((one) => one.type === 'identifier' && /^(?:private|protected)$/.test(textOf(source, one)))
}

const C_TEST =
  /^(?:TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P|BOOST_AUTO_TEST_CASE|BOOST_FIXTURE_TEST_CASE|TEST_CASE|SCENARIO|START_TEST|Test|TEST_METHOD|CTEST)\b/

const declareC: Declare = (source, node) => {
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

function named(kind: Declared['kind'], source: string, node: SyntaxNode): Declared {
  const name = squeezed(textOf(source, childOf(node, 'name'))).slice(0, 200)
  return { kind, name, head: '', body: childOf(node, 'body'), tables: [] }
}

const DECLARE: Readonly<Record<string, Declare>> = {
  javascript: declareScript,
  typescript: declareScript,
  tsx: declareScript,
  python: declarePython,
  go: declareGo,
  java: declareMethod,
  'c-sharp': declareMethod,
  php: declareMethod,
  rust: declareRust,
  ruby: declareRuby,
  cpp: declareC,
}

export function declareFor(grammar: string): Declare | undefined {
  return DECLARE[grammar]
}
