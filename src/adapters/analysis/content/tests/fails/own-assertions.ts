import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { strengthOf } from '../assertions/strength.ts'
import type { Body, TestFile } from '../test-file.ts'

/** Names of assertions that tests call as their own; those of Go are always called by the package. */
const OWN =
  /^(?:assert\w*|refute\w*|expect\w*|verify\w*|fail|flunk|eq|eql|equal|be|be_\w+|include|match|contain_\w+|raise_error|have_\w+|must_\w+|wont_\w+|[A-Z_]*(?:ASSERT|CHECK|EXPECT|REQUIRE)[A-Z_]*)$/

/**
 * Functions that a patch puts beside tests under the name of an assertion that those tests have always called, and that came from a
 * library: what is nearer is called instead. One that hands on to the library's is none.
 */
export function ownAssertions(before: readonly TestFile[], after: readonly TestFile[]): WeakenedTest[] {
  const had = new Set(before.flatMap(({ helpers }) => helpers.map(({ name }) => name)))
  const asked = new Set(before.flatMap(namesAsked))
  return after.flatMap(({ path, helpers }) =>
    helpers
      .filter((one) => !had.has(one.name) && asked.has(one.name) && !handsOn(one))
      .map(
        ({ name, line }): WeakenedTest => ({
          path,
          line,
          what: 'stubbed',
          detail: `${name} of the library by one of its own`,
        }),
      ),
  )
}

function namesAsked({ cases, helpers }: TestFile): readonly string[] {
  return [...cases, ...helpers].flatMap(({ assertions }) =>
    assertions.flatMap(({ verb, args }) => [
      ...[verb, ...matchersIn(args)].filter((one) => OWN.test(one)),
      ...verb
        .split('.')
        .slice(1)
        .filter((one) => OWN.test(one)),
      // What is said of a subject begins with one of these.
      ...(/^(?:is|has|contains|to|not|does|matches)/.test(verb) ? SUBJECTS : []),
    ]),
  )
}

const SUBJECTS = ['assertThat', 'assertThatThrownBy', 'assertThatCode', 'expect', 'is_expected']

/** RSpec's `eq` in `to eq(3)`; of a chain of words, the last one. */
function matchersIn(args: readonly string[]): readonly string[] {
  return args.flatMap((one) => /^([a-z_]\w*)[ (]/.exec(one)?.[1] ?? [])
}

function handsOn({ name, assertions }: Body): boolean {
  return assertions.some((one) => one.verb === name && one.guards.length === 0 && strengthOf(one) !== 0)
}
