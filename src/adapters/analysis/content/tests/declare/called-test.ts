import { squeezed, textOf } from '../../../syntax/source.ts'
import { namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { isCall, isChain, type Link, linksOf } from '../assertions/chain.ts'
import { retriesOfOptions } from '../looser/retries.ts'
import { isFunctionLiteral, type TestDeclaration } from './declared.ts'

const TEST_CALL = /^(?:[xf]?(?:its|it|test|specify|example|scenario)|pending)$/
const GROUP_CALL = /^(?:[xf]?(?:describe|context|suite|feature)|RSpec)$/
const HOOKS =
  /^(?:before|after)(?:Each|All)?$|^(?:use|extend|step|info|setTimeout|setup|teardown|configure|plan|end|assert|mock|slow|expect)$/

/** `it('…', () => …)`, as the runners of JavaScript, Ruby and Pest have it. */
export function calledTest(source: string, node: SyntaxNode): TestDeclaration | undefined {
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
    retries: retriesOfOptions(source, options),
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
