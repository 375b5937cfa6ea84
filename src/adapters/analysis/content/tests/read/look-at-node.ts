import { squeezed, textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import { assertionsOf } from '../assertions/assertions-of.ts'
import { bindingOf } from '../assertions/bindings.ts'
import { isChain, type Link, linksOf } from '../assertions/chain.ts'
import { DEAD, SWALLOWED, UNWAITED } from '../assertions/guards.ts'
import { statedAssertion } from '../assertions/stated-assertion.ts'
import { isFunctionLiteral } from '../declare/declared.ts'
import { matchedBy } from '../declare/ruby-matchers.ts'
import { runFlag } from '../fails/run-flag.ts'
import { endOfMain, failingHere, isSignal } from '../fails/signals.ts'
import { isHelperFailure } from '../looser/is-helper-failure.ts'
import { retriesOfCall } from '../looser/retries.ts'
import { inlineRows } from '../rows/inline-rows.ts'
import { instantiatedRows } from '../rows/instantiated-rows.ts'
import { iterableOf } from '../rows/iterable-of.ts'
import { noteGiven } from '../rows/note-given.ts'
import { returnedRows } from '../rows/providers.ts'
import type { Assertion } from '../test-file.ts'
import { escapeOf, replacedBy } from './escapes.ts'
import type { Place, TestFileReading } from './reading.ts'
import { namedAgain } from './shadowed-tests.ts'
import { isSkipCall } from './skips.ts'

/** What one node says about the test it is in; true where what is in it is part of an assertion. */
export function lookAtNode(reading: TestFileReading, node: SyntaxNode, place: Place): boolean {
  const { source, grammar } = reading
  const { body, guards } = place
  const { line } = node
  const way = escapeOf(source, node, { grammar, isTop: !place.isTest && place.guards.length === 0 })
  if (way) reading.escapes.push({ ...way, line })
  const flag = runFlag(source, node, grammar)
  if (flag) reading.escapes.push({ ...flag, line })
  reading.replaced.push(...replacedBy(source, node).map((one) => ({ ...one, line })))
  const stated = statedAssertion(source, node)
  if (stated) body.assertions.push({ ...stated, line, guards })
  if (!place.isTest && grammar === 'python') reading.names.push(...namedAgain(source, node, place.groups))
  const fails = isSignal(source, node, grammar) || (!place.isTest && isHelperFailure(source, node, guards))
  const failure = fails ? failingHere(line, guards) : undefined
  if (failure) body.assertions.push(failure)
  const ending = grammar === 'cpp' && body.name === 'main' ? endOfMain(source, node) : undefined
  if (ending !== undefined) body.assertions.push({ verb: 'return', args: [ending], line, guards })
  const matched = grammar === 'ruby' ? matchedBy(source, node) : undefined
  if (matched) body.assertions.push({ ...matched, guards })
  const binding = bindingOf(source, node)
  if (binding) body.bindings.push(binding)
  if (!place.isTest) noteReturn(reading, node, body.name)
  if (!place.isTest && grammar !== 'python') noteGiven(source, node, body)
  const inline = grammar === 'cpp' ? instantiatedRows(source, node) : inlineRows(source, node)
  if (inline) body.bindings.push(inline)
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
function noteReturn({ source, returned }: TestFileReading, node: SyntaxNode, name: string): void {
  const rows = returnedRows(source, node)
  const known = returned.get(name)
  if (rows && (!known || rows.length < known.length)) returned.set(name, rows)
}

function lookAtChain(
  reading: TestFileReading,
  node: SyntaxNode,
  { body, guards, isAsked = false }: Place,
): boolean {
  const links = linksOf(reading.source, node)
  const name = links.map((one) => one.name).join('.')
  const { line } = node
  body.retries.push(...retriesOfCall(links))
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
    /^(?:ThrowsAsync|ThrowsAnyAsync|ThrowsExceptionAsync|resolves|rejects|eventually|rejectedWith|fulfilled|doesNotReject)(?:<|$)/.test(
      name,
    ),
  )
  if (isPromise && node.parent?.type === 'expression_statement') return [UNWAITED]
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
