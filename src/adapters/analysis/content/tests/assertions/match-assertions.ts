import type { Assertion } from '../test-file.ts'
import { literalsOf } from './bindings.ts'

/** Beyond this number, assertions are not compared by likeness. */
const MAX_COMPARED = 120

const keyOf = ({ verb, args }: Assertion) => `${verb}\n${args.join('\n')}`

/** The same on both sides, what is lost and what is gained. */
export function match(was: readonly Assertion[], is: readonly Assertion[]) {
  const left = new Map<string, Assertion[]>()
  for (const one of is) {
    const same = left.get(keyOf(one))
    if (same) same.push(one)
    else left.set(keyOf(one), [one])
  }
  const known = new Set(left.keys())
  const same: [Assertion, Assertion][] = []
  const lost: Assertion[] = []
  for (const one of was) {
    const now = left.get(keyOf(one))?.shift()
    if (now) same.push([one, now])
    // An assertion that is repeated counts once.
    else if (!known.has(keyOf(one)) && !isOfSetup(one)) lost.push(one)
  }
  return { same, lost, gained: [...left.values()].flat() }
}

/** `if err != nil { t.Fatal(err) }`: nobody asks for that, it only must not go wrong on the way. */
function isOfSetup({ verb, args }: Assertion): boolean {
  return verb.startsWith('if ') && /^err\w*!=nil$/.test(args[0] ?? '')
}

/** What is lost with what stands in its place, the likest first. */
export function pairUp(lost: readonly Assertion[], gained: readonly Assertion[]) {
  const left = new Set(gained.slice(0, MAX_COMPARED))
  const pairs: [Assertion, Assertion][] = []
  let open = lost.slice(0, MAX_COMPARED)
  const rest = lost.slice(MAX_COMPARED)
  for (const least of [5, 3, 2, 1, 0]) {
    const next: Assertion[] = []
    for (const one of open) {
      const now = [...left].find((other) => relation(one, other) >= least)
      if (!now) next.push(one)
      else {
        pairs.push([one, now])
        left.delete(now)
      }
    }
    open = next
  }
  return { pairs, unpaired: [...open, ...rest] }
}

/** How much two assertions have in common, from 0 to 5. */
export function relation(one: Assertion, other: Assertion): number {
  const sameVerb = one.verb === other.verb ? 2 : 0
  const [subject] = one.args
  const reported = (arg: string | undefined) =>
    arg !== undefined && /[A-Za-z_]{2}/.test(arg) && literalsOf(arg)[0] !== arg
  if (reported(subject) && subject === other.args[0]) return 3 + sameVerb
  if (
    one.args.some(
      (arg) =>
        reported(arg) && other.args.some((now) => now.includes(arg) || (reported(now) && arg.includes(now))),
    )
  )
    return 2 + sameVerb
  return sameVerb > 0 ? 1 : 0
}
