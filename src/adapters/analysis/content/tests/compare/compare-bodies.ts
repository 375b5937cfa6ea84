import { assertionText } from '../assertions/assertion-text.ts'
import { literalsOf } from '../assertions/bindings.ts'
import { match, pairUp, relation } from '../assertions/match-assertions.ts'
import { isConstant, POLARITY, strengthOf } from '../assertions/strength.ts'
import { casesPicked } from '../fails/conditions/cases-picked.ts'
import { compareConditions } from '../fails/conditions/compare-conditions.ts'
import { overwritten } from '../fails/conditions/overwritten.ts'
import { quitsAdded } from '../fails/quits.ts'
import { isAnyError } from '../looser/broad-errors.ts'
import { isWider } from '../looser/is-wider.ts'
import { guardsAdded } from '../reached/guards-added.ts'
import { askedRows } from '../rows/asked-rows.ts'
import { type Assertion, asAssertion, type Body } from '../test-file.ts'

type Weakness = 'removed' | 'weakened' | 'swallowed' | 'unreached'

/** One assertion of the base that asks for less, or for something else, than before. */
export interface Difference {
  readonly what: Weakness | 'changed'
  readonly line: number
  readonly before: string
  /** Empty where nothing is left of it. */
  readonly after: string
}

export interface Helpers {
  /** The helpers that assert, and how much. */
  readonly asserting: ReadonlyMap<string, number>
  /** Whether it became a case of another test. */
  readonly isRowElsewhere: (one: Assertion) => boolean
  /** Whether fewer of it are there than on the base, wherever they stand. */
  readonly isMissing: (one: Assertion) => boolean
  /** Takes an assertion that stands elsewhere now; false when there is none. */
  readonly takeMoved: (one: Assertion) => boolean
}

/** What the test asks for on one side that it does not on the other. */
export function compareBodies(before: Body, after: Body, helpers: Helpers): readonly Difference[] {
  const was = assertionsOf(before, helpers)
  const is = assertionsOf(after, helpers)
  const { same, lost, gained } = match(was, is)
  const real = gained.filter((one) => strengthOf(one) !== 0)
  const conditions = compareConditions(lost, { gained, all: is })
  const { pairs, unpaired } = pairUp(
    lost.filter((one) => strengthOf(one) !== 0 && !conditions.known.has(one)),
    real,
  )
  const hollow = gained.filter((one) => strengthOf(one) === 0)
  const isHelper = before.name !== '' && !('fullName' in before)
  return [
    ...conditions.differences,
    ...overwritten(
      before,
      after,
      same.map(([, now]) => now),
    ),
    ...casesPicked(before, same),
    ...quitsAdded(before, after, same),
    ...same.flatMap(([old, now]) => guardsAdded(old, now, isHelper)),
    ...pairs.flatMap(([old, now]) => [
      ...(isStillEmpty(old, now, after) ? [] : differenceOf(old, now)),
      ...guardsAdded(old, now, isHelper),
    ]),
    ...unpaired
      .filter((one) => !isInRows(one, before, after))
      .slice(takenOver(real, helpers))
      .flatMap((one) => goneWith(one, { hollow, gained: real, line: after.line, helpers })),
  ]
}

/** `found == []` and `not found`, of a list that the test has begun itself. */
function isStillEmpty(old: Assertion, now: Assertion, { bindings }: Body): boolean {
  const [name = '', empty = ''] = old.args
  const isOwn = bindings.some((one) => one.name === name && one.rows !== undefined)
  return isOwn && old.verb === '==' && empty === '[]' && now.args[0] === `not ${name}`
}

/** Calls of helpers that assert count; where a test asserts nothing that is known as such, all that it calls does. */
function assertionsOf(body: Body, { asserting }: Helpers): readonly Assertion[] {
  const called = body.calls.filter(({ verb }) => asserting.has(verb)).map(asAssertion)
  const found = [...body.assertions, ...called]
  return found.slice(0, 5_000)
}

function differenceOf(old: Assertion, now: Assertion): Difference[] {
  const [before, after] = [strengthOf(old), strengthOf(now)]
  const reported = { line: now.line, before: assertionText(old), after: assertionText(now) }
  if (isSpelledOut(old, now)) return [{ what: 'changed', ...reported }]
  if (
    before !== undefined &&
    after !== undefined &&
    after < before &&
    relation(old, now) >= (/raise|throw|panic/i.test(old.verb) ? 1 : 2)
  )
    return [{ what: 'weakened', ...reported }]
  if (isForDebugging(now) && !isForDebugging(old)) return [{ what: 'weakened', ...reported }]
  if (isWider(old, now) || isAnyError(old, now)) return [{ what: 'weakened', ...reported }]
  const isOther = losesLiterals(old, now) || POLARITY.test(old.verb) !== POLARITY.test(now.verb)
  return isOther && relation(old, now) >= 1 ? [{ what: 'changed', ...reported }] : []
}

/**
 * One text was expected, and now another one that is longer, written as a pattern of the whole because a number in it is another one
 * each time: `'Code 404'`, `/^Got code 404 from port \d+$/`. Its own numbers are still asked for.
 */
function isSpelledOut(old: Assertion, now: Assertion): boolean {
  const texts = literalsOf(old.args.join(' ')).filter((one) => /^["'`]/.test(one))
  const patterns = now.args.join(' ').match(/\/\^(?:[^\\/\n]|\\.){1,400}\$\//g) ?? []
  const [text, pattern] = [texts.at(-1), patterns.at(-1)]
  if (text === undefined || pattern === undefined || texts.length !== 1 || patterns.length !== 1) return false
  const rest = pattern.slice(2, -2).replace(/\\d\+/g, '')
  if (/\\[A-Za-z]|(?<!\\)[.*+?|()[\]{}^$]/.test(rest)) return false
  const numbers = text.match(/\d+/g) ?? []
  return rest.length >= text.length && numbers.every((one) => rest.includes(one))
}

/** Left out where a build is optimised. */
const isForDebugging = ({ verb }: Assertion) => /^debug_assert/.test(verb)

/** Something that was written out is not any more; that more is written, as a message is, changes nothing. */
function losesLiterals(old: Assertion, now: Assertion): boolean {
  const left = literalsOf(now.args.join(' '))
  if (isWider(now, old)) return old.args[0] !== now.args[0] && old.args[1] !== now.args[1]
  return literalsOf(old.args.join(' ')).some((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** `x.len() > 10` became `x == "…"`: what one value is, says all of it. */
function isWholeOf({ args: [asked = ''] }: Assertion, now: Assertion): boolean {
  const [left = '', right = ''] = now.args
  const isValue = (text: string) => literalsOf(text)[0] === text && text.length > 2
  const about = isValue(right) ? left : isValue(left) ? right : undefined
  if (about === undefined || !/^[A-Za-z_$][\w$]*$/.test(about) || strengthOf(now) !== 3) return false
  return asked.startsWith(`${about}.`) || asked.startsWith(`&${about}.`)
}

/** How many assertions the helpers make that are called now, besides the one that each call stands for. */
function takenOver(gained: readonly Assertion[], { asserting }: Helpers): number {
  const counts = gained.map(({ verb }) => asserting.get(verb.replace(/\(\)$/, '')) ?? 0)
  return counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0)
}

/** It became the row of a table. */
function isInRows(one: Assertion, before: Body, after: Body): boolean {
  const literals = literalsOf(one.args.join(' '))
  const known = new Set(before.bindings.flatMap(({ rows }) => rows ?? []))
  const fresh = askedRows(after).filter((row) => !known.has(row))
  return literals.length > 0 && fresh.some((row) => literals.every((text) => literalsOf(row).includes(text)))
}

/** What nobody asks for any more, unless others took it over. */
function goneWith(
  one: Assertion,
  {
    hollow,
    gained,
    line,
    helpers,
  }: { hollow: readonly Assertion[]; gained: readonly Assertion[]; line: number; helpers: Helpers },
): Difference[] {
  if (isConstant(one) || helpers.takeMoved(one) || isTakenOver(one, gained)) return []
  if (helpers.isRowElsewhere(one)) return []
  const [instead] = hollow
  if (instead)
    return [
      { what: 'weakened', line: instead.line, before: assertionText(one), after: assertionText(instead) },
    ]
  return [{ what: 'removed', line, before: assertionText(one), after: '' }]
}

/** Two assertions on parts that became one on the whole. */
function isTakenOver(one: Assertion, gained: readonly Assertion[]): boolean {
  if (gained.some((now) => isWholeOf(one, now))) return true
  const literals = literalsOf(one.args.join(' ')).filter((text) => text.length > 2)
  return (
    literals.length > 0 &&
    gained.some((now) => literals.every((text) => now.args.some((arg) => arg.includes(text))))
  )
}
