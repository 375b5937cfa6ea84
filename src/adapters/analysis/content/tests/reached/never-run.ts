import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import { DEAD, SWALLOWED, UNWAITED } from '../assertions/guards.ts'
import { constantTruth } from './constant-truth.ts'
import { isNeverCalled } from './is-never-called.ts'
import { isUnwaited } from './is-unwaited.ts'
import { neverRunElsewhere } from './never-run-elsewhere.ts'
import type { Uses } from './uses-of.ts'

interface Code {
  readonly source: string
  readonly grammar: string
  readonly uses: () => Uses
}

/** In JavaScript, TypeScript and Python: what keeps `child` from being run, or from being heard of, whatever is tested. */
export function neverRun(code: Code, node: SyntaxNode, child: SyntaxNode): string[] {
  if (!/script$|^tsx$|^python$/.test(code.grammar)) return neverRunElsewhere(code, child)
  if (isEmptyLoop(code, node, child) || isOtherCase(code.source, node, child)) return [DEAD]
  if (FUNCTION.test(child.type) && isNeverCalled(code.source, child, code.uses())) return [DEAD]
  if (isExpectedToFail(code.source, node, child)) return [SWALLOWED]
  return isUnwaited(code.source, node, child) ? [UNWAITED] : []
}

const FUNCTION = /function|^lambda$/
const NOTHING =
  /^(?:\[\]|\(\)|\{\}|""|''|``|(?:list|tuple|set|dict|str|Array|Object\.keys|iter)\((?:\[\]|\(\)|\{\}|0)?\)|new (?:Array|Set|Map)(?:\((?:0|\[\])?\))?|range\((?:0|-\d+)(?:,(?:0|-\d+))?\)|range\((\d+),\1\)|Array\.from\(\[\]\))$/
const EACH = /^(?:forEach|map|flatMap|filter|some|every|reduce|find|findIndex)$/

/** `for (const one of []) …`, `[].forEach(…)`, `while (false)`. */
function isEmptyLoop(code: Code, node: SyntaxNode, child: SyntaxNode): boolean {
  const { source } = code
  if (child.field === 'body' && /^for_(?:in_)?statement$/.test(node.type))
    return isNothing(code, childOf(node, 'right')) || isOver(source, node)
  if (child.field !== 'arguments' || !/^call(?:_expression)?$/.test(node.type)) return false
  const called = childOf(node, 'function')
  return (
    called !== undefined &&
    EACH.test(textOf(source, childOf(called, 'property'))) &&
    isNothing(code, childOf(called, 'object'))
  )
}

function isNothing(code: Code, over: SyntaxNode | undefined): boolean {
  if (!over) return false
  const text = squeezed(textOf(code.source, over)).replace(/ as const$/, '')
  if (NOTHING.test(text)) return true
  return over.type === 'identifier' && isAlwaysEmpty(code, text)
}

/** A name that is given nothing once, and that is only gone through after that. */
function isAlwaysEmpty({ source, uses }: Code, name: string): boolean {
  const all = uses().get(name) ?? []
  const given = all.filter(
    ({ parent, field }) => DECLARES.test(parent?.type ?? '') && /^(?:name|left)$/.test(field ?? ''),
  )
  const [value] = given.map(({ parent }) => parent && childOf(parent, 'value', 'right'))
  return (
    given.length === 1 &&
    value !== undefined &&
    NOTHING.test(squeezed(textOf(source, value))) &&
    all.every((one) => given.includes(one) || (one.field === 'right' && /^for_/.test(one.parent?.type ?? '')))
  )
}

const DECLARES = /^(?:variable_declarator|assignment)$/

/** `for (let i = 0; i < 0; i++)`. */
function isOver(source: string, node: SyntaxNode): boolean {
  const condition = childOf(node, 'condition')
  if (!condition) return false
  const [, name, value] =
    /^(?:let|var) (\w{1,40})=(-?\d{1,15})[;,]?$/.exec(
      squeezed(textOf(source, childOf(node, 'initializer'))),
    ) ?? []
  const text = squeezed(textOf(source, condition)).slice(0, 200)
  const words =
    name === undefined ? text : text.replace(/[\w.]+/g, (word) => (word === name ? (value ?? '') : word))
  return constantTruth(words) === false
}

/** `switch (1) { case 2: … }`. */
function isOtherCase(source: string, node: SyntaxNode, child: SyntaxNode): boolean {
  if (node.type !== 'switch_body' || child.type !== 'switch_case') return false
  const value = squeezed(textOf(source, node.parent && childOf(node.parent, 'value'))).replace(
    /^\((.*)\)$/,
    '$1',
  )
  return constantTruth(`${value}===${squeezed(textOf(source, childOf(child, 'value')))}`) === false
}

/** What is done where a failure is what is asked for: `expect(() => { … }).toThrow()`. */
function isExpectedToFail(source: string, node: SyntaxNode, child: SyntaxNode): boolean {
  if (!FUNCTION.test(child.type) || node.field !== 'arguments') return false
  const call = node.parent
  const name = textOf(source, call && childOf(call, 'function'))
  const isOnly = namedChildren(node).length === 1
  if (/^(?:assert|t)\.(?:throws|rejects)$/.test(name)) return isOnly
  if (/(?:^|\.)(?:assertRaises|raises)$/.test(name))
    return /^(?:Exception|BaseException|AssertionError)$/.test(textOf(source, namedChildren(node)[0]))
  if (!/^expect$/.test(name)) return false
  const asked =
    /^(?:\s*\.\s*(?:rejects|to|be|an|a))*\s*\.\s*(?:toThrow(?:Error)?|throws?|throwError)\s*(?:\(\s*(?:Error)?\s*\))?/
  return asked.test(source.slice(call?.end ?? 0, (call?.end ?? 0) + 100))
}
