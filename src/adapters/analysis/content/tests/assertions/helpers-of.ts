import type { Helpers } from '../compare/compare-bodies.ts'
import { type Assertion, asAssertion, type Body, type TestFile } from '../test-file.ts'
import { literalsOf } from './bindings.ts'
import { DEAD } from './guards.ts'
import { strengthOf } from './strength.ts'

/** Which functions beside tests assert, and what of all that was asked for is asked for nowhere any more. */
export function helpersOf(before: readonly TestFile[], after: readonly TestFile[]): Helpers {
  const all = [...before, ...after].flatMap(({ helpers }) => helpers)
  const asserting = new Map<string, number>()
  const add = (name: string, count: number) => asserting.set(name, Math.max(asserting.get(name) ?? 0, count))
  const real = ({ assertions }: Body) => assertions.filter((one) => strengthOf(one) !== 0).length
  for (const one of all) if (isAsserting(one)) add(one.name, real(one))
  // A helper that only calls such helpers asserts as well.
  for (const one of all) if (one.calls.some(({ verb }) => asserting.has(verb))) add(one.name, 1)
  const missing = countOf(before)
  for (const [key, count] of countOf(after)) missing.set(key, (missing.get(key) ?? 0) - count)
  return {
    asserting,
    isRowElsewhere: freshRows(before, after),
    isMissing: (one) => (missing.get(keyOf(one)) ?? 0) > 0,
    takeMoved(one) {
      const left = missing.get(keyOf(one)) ?? 0
      if (left > 0) missing.set(keyOf(one), left - 1)
      return left <= 0
    },
  }
}

/** A function that fails at times for a reason of its own, such as one that reads a file, is not an assertion. */
function isAsserting({ name, assertions }: Body): boolean {
  const isCheck = /assert|check|verif|expect|ensure|require|same|equal|near|approx|match|valid/i.test(name)
  return assertions.some(({ verb }) => isCheck || !/^(?:if|unless) fail$/.test(verb))
}

/** Cases that are new in a test which asks with the same words, so that what was written out for one value is asked of each row. */
function freshRows(before: readonly TestFile[], after: readonly TestFile[]): Helpers['isRowElsewhere'] {
  const known = new Set(before.flatMap(({ cases }) => cases.flatMap(casesOf)))
  const run = after.flatMap(({ cases }) => cases.filter(({ skips }) => skips.length === 0))
  const asking = run.map((body) => ({
    verbs: new Set(body.assertions.filter(isReal).map(({ verb }) => verb)),
    rows: casesOf(body).filter((row) => !known.has(row)),
  }))
  return ({ verb, args }) => {
    const literals = literalsOf(args.join(' '))
    const holds = (row: string) => {
      const own = literalsOf(row)
      return own.length <= literals.length && literals.every((text) => own.includes(text))
    }
    return literals.length > 1 && asking.some((one) => one.verbs.has(verb) && one.rows.some(holds))
  }
}

/** The rows that its runner gives a test one by one. */
const casesOf = ({ bindings }: Body) =>
  bindings.flatMap(({ name, rows }) => (name === 'case' || name === 'each' ? (rows ?? []) : []))

const isReal = (one: Assertion) => !one.guards.includes(DEAD) && strengthOf(one) !== 0

/** The same for two that ask for the same. */
export const keyOf = ({ verb, args }: Assertion) => `${verb}\n${args.join('\n')}`

function countOf(files: readonly TestFile[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const file of files) {
    const bodies = [...file.cases.filter(({ skips }) => skips.length === 0), ...file.helpers, file.loose]
    for (const one of bodies.flatMap(({ assertions, calls }) => [...assertions, ...calls.map(asAssertion)]))
      if (!one.guards.includes(DEAD)) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  }
  return counts
}
