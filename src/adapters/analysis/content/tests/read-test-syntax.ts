import { squeezed, textOf } from '../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../syntax/syntax-node.ts'
import { sha256 } from '../patch-id.ts'
import { assertionsOf } from './assertions-of.ts'
import { bindingOf, readValue } from './bindings.ts'
import { isChain, type Link, linksOf } from './chain.ts'
import { type Declare, type Declared, isFunctionLiteral } from './declarations.ts'
import { escapeOf, replacedBy } from './escapes.ts'
import { DEAD, endsHere, guardOf, SWALLOWED } from './guards.ts'
import { importsOf } from './imports.ts'
import { joinProviders, providersOf, returnedRows } from './providers.ts'
import { type NamedPlace, namedAgain, shadowedTests } from './shadowed-tests.ts'
import { isFocused, isSkipCall, skipsOfHead } from './skips.ts'
import { statedAssertion } from './stated-assertion.ts'
import type { Assertion, Binding, Body, Call, Marker, TestCase, TestFile } from './test-file.ts'

interface Growing extends Body {
  readonly assertions: Assertion[]
  readonly calls: Call[]
  readonly bindings: Binding[]
  readonly iterables: string[]
  readonly skips: string[]
}

interface Place {
  readonly body: Growing
  readonly isTest: boolean
  readonly groups: readonly string[]
  readonly guards: readonly string[]
  /** What keeps the groups that it is in from being run. */
  readonly skips: readonly string[]
  /** It is part of an assertion, so that what is called here is none by itself. */
  readonly isAsked?: boolean
}

interface Reading {
  readonly source: string
  readonly grammar: string
  readonly declare: Declare
  readonly cases: TestCase[]
  readonly helpers: Body[]
  readonly groupSkips: Marker[]
  readonly focuses: Marker[]
  readonly escapes: Marker[]
  readonly replaced: Marker[]
  readonly names: NamedPlace[]
  readonly mentions: Map<string, number>
  /** Tests, with the functions that give them their cases. */
  readonly provided: { providers: string[]; bindings: Binding[]; line: number }[]
  /** What functions beside tests return, by their names. */
  readonly returned: Map<string, readonly string[]>
}

/** Nobody writes more in one file. */
const MAX_ENTRIES = 20_000

/** What a test file holds, read by the grammar of its language; nothing is run or resolved. */
export function readTestSyntax(
  path: string,
  source: string,
  { root, grammar, declare }: { root: SyntaxNode; grammar: string; declare: Declare },
): TestFile {
  const reading: Reading = {
    source,
    grammar,
    declare,
    cases: [],
    helpers: [],
    groupSkips: [],
    focuses: [],
    escapes: [],
    replaced: [],
    names: [],
    mentions: new Map(),
    provided: [],
    returned: new Map(),
  }
  const loose = growing('', 1)
  visitChildren(reading, root, { body: loose, isTest: false, groups: [], guards: [], skips: [] })
  joinProviders(reading.provided, reading.returned)
  const { cases, helpers, groupSkips, focuses, escapes, replaced } = reading
  // A skip outside of every test is one of the whole file.
  const ofFile = loose.skips.map((key): Marker => ({ key, line: 1, says: key }))
  return {
    path,
    cases,
    helpers,
    loose,
    groupSkips: [...groupSkips, ...ofFile, ...buildTags(source, grammar)],
    focuses,
    escapes,
    replaced,
    shadowed: shadowedTests(reading.names, grammar),
    ...(grammar === 'cpp' && { mentions: reading.mentions }),
    imports: importsOf(source),
  }
}

const BUILD_TAGS: Readonly<Record<string, RegExp>> = {
  go: /^\/\/(?:go:build|\s*\+build)\s[^\n]*/gm,
  rust: /^#!\[cfg\((?!test\))[^\n]*/gm,
}

/** `//go:build ignore` and the like, before the package; `#![cfg(feature = "slow")]` for a whole file. */
function buildTags(source: string, grammar: string): Marker[] {
  const pattern = BUILD_TAGS[grammar]
  const tags = pattern ? (source.slice(0, 4_000).match(pattern) ?? []) : []
  return tags.map((key) => ({ key, line: 1, says: key.slice(0, 200) }))
}

function growing(name: string, line: number): Growing {
  return { name, line, assertions: [], calls: [], bindings: [], iterables: [], skips: [] }
}

function visit(reading: Reading, node: SyntaxNode, place: Place): void {
  if (node.type.includes('comment') || IMPORTS.test(node.type) || place.body.assertions.length > MAX_ENTRIES)
    return
  if (node.type === 'identifier' && reading.grammar === 'cpp') mention(reading, node, place)
  const declared = reading.declare(reading.source, node)
  if (declared && !(declared.kind === 'helper' && place.isTest)) enter(reading, node, { declared, place })
  else {
    const isAsked = look(reading, node, place)
    const isOther = isAsked !== (place.isAsked ?? false)
    visitChildren(reading, node, isOther ? { ...place, isAsked } : place)
  }
}

const NAME_OF_TEST = /^test(?:_|[A-Z])\w*$|^\w+_test$/

/** Where it is neither defined nor declared. */
function mention({ source, mentions }: Reading, node: SyntaxNode, { guards }: Place): void {
  const name = textOf(source, node)
  if (!NAME_OF_TEST.test(name) || guards.includes(DEAD) || guards.some((one) => /^if 0$/.test(one))) return
  if (node.parent?.type === 'function_declarator' && node.field === 'declarator') return
  mentions.set(name, (mentions.get(name) ?? 0) + 1)
}

/** `import static org.junit.Assume.assumeTrue` calls nothing. */
const IMPORTS =
  /^(?:import_declaration|import_statement|import_from_statement|using_directive|use_declaration|namespace_use_declaration)$/

/** In order: what ends the block keeps the rest of it from being reached. */
function visitChildren(reading: Reading, node: SyntaxNode, place: Place): void {
  let guards = place.guards
  for (const child of node.children) {
    if (isLookedAtElsewhere(child)) continue
    const own = guardOf(reading.source, node, child, reading.grammar)
    visit(reading, child, own.length > 0 ? { ...place, guards: [...guards, ...own] } : { ...place, guards })
    const isStatement = child.named && BLOCKS.test(node.type)
    const end = isStatement ? endsHere(reading.source, child) : undefined
    if (end !== undefined) guards = [...guards, end]
  }
}

/** Said before a test, or, of macros that the grammar does not know, the body of one. */
function isLookedAtElsewhere({ type, parent }: SyntaxNode): boolean {
  return (
    type === 'decorator' ||
    type === 'attribute_item' ||
    (type === 'compound_statement' && parent?.type === 'translation_unit')
  )
}

const BLOCKS =
  /^(?:statement_block|block|compound_statement|statement_list|body_statement|then|do_block|program|module|source_file|class_body|declaration_list)$/

function enter(
  reading: Reading,
  node: SyntaxNode,
  { declared, place }: { declared: Declared; place: Place },
): void {
  const { source, grammar } = reading
  const { kind, name, head, tables } = declared
  if (isFocused(grammar, head))
    reading.focuses.push({
      key: `${name} ${head}`.slice(0, 300),
      line: node.line,
      says: 'nothing else is run',
    })
  const skips = skipsOfHead(grammar, `${head} ${grammar === 'cpp' ? name : ''}`)
  if (kind === 'group') {
    const groups = [...place.groups, name]
    reading.names.push({
      name: groups.join(' › '),
      line: node.line,
      kind: 'group',
      isSure: place.guards.length === 0,
    })
    within(reading, declared, { ...place, groups, skips: [...place.skips, ...skips] })
    return
  }
  const body = growing(name, node.line)
  const way = escapeOf(source, node, { grammar, isTop: !place.isTest && place.guards.length === 0 })
  if (way) reading.escapes.push({ ...way, line: node.line })
  body.skips.push(...skips, ...(kind === 'test' ? place.skips : []))
  for (const one of tables) {
    lookAtTable(reading, one, { ...place, body })
    body.iterables.push(squeezed(textOf(source, one)).slice(0, 300))
  }
  joinCases(body.bindings)
  const isTest = kind === 'test'
  if (isTest)
    reading.names.push({
      name: [...place.groups, name].join(' › '),
      line: node.line,
      kind: 'test',
      isSure: place.guards.length === 0,
    })
  if (isTest)
    reading.provided.push({
      providers: providersOf(source, node, head),
      bindings: body.bindings,
      line: node.line,
    })
  if (isTest) body.skips.push(...place.guards.filter((one) => one !== SWALLOWED))
  within(reading, declared, {
    body,
    isTest,
    groups: isTest ? [...place.groups, name] : place.groups,
    guards: [],
    skips: [],
  })
  if (!isTest) reading.helpers.push(body)
  else if (reading.cases.length < MAX_ENTRIES)
    reading.cases.push(testCase(source, node, { body, groups: place.groups }))
}

/** What `each`, `parametrize`, or an annotation says of the cases; a row of a table is no table of its own. */
function lookAtTable(reading: Reading, node: SyntaxNode, place: Place): void {
  const { source } = reading
  const tables = tableOf(source, node)
  place.body.bindings.push(...tables)
  look(reading, node, place)
  if (tables.length === 0) for (const child of node.children) lookAtTable(reading, child, place)
}

function within(reading: Reading, { body }: Declared, place: Place): void {
  if (!body) return
  if (body.type === 'identifier')
    place.body.calls.push({
      name: textOf(reading.source, body),
      verb: textOf(reading.source, body),
      args: [],
      line: body.line,
      guards: place.guards,
    })
  else if (isFunctionLiteral(body) && !/block$/.test(body.type))
    for (const child of body.children) visit(reading, child, place)
  else visitChildren(reading, body, place)
}

function testCase(
  source: string,
  node: SyntaxNode,
  { body, groups }: { body: Growing; groups: readonly string[] },
): TestCase {
  const text = source.slice(node.start, node.end).slice(0, 40_000)
  const code = text.replace(body.name, '')
  return {
    ...body,
    fullName: [...groups, body.name].join(' › '),
    body: sha256(code.replace(/\s+/g, '')),
    words: [...new Set(text.match(/\w+/g))].slice(0, 400),
  }
}

/** What one node tells of the test it stands in; true where what is in it is part of an assertion. */
function look(reading: Reading, node: SyntaxNode, place: Place): boolean {
  const { source, grammar } = reading
  const { body, guards } = place
  const { line } = node
  const way = escapeOf(source, node, { grammar, isTop: !place.isTest && place.guards.length === 0 })
  if (way) reading.escapes.push({ ...way, line })
  reading.replaced.push(...replacedBy(source, node).map((one) => ({ ...one, line })))
  const stated = statedAssertion(source, node)
  if (stated) body.assertions.push({ ...stated, line, guards })
  if (!place.isTest && grammar === 'python') reading.names.push(...namedAgain(source, node, place.groups))
  const binding = bindingOf(source, node)
  if (binding) body.bindings.push(binding)
  if (!place.isTest) noteReturn(reading, node, body.name)
  const iterable = iterableOf(source, node)
  if (iterable) body.iterables.push(iterable)
  if (isChain(node)) return lookAtChain(reading, node, place)
  if (
    grammar === 'ruby' &&
    node.type === 'identifier' &&
    /^(?:skip|pending)$/.test(textOf(source, node)) &&
    !/^(?:call|argument_list|assignment)$/.test(node.parent?.type ?? '')
  )
    body.skips.push([...guards, 'skip'].join(' '))
  if (isFunctionLiteral(node)) return false
  return stated !== undefined || (place.isAsked ?? false)
}

/** Of several, the shortest: a provider that gives less at times gives less. */
function noteReturn({ source, returned }: Reading, node: SyntaxNode, name: string): void {
  const rows = returnedRows(source, node)
  const known = returned.get(name)
  if (rows && (!known || rows.length < known.length)) returned.set(name, rows)
}

function lookAtChain(reading: Reading, node: SyntaxNode, { body, guards, isAsked = false }: Place): boolean {
  const links = linksOf(reading.source, node)
  const name = links.map((one) => one.name).join('.')
  const { line } = node
  if (isSkipCall(name))
    body.skips.push(
      [...guards.filter((one) => one !== DEAD), squeezed(textOf(reading.source, node)).slice(0, 150)].join(
        ' ',
      ),
    )
  const own = [...guards, ...ofChain(node, links)]
  const asked = isAsked ? [] : assertionsOf(links)
  body.assertions.push(...asked.map((one) => failing({ ...one, line, guards: own })))
  const last = links.at(-1)
  if (asked.length === 0 && last?.args)
    body.calls.push({ name, verb: last.name, args: last.args, line, guards: own })
  return isAsked || asked.length > 0
}

/** A promise that nobody waits for proves nothing, nor does one whose failure is caught. */
function ofChain(node: SyntaxNode, links: readonly Link[]): string[] {
  const caught = links.find(
    ({ name, args }) =>
      name === 'catch' && args?.some((one) => !/throw|fail|done|reject|assert|expect|next/.test(one)),
  )
  if (caught) return [SWALLOWED]
  const isPromise = links.some(({ name }) =>
    /^(?:resolves|rejects|eventually|rejectedWith|fulfilled|doesNotReject)$/.test(name),
  )
  if (isPromise && node.parent?.type === 'expression_statement') return ['nobody waits for it']
  return []
}

/** `t.Fatal` and `fail()` ask for the opposite of the condition that they stand behind. */
function failing(one: Assertion): Assertion {
  const condition = one.guards.at(-1)
  if (
    !/^(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow|Failf|fail|flunk|panic!?)$/.test(one.verb) ||
    condition === undefined
  )
    return one
  const at = /^(if|unless) (.*)$/.exec(condition)
  return at
    ? { ...one, verb: `${at[1]} ${one.verb}`, args: [at[2] ?? ''], guards: one.guards.slice(0, -1) }
    : one
}

function tableOf(source: string, node: SyntaxNode): Binding[] {
  const rows = readValue(source, node).rows
  const attributes = namedChildren(node).filter(({ type }) => /attribute|annotation/.test(type))
  const cases = attributes.filter((one) =>
    /case|InlineData|TestWith|CsvSource|ValueSource/i.test(textOf(source, one)),
  )
  const found: Binding[] = rows ? [{ name: 'each', line: node.line, literals: [], called: [], rows }] : []
  if (/^#\[(?:\w+::)*(?:case|test_case|values)/.test(textOf(source, node))) cases.push(node)
  if (cases.length > 0)
    found.push({
      name: 'case',
      line: node.line,
      literals: [],
      called: [],
      rows: cases.flatMap((one) => rowsOfCase(source, one)),
    })
  return found
}

/** Each case has an annotation of its own; together they are the table. */
function joinCases(bindings: Binding[]): void {
  const cases = bindings.filter(({ name }) => name === 'case')
  const [first] = cases
  if (!first || cases.length < 2) return
  const others = bindings.filter(({ name }) => name !== 'case')
  bindings.splice(0, bindings.length, ...others, { ...first, rows: cases.flatMap(({ rows }) => rows ?? []) })
}

function rowsOfCase(source: string, node: SyntaxNode): readonly string[] {
  const text = squeezed(textOf(source, node))
  const list = /\{([\s\S]*)\}/.exec(text)?.[1]
  return list === undefined ? [text] : list.split(/,(?=["'\d-])/)
}

const LOOPS =
  /^(?:for_statement|for_in_statement|enhanced_for_statement|foreach_statement|for_expression|for_range_loop|range_clause|for|for_in_clause|foreach)$/

/** What a loop, `each` or `parametrize` goes through. */
function iterableOf(source: string, node: SyntaxNode): string | undefined {
  if (LOOPS.test(node.type)) {
    const over =
      childOf(node, 'right', 'value') ?? (/^foreach/.test(node.type) ? namedChildren(node)[0] : undefined)
    return squeezed(textOf(source, over)).slice(0, 300) || undefined
  }
  if (!isChain(node)) return undefined
  const links = linksOf(source, node)
  const at = links.findIndex(({ name }) =>
    /^(?:each|forEach|map|parametrize|iter|each_with_index|for|parameterize|with)$/.test(name),
  )
  const link = links[at]
  if (!link) return undefined
  if (/^(?:each|parametrize|parameterize|for|with)$/.test(link.name) && link.args && link.args.length > 0)
    return link.args.at(link.name === 'parametrize' ? 1 : 0)?.slice(0, 300)
  return (
    links
      .slice(0, at)
      .map(({ name, args }) => `${name}${args ? `(${args.join(',')})` : ''}`)
      .join('.')
      .slice(0, 300) || undefined
  )
}
