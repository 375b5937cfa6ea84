import fc from 'fast-check'
import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile.ts'

/**
 * A sample with a few changes of its structure. It is generated as the list of changes, so that of a failure the fewest changes are shown
 * that still fail.
 */
export function mutatedJson(corpus: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.array(edit, { maxLength: 5 }))
    .map(([sample, edits]) => edits.reduce(edited, structuredClone(sample)) ?? null)
}

/** As it is sent: with any space between, and texts that are written with or without escapes. */
export function jsonText(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(values, fc.constantFrom(undefined, undefined, 1, '\t'), fc.boolean())
    .map(([value, space, escapes]) => {
      const text = JSON.stringify(value) ?? 'null'
      const laidOut = text.length < MAX_LAID_OUT ? (JSON.stringify(value, null, space) ?? 'null') : text
      return escapes ? laidOut.replaceAll(/[^\x20-\x7e\s]/g, escaped) : laidOut
    })
}

/** What nests deep takes up the square of its length. */
const MAX_LAID_OUT = 20_000

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** `at` chooses one of all places in the value, which depends on what was changed before. */
interface Edit {
  readonly at: number
  readonly what:
    | { readonly kind: 'remove' | 'double' | 'reverse' }
    | { readonly kind: 'replace'; readonly value: unknown }
    | { readonly kind: 'rename'; readonly name: string }
    | { readonly kind: 'nest'; readonly levels: number; readonly inLists: boolean }
    | { readonly kind: 'repeat'; readonly times: number }
    | { readonly kind: 'exchange'; readonly other: number }
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(0xffff),
  what: fc.oneof(
    fc.record({ kind: fc.constantFrom('remove' as const, 'double' as const, 'reverse' as const) }),
    fc.record({
      kind: fc.constant('replace' as const),
      value: fc.constantFrom(...HOSTILE_VALUES, ...HOSTILE_TEXTS),
    }),
    fc.record({ kind: fc.constant('rename' as const), name: fc.constantFrom(...HOSTILE_TEXTS) }),
    fc.record({
      kind: fc.constant('nest' as const),
      levels: fc.constantFrom(1, 2, 30, 1_000),
      inLists: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('repeat' as const), times: fc.constantFrom(2, 30, 1_000) }),
    fc.record({ kind: fc.constant('exchange' as const), other: fc.nat(0xffff) }),
  ),
})

type Holder = Record<string, unknown>

interface Place {
  readonly holder: Holder
  readonly key: string
}

/** A value does not grow to more. */
const MAX_PLACES = 50_000

function edited(value: unknown, { at, what }: Edit): unknown {
  const root: Holder = { value }
  const places = placesIn(root)
  const place = places[at % places.length]
  if (place) change(place, what, places)
  return root.value
}

function change({ holder, key }: Place, what: Edit['what'], places: readonly Place[]): void {
  const value = holder[key]
  const isRoomy = (times = 2) => places.length * times < MAX_PLACES
  switch (what.kind) {
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(key), 1)
      else delete holder[key]
      return
    case 'double':
      if (Array.isArray(holder) && isRoomy()) holder.splice(Number(key), 0, structuredClone(value))
      return
    case 'reverse':
      put(holder, key, reversed(value))
      return
    case 'replace':
      put(holder, key, structuredClone(what.value))
      return
    case 'rename':
      if (Array.isArray(holder)) return
      delete holder[key]
      put(holder, what.name, value)
      return
    case 'nest':
      put(holder, key, nested(value, what))
      return
    case 'repeat':
      if (isRoomy(what.times))
        put(
          holder,
          key,
          Array.from({ length: what.times }, () => value),
        )
      return
    case 'exchange': {
      const other = places[what.other % places.length]
      if (other && isRoomy()) put(holder, key, structuredClone(other.holder[other.key]))
      return
    }
    default:
      what satisfies never
  }
}

/** Also `__proto__`, as JSON.parse does it. */
function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.toReversed()
  if (!isHolder(value)) return value
  return Object.fromEntries(Object.entries(value).toReversed())
}

function nested(value: unknown, { levels, inLists }: { levels: number; inLists: boolean }): unknown {
  return Array.from({ length: levels }).reduce((inner) => (inLists ? [inner] : { x: inner }), value)
}

function placesIn(root: Holder): readonly Place[] {
  const places: Place[] = []
  const open: Holder[] = [root]
  for (let holder = open.pop(); holder && places.length < MAX_PLACES; holder = open.pop()) {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key })
      const value = holder[key]
      if (isHolder(value)) open.push(value)
    }
  }
  return places
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null
}
