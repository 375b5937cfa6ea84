import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { isAssertionMacro } from '../../defeats/is-assertion-macro.ts'
import { isChain, linksOf } from '../assertions/chain.ts'
import { allowedMember, stubbedMember } from '../fails/stubbed-member.ts'
import { replacedMatcher } from '../replaced/replaced-matcher.ts'
import { isExitCall } from './skips.ts'

interface Escape {
  readonly key: string
  readonly says: string
}

const TEST_GLOBALS =
  /^(?:(?:globalThis|global|window|self)\.)?(?:it|test|describe|expect|assert)(?:\.\w+)?$|^(?:unittest\.)?TestCase\.\w+$|^(?:pytest|unittest)\.\w+$|^Minitest::\w+|^RSpec\.\w+/

/** Nobody calls something of a test by the name of its library, unless to be called in its place. */
const LIBRARIES = /^(?:pytest|unittest|mock|hypothesis|assertpy|TestCase)$/

/** What keeps tests from being run, or ends the run before they are. */
export function escapeOf(
  source: string,
  node: SyntaxNode,
  { grammar, isTop }: { grammar: string; isTop: boolean },
): Escape | undefined {
  if (isAssertionMacro(source, node)) {
    const name = textOf(source, childOf(node, 'name'))
    return said(`defines ${name}`, `\`${name}\` is replaced`)
  }
  if (isChain(node)) {
    const matcher = /script$|^tsx$/.test(grammar) ? replacedMatcher(source, node) : undefined
    return matcher === undefined ? exit(source, node) : said(`${matcher}=`, `\`${matcher}\` is replaced`)
  }
  if (grammar === 'python' && /^(?:function|class)_definition$/.test(node.type)) {
    const name = textOf(source, childOf(node, 'name'))
    if (LIBRARIES.test(name)) return said(`${name}=`, `\`${name}\` is replaced`)
    return isTop && node.type === 'function_definition' ? hook(source, node) : undefined
  }
  if (!/^assignment/.test(node.type)) return undefined
  const left = squeezed(textOf(source, childOf(node, 'left'))).slice(0, 200)
  const right = squeezed(textOf(source, childOf(node, 'right'))).slice(0, 200)
  if (left === '__test__' && right === 'False')
    return said(`${left}=${right}`, 'tests that are no longer collected')
  if (/^collect_ignore/.test(left)) return said(`${left}=${right}`, 'tests that are no longer collected')
  if (left === 'pytestmark' && /skip|xfail/.test(right))
    return said(`${left}=${right}`, 'a skip of the whole file')
  if (grammar === 'python' && LIBRARIES.test(left) && !/\bimport/.test(right))
    return said(`${left}=`, `\`${left}\` is replaced`)
  if (TEST_GLOBALS.test(left) && !isVariable(source, left)) return said(`${left}=`, `\`${left}\` is replaced`)
  if (
    grammar === 'python' &&
    /^test_?\w*$/.test(left) &&
    /^(?:None|null|undefined|lambda|\(\)=>)/.test(right)
  )
    return said(`${left}=`, `\`${left}\` is replaced`)
  return undefined
}

/** `expect = page.read()` is a variable like any other where nothing is called by that name. */
function isVariable(source: string, left: string): boolean {
  return (
    /^(?:it|test|describe|expect)$/.test(left) &&
    !new RegExp(`\\b${left}(?:\\.\\w+){0,3}(?:\\s?[({]|\\s["']|\`)`).test(source)
  )
}

function exit(source: string, node: SyntaxNode): Escape | undefined {
  const links = linksOf(source, node)
  const called = links.findLast(({ args }) => args !== undefined)
  const name = links.map((one) => one.name).join('.')
  if (!called || !(isExitCall(name) || /^process\.\w+$/.test(name))) return undefined
  const args = called.args?.join(',') ?? ''
  if (/^process\.(?:on|once|prependListener|addListener)$/.test(name))
    return PASSES.test(args)
      ? said(`${name}(exit)`, '`process.exitCode` is put right when the run ends')
      : undefined
  if (!isExitCall(name)) return undefined
  // What Go and unittest end with is what their tests have said.
  if (/\bRun\(|\bcode\b|\bmain\(|\bstatus\b|^[1-9]/.test(args)) return undefined
  return said(`${name}(${args})`, `the run is ended by \`${name}\``)
}

/** `() => { process.exitCode = 0 }` where the process ends. */
const PASSES = /^["'`](?:exit|beforeExit)["'`],[\s\S]*\bexitCode ?= ?(?:0|undefined|void 0)\b/

function hook(source: string, node: SyntaxNode): Escape | undefined {
  const name = textOf(source, childOf(node, 'name'))
  return /^(?:load_tests|pytest_collection_modifyitems|pytest_ignore_collect|pytest_runtest_makereport|pytest_sessionfinish|pytest_exit)$/.test(
    name,
  )
    ? said(name, `\`${name}\` decides which tests count`)
    : undefined
}

function said(key: string, says: string): Escape {
  return { key, says }
}

const PATCHERS =
  /^(?:patch|object|setattr|spyOn|stub|replace|mock|doMock|unstable_mockModule|method|receive|stubs|when|instance_stub|define_singleton_method)$/

/** Names whose place is taken by a stand-in: `mock.patch('pkg.add')`, `vi.spyOn(mod, 'add')`, `allow(x).to receive(:add)`. */
export function replacedBy(source: string, node: SyntaxNode): Escape[] {
  if (node.type === 'singleton_method') {
    const key = `${textOf(source, childOf(node, 'object'))}.${textOf(source, childOf(node, 'name'))}`
    return [said(key, `def ${key}`)]
  }
  if (!isChain(node)) return []
  const links = linksOf(source, node)
  const allowed = allowedMember(links)
  if (allowed !== undefined) return [said(allowed, squeezed(textOf(source, node)).slice(0, 120))]
  const isAnswered = links.some((one) =>
    /^(?:mock(?:Return|Implementation|Resolved|Rejected)\w*|and|returns|callsFake|resolves|thenReturn|and_return)$/.test(
      one.name,
    ),
  )
  return links.flatMap(({ name, args }, index): Escape[] => {
    // A spy alone lets the call through.
    if (name === 'spyOn' && !isAnswered) return []
    if (!args || args.length === 0 || !PATCHERS.test(name)) return []
    const [first = '', second = ''] = args
    const says = `${name}(${args.slice(0, 2).join(', ')})`.slice(0, 120)
    // A module as a whole.
    if (/^(?:mock|doMock|unstable_mockModule)$/.test(name) && /^["'`]/.test(first)) return [said(first, says)]
    const own = stubbedMember(links, index)
    if (own !== undefined) return [said(own, says)]
    if (/^(?:when|receive)$/.test(name))
      return [said(/([A-Za-z_$][\w$.]*)(?:\(|$)/.exec(first)?.[1] ?? first, says)]
    const member = /^["'`:]([A-Za-z_$][\w$]*)/.exec(second)?.[1]
    if (member !== undefined) return [said(`${first}.${member}`, says)]
    return /^["'`][\w.]+["'`]$/.test(first) ? [said(first.slice(1, -1), says)] : []
  })
}
