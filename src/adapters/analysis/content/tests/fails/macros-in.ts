import { squeezed, textOf } from '../../../syntax/source.ts'
import { childOf, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Assertion, Body } from '../test-file.ts'

const SIGNAL =
  /\b(?:abort|longjmp|__builtin_trap|raise|__assert\w*|terminate)\b|\b_?exit\s*\(\s*(?!0\s*\)|EXIT_SUCCESS)|\breturn\s+(?!0\s*;|EXIT_SUCCESS|true\b)[^;]|\b\w*(?:fail|err|bad)\w*\s*(?:\(|\+\+|\+=|=\s*(?:1|true))|\+\+\s*[\w.>-]*(?:fail|err)|\bthrow\b/i
const ASSERTS = /\b(?:\w*assert\w*|EXPECT_\w+|CHECK\w*|REQUIRE\w*|TEST_ASSERT\w*|ck_\w+|cr_\w+)\s*\(/gi

/** Macros of C that tests ask with, as the functions that they are used as: the grammar knows their text alone. */
export function macrosIn(source: string, root: SyntaxNode): Body[] {
  const found: Body[] = []
  const open: SyntaxNode[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'preproc_function_def') found.push(macro(source, node))
    else if (/^(?:translation_unit|preproc_\w+|linkage_specification|declaration_list)$/.test(node.type))
      open.push(...node.children.toReversed())
  }
  return found
}

function macro(source: string, node: SyntaxNode): Body {
  const name = textOf(source, childOf(node, 'name')).slice(0, 200)
  const text = textOf(source, childOf(node, 'value')).replace(/\\\n/g, ' ')
  return {
    name,
    line: node.line,
    assertions: [...conditionsOf(text, node.line), ...asked(text, { name, line: node.line })],
    calls: [],
    bindings: [],
    iterables: [],
  }
}

/** `if (!(x)) abort()`, and `(x) ? (void)0 : abort()`. */
function conditionsOf(text: string, line: number): Assertion[] {
  const found: Assertion[] = []
  for (const { index, 0: word } of text.matchAll(/\bif\s*\(/g)) {
    const start = index + word.length - 1
    const end = closing(text, start)
    const rest = text.slice(end + 1)
    const body = /^\s*\{/.test(rest)
      ? rest.slice(0, closing(rest, rest.indexOf('{')) + 1)
      : (rest.split(';')[0] ?? '')
    if (SIGNAL.test(`${body};`)) found.push(fails('if', text.slice(start + 1, end), line))
  }
  const choice = chosen(unwrapped(text.trim()))
  if (choice && SIGNAL.test(choice.second)) found.push(fails('unless', choice.condition, line))
  else if (choice && SIGNAL.test(choice.first)) found.push(fails('if', choice.condition, line))
  return found
}

function unwrapped(text: string): string {
  return text.startsWith('(') && closing(text, 0) === text.length - 1
    ? unwrapped(text.slice(1, -1).trim())
    : text
}

/** `a ? b : c`, at its outermost level. */
function chosen(text: string) {
  let depth = 0
  let at = -1
  for (const { 0: sign, index } of text.matchAll(/[([{]|[)\]}]|\?|(?<!:):(?!:)/g)) {
    if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign)) depth -= 1
    else if (depth === 0 && sign === '?' && at < 0) at = index
    else if (depth === 0 && sign === ':' && at >= 0)
      return { condition: text.slice(0, at), first: text.slice(at + 1, index), second: text.slice(index + 1) }
  }
  return undefined
}

function fails(word: string, condition: string, line: number): Assertion {
  return { verb: `${word} fail`, args: [squeezed(condition)], line, guards: [] }
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if ('([{'.includes(text[at] ?? '')) depth += 1
    else if (')]}'.includes(text[at] ?? '') && --depth === 0) return at
  }
  return text.length
}

/** It stands for another one. */
function asked(text: string, { name, line }: { name: string; line: number }): Assertion[] {
  return [...text.matchAll(ASSERTS)].flatMap(({ index, 0: word }): Assertion[] => {
    const verb = word.slice(0, -1).trim()
    const start = index + word.length - 1
    const args = squeezed(text.slice(start + 1, closing(text, start)))
    return verb === name ? [] : [{ verb, args: [args], line, guards: [] }]
  })
}
