import { sha256 } from '../patch-id.ts'
import type { TestLanguage } from './languages.ts'
import { withoutComments } from './without-comments.ts'

export interface TestCase {
  readonly name: string
  readonly line: number
  readonly skipped: boolean
  readonly assertions: number
  /** Of everything but its name, white space and comments. */
  readonly body: string
}

/** A skip of a whole group or file, or a focus. */
export interface Marker {
  readonly key: string
  readonly line: number
}

export interface TestFile {
  readonly path: string
  readonly cases: readonly TestCase[]
  readonly groupSkips: readonly Marker[]
  readonly focuses: readonly Marker[]
  /** All of the file, also outside of its tests. */
  readonly assertions: number
}

/** What a test file holds, read by the habits of its frameworks; nothing is run or resolved. */
export function readTests(path: string, text: string, language: TestLanguage): TestFile {
  const code = withoutComments(text, language.comments)
  const lineAt = lineCounter(code)
  const tests = [...code.matchAll(language.test)].map((match) => declared(match, true))
  const groups = [...code.matchAll(language.group)].map((match) => declared(match, false))
  const all = [...tests, ...groups].sort((a, b) => a.start - b.start)
  const { skipped, groupSkips } = skips(code, language, all)
  const cases = tests.map((test, index): TestCase => {
    const body = code.slice(test.start, tests[index + 1]?.start ?? code.length)
    return {
      name: test.name,
      line: lineAt(test.start),
      skipped: skipped.has(test),
      assertions: matches(body, language.assertion),
      body: sha256(body.replace(test.name, '').replace(/\s+/g, '')),
    }
  })
  const mark = ({ key, at }: { key: string; at: number }): Marker => ({ key, line: lineAt(at) })
  return {
    path,
    cases,
    groupSkips: groupSkips.map(mark),
    focuses: language.focus
      ? [...code.matchAll(language.focus)].map((match) =>
          mark({ key: lineOf(code, match.index), at: match.index }),
        )
      : [],
    assertions: matches(code, language.assertion),
  }
}

interface Declared {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isTest: boolean
}

function declared(match: RegExpExecArray, isTest: boolean): Declared {
  const { name, sub, attribute } = match.groups ?? {}
  const text = name ?? sub ?? attribute ?? ''
  return { name: text, start: match.index, end: match.index + match[0].length, isTest }
}

/** A marker before a declaration, or within its words, is about that; one in a body is about the test it stands in. */
function skips(code: string, language: TestLanguage, all: readonly Declared[]) {
  const skipped = new Set<Declared>()
  const groupSkips: { key: string; at: number }[] = []
  const add = (at: number, target: Declared | undefined) => {
    if (target?.isTest) skipped.add(target)
    else groupSkips.push({ key: `${target?.name ?? ''} ${lineOf(code, at)}`, at })
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

function matches(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
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
