import type { Fixture } from './replaced/own-fixtures.ts'

/** One thing that a test asks for. */
export interface Assertion {
  /** The words of the assertion: `toBe`, `not.toBe`, `assertEqual`, `==`. */
  readonly verb: string
  /** What it is about and what it expects, as written, without white space. */
  readonly args: readonly string[]
  readonly line: number
  /** What must hold for it to be reached and to count, from the outside in. */
  readonly guards: readonly string[]
}

export interface Call extends Assertion {
  /** With what it is called on: `math.add`. */
  readonly name: string
}

/** A call, asked for as if it were an assertion: what it is given decides what its helper asserts. */
export function asAssertion(call: Call): Assertion {
  return { ...call, verb: `${call.verb}()` }
}

/** A name that is given a value, or the values that a test is run with. */
export interface Binding {
  readonly name: string
  readonly line: number
  readonly literals: readonly string[]
  /** As written, where it is short; absent of tables. */
  readonly value?: string
  /** The elements, where it is a list of them. */
  readonly rows: readonly string[] | undefined
  /** The functions that its value comes from. */
  readonly called: readonly string[]
}

/** What a test or a helper does. */
export interface Body {
  readonly name: string
  readonly line: number
  readonly assertions: readonly Assertion[]
  /** Everything it calls; those of its helpers that assert count as assertions. */
  readonly calls: readonly Call[]
  readonly bindings: readonly Binding[]
  /** On what it ends without a word; absent where nobody looked. */
  readonly quits?: readonly string[]
  /** What it is repeated over. */
  readonly iterables: readonly string[]
}

export interface TestCase extends Body {
  /** With the groups it is in. */
  readonly fullName: string
  /** What has it run again when it fails, as written; absent where that is not read. */
  readonly retries?: readonly string[]
  /** What keeps it from being run, as written. */
  readonly skips: readonly string[]
  /** Of everything but its name, white space and comments. */
  readonly body: string
  /** The words it is made of, for likeness. */
  readonly words: readonly string[]
}

/** A skip of a whole group or file, a focus, an end of the run. */
export interface Marker {
  readonly key: string
  readonly line: number
  readonly says: string
}

export interface ImportedName {
  readonly name: string
  readonly from: string
}

export interface TestFile {
  readonly path: string
  readonly cases: readonly TestCase[]
  readonly helpers: readonly Body[]
  /** What stands outside of tests and helpers. */
  readonly loose: Body
  readonly groupSkips: readonly Marker[]
  readonly focuses: readonly Marker[]
  /** What has a group or the whole file run again when it fails; absent where that is not read. */
  readonly retries?: readonly Marker[]
  /** What keeps tests from being run at all, or ends the run. */
  readonly escapes: readonly Marker[]
  /** Tests whose name is given to something else further down, so that they never run; absent where a language refuses that. */
  readonly shadowed?: readonly Marker[]
  /** Names that it puts something else in the place of. */
  readonly replaced: readonly Marker[]
  /** Classes that others inherit from: their tests run in those. Absent where nobody looked. */
  readonly extended?: readonly string[]
  /** Modules that it brings along. Absent where nobody looked. */
  readonly declared?: readonly string[]
  /** How often names of tests are said where they are reached, in C: there, nothing calls a test by itself. Absent elsewhere. */
  readonly mentions?: ReadonlyMap<string, number>
  /** Fixtures of pytest that it makes; absent elsewhere. */
  readonly fixtures?: readonly Fixture[]
  /** The modules that it names; absent where nobody asks for them. */
  readonly sources?: readonly string[]
  /** Where the names come from that it imports. */
  readonly imports: readonly ImportedName[]
}
