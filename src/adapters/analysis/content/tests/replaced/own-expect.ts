import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { TestPair } from '../gone/pair-tests.ts'
import type { Body, TestFile } from '../test-file.ts'

/** What tests compare with, as it is called where they do. */
const COMPARES = /^(?:expect|assert|should|chai|pytest|unittest|approx|raises|warns|isclose)$/
const COMPARING =
  /^(?:(?:node:)?assert(?:\/strict)?|chai|expect|vitest|should|@jest\/(?:globals|expect)|@vitest\/expect|bun:test|node:test|pytest|unittest)$/
const MADE =
  /^(?:async\b|function\b|class\b|lambda\b|\{|new Proxy\b|(?:\w+|\([^()]*\))(?::\w+)?=>|(?:Magic|Async)?Mock\(|(?:vi|jest)\.fn\()/

/** A test file that brings its own `expect` along, or puts a stand-in where the library's is. */
export function ownExpect(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): readonly WeakenedTest[] {
  return after.flatMap((file) => {
    const old = before.filter(({ path }) =>
      pairs.some((one) => one.before.path === path && one.after.path === file.path),
    )
    if (old.length === 0) return []
    const had = new Set(old.flatMap(namesMade))
    const known = new Set(old.flatMap(({ replaced }) => replaced.map(({ key }) => key)))
    const reported = (line: number, detail: string): WeakenedTest => ({
      path: file.path,
      line,
      what: 'stubbed',
      detail,
    })
    return [
      ...made(file)
        .filter(({ name }) => !had.has(name))
        .map(({ name, line }) => reported(line, `${name}: its own, not that of the library`)),
      ...file.replaced
        .filter(({ key }) => !known.has(key) && isOfLibrary(key))
        .map(({ line, says }) => reported(line, `what tests compare with: ${says}`)),
    ]
  })
}

const namesMade = (file: TestFile) => made(file).map(({ name }) => name)

function made({ helpers, loose, cases }: TestFile): readonly { name: string; line: number }[] {
  const bindings = [loose, ...cases].flatMap((one) => one.bindings)
  return [
    ...helpers.filter((one) => COMPARES.test(one.name) && !compares(one)),
    ...bindings.filter(
      ({ name, value = '' }) =>
        COMPARES.test(name) && MADE.test(value) && !/\b(?:require|import)\(/.test(value),
    ),
  ]
}

/** It asks for something by itself, or calls what does. */
function compares({ assertions, calls }: Body): boolean {
  return assertions.length > 0 || calls.some(({ name }) => /expect|assert/i.test(name))
}

function isOfLibrary(key: string): boolean {
  const module = /^["'`](.*)["'`]$/.exec(key)?.[1]
  return module === undefined ? /^(?:expect|assert|chai|pytest|unittest)\./.test(key) : COMPARING.test(module)
}
