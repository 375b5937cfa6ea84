import { squeezed, textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import { DEAD, endsHere, guardOf, SWALLOWED } from '../assertions/guards.ts'
import { type Declare, isFunctionLiteral, type TestDeclaration } from '../declare/declared.ts'
import { nameSubjects } from '../declare/name-subjects.ts'
import { expectedFailures } from '../fails/expected-failures.ts'
import { macrosIn } from '../fails/macros-in.ts'
import { isBareQuit } from '../fails/quits.ts'
import { runFlag } from '../fails/run-flag.ts'
import { undiscovered } from '../fails/undiscovered.ts'
import { retriesOf } from '../looser/retries.ts'
import { isOnlyMade } from '../reached/is-only-made.ts'
import { neverRun } from '../reached/never-run.ts'
import { fixtureOf } from '../replaced/own-fixtures.ts'
import { joinProviders, providersOf } from '../rows/providers.ts'
import { joinCases } from '../rows/rows-of-cases.ts'
import type { Marker, TestFile } from '../test-file.ts'
import { buildTags } from './build-tags.ts'
import { escapeOf, replacedBy } from './escapes.ts'
import { importsOf, sourcesOf } from './imports.ts'
import { lookAtNode } from './look-at-node.ts'
import { lookAtTable } from './look-at-table.ts'
import { mention } from './mention.ts'
import { growing, type MutableBody, type Place, readingOf, type TestFileReading } from './reading.ts'
import { shadowedTests } from './shadowed-tests.ts'
import { isFocused, skipsOfHead } from './skips.ts'
import { testCase } from './test-case.ts'

/** Nobody writes more in one file. */
const MAX_ENTRIES = 20_000

/** What a test file holds, read by the grammar of its language; nothing is run or resolved. */
export function readTestSyntax(
  path: string,
  source: string,
  code: { root: SyntaxNode; grammar: string; declare: Declare },
): TestFile {
  const { root, grammar } = code
  const reading = readingOf(source, code)
  const loose = growing('', 1)
  visitChildren(reading, root, { body: loose, isTest: false, groups: [], guards: [], skips: [] })
  joinProviders(reading.provided, reading.returned)
  if (grammar === 'ruby') nameSubjects(source, reading)
  if (grammar === 'cpp') reading.helpers.push(...macrosIn(source, root))
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
    retries: [...reading.retries, ...retriesOf([], loose.retries, 1)],
    escapes,
    replaced,
    shadowed: shadowedTests(reading.names, grammar),
    ...(grammar === 'cpp' && { mentions: reading.mentions }),
    declared: [...source.matchAll(MODULES)].slice(0, 500).map(([, module, macro]) => module ?? `#${macro}`),
    extended: [...source.matchAll(EXTENDS)].slice(0, 200).map(([, one = '']) => one),
    fixtures: reading.fixtures,
    imports: importsOf(source),
    sources: sourcesOf(source),
  }
}

const MODULES =
  /^[ \t]*(?:(?:pub[ \t]+)?(?:mod|module|namespace)[ \t]+(\w{1,100})|#[ \t]*define[ \t]+(\w{1,100}))/gm
/** Classes that others of the file inherit from. */
const EXTENDS = /\bclass\s+\w{1,100}(?:<[^>{]{0,100}>)?\s*(?:extends\s+|:\s*)(\w{1,100})/g

function visit(reading: TestFileReading, node: SyntaxNode, place: Place): void {
  if (node.type === 'use_declaration') noteFlag(reading, node)
  if (node.type.includes('comment') || IMPORTS.test(node.type) || place.body.assertions.length > MAX_ENTRIES)
    return
  if (node.type === 'identifier' && reading.grammar === 'cpp') mention(reading, node, place)
  const declared = reading.declare(reading.source, node)
  if (declared && !(declared.kind === 'helper' && place.isTest)) enter(reading, node, { declared, place })
  else {
    const isAsked = lookAtNode(reading, node, place)
    const isOther = isAsked !== (place.isAsked ?? false)
    visitChildren(reading, node, isOther ? { ...place, isAsked } : place)
  }
}

function noteFlag({ source, grammar, escapes }: TestFileReading, node: SyntaxNode): void {
  const flag = runFlag(source, node, grammar)
  if (flag) escapes.push({ ...flag, line: node.line })
}

/** `import static org.junit.Assume.assumeTrue` calls nothing. */
const IMPORTS =
  /^(?:import_declaration|import_statement|import_from_statement|using_directive|use_declaration|namespace_use_declaration)$/

/** In order: what ends the block keeps the rest of it from being reached. */
function visitChildren(reading: TestFileReading, node: SyntaxNode, place: Place): void {
  let guards = place.guards
  for (const child of node.children) {
    if (isLookedAtElsewhere(child)) continue
    const own = [...guardOf(reading.source, node, child, reading.grammar), ...neverRun(reading, node, child)]
    visit(reading, child, own.length > 0 ? { ...place, guards: [...guards, ...own] } : { ...place, guards })
    const isStatement = child.named && BLOCKS.test(node.type)
    const end = isStatement ? endsHere(reading.source, child) : undefined
    if (end !== undefined) guards = [...guards, end]
    if (end !== undefined && isBareQuit(reading.source, child, reading.grammar)) place.body.quits.push(end)
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

interface Declared {
  readonly declared: TestDeclaration
  readonly place: Place
}

function enter(reading: TestFileReading, node: SyntaxNode, { declared, place }: Declared): void {
  const { source, grammar } = reading
  const { kind, name, head } = declared
  noteFlag(reading, node)
  if (isFocused(grammar, head))
    reading.focuses.push({
      key: `${name} ${head}`.slice(0, 300),
      line: node.line,
      says: 'nothing else is run',
    })
  const skips = [
    ...skipsOfHead(grammar, `${head} ${grammar === 'cpp' ? name : ''}`),
    ...undiscovered(grammar, declared).map((one) => `${one} ${name}`),
  ]
  const way = escapeOf(source, node, { grammar, isTop: !place.isTest && place.guards.length === 0 })
  if (way) reading.escapes.push({ ...way, line: node.line })
  if (kind === 'group') enterGroup(reading, node, { declared, place, skips })
  else enterBody(reading, node, { declared, place, skips })
}

function enterGroup(
  reading: TestFileReading,
  { line }: SyntaxNode,
  { declared, place, skips }: Declared & { readonly skips: readonly string[] },
): void {
  const groups = [...place.groups, declared.name]
  reading.retries.push(...retriesOf(groups, declared.retries, line))
  reading.names.push(nameAt({ groups, line, kind: 'group', place }))
  within(reading, declared, { ...place, groups, skips: [...place.skips, ...skips] })
}

function nameAt({
  groups,
  line,
  kind,
  place,
}: Pick<TestFileReading['names'][number], 'line' | 'kind'> &
  Pick<Declared, 'place'> &
  Pick<Place, 'groups'>) {
  return { name: groups.join(' › '), line, kind, isSure: place.guards.length === 0 }
}

/** Of a test, or of a helper of tests. */
function enterBody(
  reading: TestFileReading,
  node: SyntaxNode,
  { declared, place, skips }: Declared & { readonly skips: readonly string[] },
): void {
  const { source, grammar } = reading
  const { kind, name, head } = declared
  reading.replaced.push(...replacedBy(source, node).map((one) => ({ ...one, line: node.line })))
  const fixture = fixtureOf(source, node, declared)
  if (fixture) reading.fixtures.push(fixture)
  const body = bodyOf(reading, node, { declared, place })
  body.skips.push(...skips, ...(kind === 'test' ? place.skips : []))
  const isTest = kind === 'test'
  const groups = isTest ? [...place.groups, name] : place.groups
  if (isTest) {
    reading.names.push(nameAt({ groups, line: node.line, kind: 'test', place }))
    const providers = providersOf(source, node, head)
    reading.provided.push({ providers, bindings: body.bindings, line: node.line })
    body.skips.push(...place.guards.filter((one) => one !== SWALLOWED))
  }
  const guards = isOnlyMade(source, node, { declared, grammar }) ? [DEAD] : []
  within(reading, declared, { body, isTest, groups, guards, skips: [] })
  if (!isTest) reading.helpers.push(body)
  if (grammar === 'ruby') reading.subjects.push(body)
  if (isTest && reading.cases.length < MAX_ENTRIES)
    reading.cases.push(testCase(source, node, { body, groups: place.groups }))
}

/** With what its head and its tables say. */
function bodyOf(reading: TestFileReading, { line }: SyntaxNode, { declared, place }: Declared): MutableBody {
  const body = growing(declared.name, line)
  body.retries.push(...(declared.retries ?? []))
  const expected = expectedFailures(reading.grammar, declared.head)
  body.assertions.push(...expected.map((one) => ({ ...one, line, guards: [] })))
  for (const one of declared.tables) {
    lookAtTable(reading, one, { ...place, body })
    body.iterables.push(squeezed(textOf(reading.source, one)).slice(0, 300))
  }
  joinCases(body.bindings)
  return body
}

function within(reading: TestFileReading, { body }: TestDeclaration, place: Place): void {
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
