import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Declare } from '../declare/declared.ts'
import { type Uses, usesOf } from '../reached/uses-of.ts'
import type { Fixture } from '../replaced/own-fixtures.ts'
import type { Assertion, Binding, Body, Call, Marker, TestCase } from '../test-file.ts'
import type { NamedPlace } from './shadowed-tests.ts'

export interface MutableBody extends Body {
  readonly assertions: Assertion[]
  readonly calls: Call[]
  readonly bindings: Binding[]
  readonly iterables: string[]
  readonly quits: string[]
  readonly skips: string[]
  readonly retries: string[]
}

export interface Place {
  readonly body: MutableBody
  readonly isTest: boolean
  readonly groups: readonly string[]
  readonly guards: readonly string[]
  /** What keeps the groups that it is in from being run. */
  readonly skips: readonly string[]
  /** It is part of an assertion, so that what is called here is none by itself. */
  readonly isAsked?: boolean
}

export interface TestFileReading {
  readonly source: string
  readonly grammar: string
  readonly declare: Declare
  readonly cases: TestCase[]
  readonly helpers: Body[]
  readonly groupSkips: Marker[]
  readonly focuses: Marker[]
  readonly retries: Marker[]
  readonly escapes: Marker[]
  readonly replaced: Marker[]
  readonly fixtures: Fixture[]
  readonly names: NamedPlace[]
  readonly mentions: Map<string, number>
  /** Tests and helpers in Ruby, which speak of one subject. */
  readonly subjects: MutableBody[]
  /** Where all names of the file stand, looked for when somebody asks. */
  readonly uses: () => Uses
  /** Tests, with the functions that give them their cases. */
  readonly provided: { providers: string[]; bindings: Binding[]; line: number }[]
  /** What functions beside tests return, by their names. */
  readonly returned: Map<string, readonly string[]>
}

/** Of one file, before anything of it is read. */
export function readingOf(
  source: string,
  { root, grammar, declare }: { root: SyntaxNode; grammar: string; declare: Declare },
): TestFileReading {
  let uses: Uses | undefined
  return {
    source,
    grammar,
    declare,
    cases: [],
    helpers: [],
    groupSkips: [],
    focuses: [],
    retries: [],
    escapes: [],
    replaced: [],
    fixtures: [],
    names: [],
    mentions: new Map(),
    subjects: [],
    uses: () => (uses ??= usesOf(source, root)),
    provided: [],
    returned: new Map(),
  }
}

export function growing(name: string, line: number): MutableBody {
  return {
    name,
    line,
    assertions: [],
    calls: [],
    bindings: [],
    iterables: [],
    quits: [],
    skips: [],
    retries: [],
  }
}
