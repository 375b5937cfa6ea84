interface ExpectedFailure {
  readonly verb: string
  readonly args: readonly string[]
}

const SAID: readonly (readonly [grammars: RegExp, verb: string, pattern: RegExp])[] = [
  [
    /^rust$/,
    'should_panic',
    /#\[should_panic(?:\((?:expected\s*=\s*)?((?:"(?:[^"\\]|\\.)*"|[^)"]){0,300})\))?\]/g,
  ],
  [/^rust$/, 'should_panic', /#\[should_panic=("(?:[^"\\]|\\.)*")\]/g],
  [/^java$/, 'expected raise', /@Test\((?:[^)]{0,100},)?expected=([\w.]{1,100}\.class)/g],
  [/^c-sharp$/, 'ExpectedException raise', /\bExpectedException(?:Attribute)?\(typeof\(([\w.]{1,100})\)/g],
]

/** A failure that is asked for by what is said before a test: `#[should_panic(expected = "…")]`, `@Test(expected = …)`. */
export function expectedFailures(grammar: string, head: string): ExpectedFailure[] {
  return SAID.filter(([grammars]) => grammars.test(grammar)).flatMap(([, verb, pattern]) =>
    [...head.matchAll(pattern)].map(([, what = '']) => ({ verb, args: what === '' ? [] : [what] })),
  )
}
