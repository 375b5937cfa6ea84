import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { calledIn } from '../assertions/bindings.ts'
import type { Body, TestFile } from '../test-file.ts'

const FILES = /\.(?:rs|java|php|rb|cs|c|cc|cpp|cxx|h|hpp|go)$/

/**
 * Functions, macros and modules of a test under the name of what the test has always called, and that was the product's: what is
 * nearer is called instead. One that calls its namesake only wraps it.
 */
export function ownProducts(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const had = new Set(before.flatMap(({ helpers }) => helpers.map(({ name }) => name)))
  const hadWords = new Set(before.flatMap(({ declared = [] }) => declared))
  return after.flatMap((file): WeakenedTest[] => {
    const old = before.find(({ path }) => path === file.path)
    if (!FILES.test(file.path) || !old) return []
    const tested = testedIn(old)
    const functions = file.helpers.filter(
      (one) => !had.has(one.name) && tested.has(one.name) && !one.calls.some(({ verb }) => verb === one.name),
    )
    const modules = (file.declared ?? []).filter((one) => !hadWords.has(one) && tested.has(`${one}::`))
    const macros = (file.declared ?? [])
      .filter((one) => one.startsWith('#') && !hadWords.has(one))
      .map((one) => one.slice(1))
      .filter((one) => tested.has(one) || (had.has(one) && file.helpers.some(({ name }) => name === one)))
    return [
      ...macros.map((name) => ({ name, line: 1 })),
      ...functions.map(({ name, line }) => ({ name, line })),
      ...modules.map((name) => ({ name, line: 1 })),
    ].map(
      ({ name, line }): WeakenedTest => ({
        path: file.path,
        line,
        what: 'stubbed',
        detail: `${name} by one of its own`,
      }),
    )
  })
}

/** What its assertions are about: `hours` in `assert_eq!(hours(60), 1)`, `clock::` in `clock::hours(60)`. */
function testedIn({ cases, helpers, loose }: TestFile): ReadonlySet<string> {
  const own = new Set(helpers.map(({ name }) => name))
  const bodies: readonly Body[] = [...cases, ...helpers, loose]
  return new Set(
    bodies.flatMap(({ assertions, bindings, calls }) => {
      const texts = [...assertions, ...calls].flatMap(({ args }) => args)
      const asked = [...assertions, ...calls.filter(({ verb }) => own.has(verb))].flatMap(({ args }) => args)
      const words = new Set(asked.flatMap((text) => text.match(/[A-Za-z_$][\w$]*/g) ?? []))
      const given = bindings.filter(({ name }) => words.has(name)).flatMap(({ called }) => called)
      const called = [...asked.flatMap(calledIn), ...given].filter(
        (one) => /^\w+$/.test(one) && !/^(?:vec|new|len|format)$/.test(one),
      )
      const paths = texts.flatMap((text) =>
        [...text.slice(0, 1_000).matchAll(/(?<![\w:])([a-z_]\w*)::/g)].map(([, one = '']) => `${one}::`),
      )
      return [...called, ...paths]
    }),
  )
}
