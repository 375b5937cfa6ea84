import { sha256 } from '../../../../../domain/sha256.ts'
import type { Assertion, Body, Marker, TestCase, TestFile } from '../test-file.ts'
import { importsOf } from './imports.ts'
import type { TestLanguage } from './languages.ts'
import { withoutComments } from './without-comments.ts'

/** Nobody writes a test in a longer line; the patterns would only be kept busy. */
const MAX_LINE = 2_000

/**
 * What a test file holds, by the conventions of its frameworks: for languages without a grammar, and for files that the grammar
 * cannot read.
 */
export function readTestText(path: string, text: string, language: TestLanguage): TestFile {
  const code = withoutComments(shortLines(text), language.comments)
  const lineAt = lineCounter(code)
  const tests = [...code.matchAll(language.test)].map((match) => declared(match, true))
  const groups = [...code.matchAll(language.group)].map((match) => declared(match, false))
  const all = [...tests, ...groups].sort((a, b) => a.start - b.start)
  const { skipped, groupSkips } = skips(code, language, all)
  const ends = endsOf(code, tests)
  const assertions = assertionsIn(code, { language, lineAt })
  const cases = tests.map((test, index): TestCase => {
    const end = ends[index] ?? code.length
    const body = code.slice(test.start, end)
    return {
      ...emptyBody(test.name, lineAt(test.start)),
      fullName: test.name,
      skips: skipped.get(test) ?? [],
      assertions: assertions.filter(({ at }) => at >= test.start && at < end).map(({ one }) => one),
      body: sha256(body.replace(test.name, '').replace(/\s+/g, '')),
      words: [...new Set(body.slice(0, 40_000).match(/\w+/g))].slice(0, 400),
    }
  })
  const isIn = (at: number) => tests.some((test, index) => at >= test.start && at < (ends[index] ?? 0))
  const loose: Body = {
    ...emptyBody('', 1),
    assertions: assertions
      .slice(0, 2_000)
      .filter(({ at }) => !isIn(at))
      .map(({ one }) => one),
  }
  const mark = ({ key, at }: { key: string; at: number }): Marker => ({ key, line: lineAt(at), says: key })
  const focuses = language.focus
    ? [...code.matchAll(language.focus)].map(({ index }) => mark({ key: lineOf(code, index), at: index }))
    : []
  const rest = { helpers: [], escapes: [], replaced: [], imports: importsOf(text) }
  return { path, cases, loose, groupSkips: groupSkips.map(mark), focuses, ...rest }
}

function emptyBody(name: string, line: number): Body {
  return { name, line, assertions: [], calls: [], bindings: [], iterables: [] }
}

function shortLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.slice(0, MAX_LINE))
    .join('\n')
}

interface LocatedAssertion {
  readonly at: number
  readonly one: Assertion
}

function assertionsIn(
  code: string,
  { language, lineAt }: { language: TestLanguage; lineAt: (at: number) => number },
): LocatedAssertion[] {
  return [...code.matchAll(language.assertion)].slice(0, 20_000).map(({ index, 0: verb }) => {
    const rest = code.slice(index + verb.length, index + verb.length + 300).split('\n')[0] ?? ''
    return { at: index, one: { verb: verb.trim(), args: [rest.trim()], line: lineAt(index), guards: [] } }
  })
}

/** Where the braces that open after a declaration are closed again, or where the next one begins. */
function endsOf(code: string, tests: readonly TestDeclaration[]): number[] {
  const closing = new Map<number, number>()
  const open: number[] = []
  for (const { 0: brace, index } of code.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}]/g)) {
    if (brace === '{') open.push(index)
    else if (brace === '}') {
      const start = open.pop()
      if (start !== undefined) closing.set(start, index + 1)
    }
  }
  return tests.map((test, index) => {
    const next = tests[index + 1]?.start ?? code.length
    const brace = code.indexOf('{', test.end)
    const end = brace >= 0 && brace < next ? closing.get(brace) : undefined
    return end ?? next
  })
}

interface TestDeclaration {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isTest: boolean
}

function declared(match: RegExpExecArray, isTest: boolean): TestDeclaration {
  const { name, sub, attribute } = match.groups ?? {}
  const text = name ?? sub ?? attribute ?? ''
  return { name: text, start: match.index, end: match.index + match[0].length, isTest }
}

/** A marker before a declaration, or within its words, is about that; one in a body is about the test it stands in. */
function skips(code: string, language: TestLanguage, all: readonly TestDeclaration[]) {
  const skipped = new Map<TestDeclaration, string[]>()
  const groupSkips: { key: string; at: number }[] = []
  const add = (at: number, target: TestDeclaration | undefined) => {
    const line = lineOf(code, at)
    if (target?.isTest) skipped.set(target, [...(skipped.get(target)?.slice(0, 5) ?? []), line])
    else groupSkips.push({ key: `${target?.name ?? ''} ${line}`, at })
  }
  // Markers come in the order of the text, so that each declaration is passed once: a file may hold thousands of both.
  let next = 0
  for (const { index } of code.matchAll(language.skipsNext)) {
    while ((all[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1
    add(index, all[next])
  }
  let begun = 0
  for (const { index, 0: text } of code.matchAll(language.skipsHere)) {
    while ((all[begun]?.start ?? Number.POSITIVE_INFINITY) <= index + text.length) begun += 1
    add(index, all[begun - 1])
  }
  return { skipped, groupSkips }
}

function lineOf(code: string, at: number): string {
  const start = code.lastIndexOf('\n', at - 1) + 1
  const end = code.indexOf('\n', at)
  return code
    .slice(start, end === -1 ? undefined : end)
    .replace(/\s+/g, '')
    .slice(0, 300)
}

/** 1-based line of an offset; offsets are asked in any order. */
function lineCounter(code: string): (at: number) => number {
  const starts = [0]
  for (const { index } of code.matchAll(/\n/g)) starts.push(index + 1)
  return (at) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return low
  }
}
