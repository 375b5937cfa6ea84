import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import { textOf } from '../../../syntax/source.ts'
import type { SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { TestDeclaration } from '../declare/declared.ts'
import type { TestPair } from '../gone/pair-tests.ts'
import type { TestFile } from '../test-file.ts'

/** A fixture of pytest, by the name that tests ask for it with. */
export interface Fixture {
  readonly name: string
  readonly line: number
  /** All names that it mentions. */
  readonly words: readonly string[]
}

/** What things can be made of that are none of the product's. */
const LANGUAGE =
  /^(?:pytest\w*|unittest|mock|types|typing|collections|dataclasses|contextlib|functools|abc|enum|os|sys|json|__future__)(?:\.|$)/
const FIXTURE = /@(?:pytest\.)?fixture\b/

export function fixtureOf(
  source: string,
  node: SyntaxNode,
  { kind, name, head }: TestDeclaration,
): Fixture | undefined {
  if (kind !== 'helper' || !FIXTURE.test(head)) return undefined
  const called = /name=["'](\w{1,100})["']/.exec(head)?.[1] ?? name
  const text = textOf(source, node)
  return { name: called, line: node.line, words: [...new Set(text.slice(text.indexOf('(')).match(/\w+/g))] }
}

/**
 * A fixture that tests of the base are given by others, and that their own file makes now, of nothing that it imports: they test what
 * they bring along.
 */
export function ownFixtures(
  before: readonly TestFile[],
  after: readonly TestFile[],
  pairs: readonly TestPair[],
): readonly WeakenedTest[] {
  const known = new Set(before.flatMap(({ fixtures = [] }) => fixtures.map(({ name }) => name)))
  return after.flatMap(({ path, fixtures = [], imports, sources = [] }) => {
    const real = new Set([
      ...imports.filter(({ from }) => !LANGUAGE.test(from)).map(({ name }) => name),
      ...sources.filter((from) => !LANGUAGE.test(from)).flatMap((from) => from.split('.').slice(0, 1)),
    ])
    const asked = new Set(pairs.filter((one) => one.after.path === path).flatMap((one) => one.before.words))
    return fixtures
      .filter(
        ({ name, words }) =>
          !known.has(name) && asked.has(name) && !words.some((one) => one === name || real.has(one)),
      )
      .map(
        ({ name, line }): WeakenedTest => ({
          path,
          line,
          what: 'stubbed',
          detail: `${name}: a fixture of its own`,
        }),
      )
  })
}
