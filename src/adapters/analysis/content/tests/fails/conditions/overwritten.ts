import type { Difference } from '../../compare/compare-bodies.ts'
import type { Assertion, Body } from '../../test-file.ts'
import { comparisonOf, waysOf } from './condition.ts'

/** What is compared is set to what it is compared with, right before: `got = want`. */
export function overwritten(before: Body, after: Body, asked: readonly Assertion[]): Difference[] {
  const known = new Set(before.bindings.flatMap(assignmentsOf).map(keyOf))
  const fresh = after.bindings.flatMap(assignmentsOf).filter((one) => !known.has(keyOf(one)))
  if (fresh.length === 0) return []
  const values = new Map(after.bindings.flatMap(assignmentsOf).map((one) => [one.name, one.value]))
  const isGiven = (side: string, value: string) =>
    side === value || (value.includes('(') && values.get(side) === value)
  return asked.flatMap((one): Difference[] => {
    const sides = sidesOf(one)
    const found = fresh.find(
      ({ name, value, line }) =>
        line <= one.line &&
        sides.some(([a, b]) => (a === name && isGiven(b, value)) || (b === name && isGiven(a, value))),
    )
    if (!found) return []
    const reported = `${found.name} = ${found.value}`
    return [
      {
        what: 'weakened',
        line: found.line,
        before: one.args.join(', ').slice(0, 120),
        after: reported.slice(0, 120),
      },
    ]
  })
}

interface Assignment {
  readonly name: string
  readonly value: string
  readonly line: number
}

const keyOf = ({ name, value }: Assignment) => `${name}\n${value}`

/** `got, ok = want, true`. */
function assignmentsOf({ name, value, line }: Body['bindings'][number]): Assignment[] {
  if (value === undefined) return []
  const [names, values] = [name.split(','), value.split(',')]
  if (names.length < 2 || names.length !== values.length) return [{ name, value, line }]
  return names.map((one, index) => ({ name: one.trim(), value: (values[index] ?? '').trim(), line }))
}

function sidesOf({ verb, args }: Assertion): (readonly [string, string])[] {
  if (!/^(?:if|unless) /.test(verb))
    return args.flatMap((a, index) => args.slice(index + 1).map((b) => [a, b] as const))
  return (waysOf(args[0] ?? '') ?? []).flatMap((way) =>
    [...way].flatMap((one) => {
      const sides = comparisonOf(one)
      return sides ? [[sides.left, sides.right] as const] : []
    }),
  )
}
