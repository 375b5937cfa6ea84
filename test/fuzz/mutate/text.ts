import fc from 'fast-check'
import { HOSTILE_TEXTS } from './hostile.ts'

/** No reader that is fuzzed is given more: what is longer is cut before it comes to them, and each run stays short. */
const MAX_LENGTH = 65_536

/**
 * A sample with a few changes of its lines and signs. `words` are those that mean something to who reads it. Of a failure the fewest
 * changes are shown that still fail.
 */
export function mutatedText(
  samples: fc.Arbitrary<string> | readonly string[],
  words: readonly string[],
): fc.Arbitrary<string> {
  const sample = samples instanceof fc.Arbitrary ? samples : fc.constantFrom(...samples)
  return fc
    .tuple(sample, fc.array(editWith(words), { maxLength: 6 }))
    .map(([text, edits]) => edits.reduce(edited, text).slice(0, MAX_LENGTH))
}

/** The same as bytes, some of which may be no text. */
export function mutatedBytes(
  samples: fc.Arbitrary<string> | readonly string[],
  words: readonly string[],
): fc.Arbitrary<Buffer> {
  const flip = fc.record({ at: fc.nat(0xffff), byte: fc.nat(255) })
  return fc.tuple(mutatedText(samples, words), fc.array(flip, { maxLength: 2 })).map(([text, flips]) => {
    const bytes = Buffer.from(text)
    for (const { at, byte } of flips) if (bytes.length > 0) bytes[at % bytes.length] = byte
    return bytes
  })
}

/** Cut at any places, as a network or a pipe does it. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b)
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

export const cuts = fc.array(fc.nat(0xffff), { maxLength: 12 })

/** Places are taken modulo the length of the text, or the number of its lines. */
type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly words: readonly string[] }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'line'; readonly at: number; readonly to: number; readonly times: number }
  | { readonly kind: 'all'; readonly how: keyof typeof OF_ALL }

const OF_ALL = {
  crlf: (text: string) => text.replaceAll('\n', '\r\n'),
  cr: (text: string) => text.replaceAll('\n', '\r'),
  bom: (text: string) => `\ufeff${text}`,
  indented: (text: string) => text.replaceAll('\n', '\n    '),
  'one line': (text: string) => text.replaceAll('\n', ' '),
  'upper case': (text: string) => text.toUpperCase(),
  doubled: (text: string) => `${text}\n${text}`,
}

function editWith(words: readonly string[]): fc.Arbitrary<Edit> {
  const at = fc.nat(0xffff)
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  )
  const times = fc.constantFrom(2, 3, 40, 3_000)
  const kind = <Kind extends Edit['kind']>(name: Kind) => fc.constant(name)
  return fc.oneof(
    fc.record({ kind: kind('insert'), at, words: fc.array(word, { minLength: 1, maxLength: 4 }) }),
    fc.record({ kind: kind('remove'), at, length: fc.nat(40) }),
    fc.record({ kind: kind('repeat'), at, length: fc.nat(12), times }),
    fc.record({ kind: kind('line'), at, to: at, times: fc.constantFrom(0, 1, 2, 200) }),
    fc.record({
      kind: kind('all'),
      how: fc.constantFrom(...(Object.keys(OF_ALL) as (keyof typeof OF_ALL)[])),
    }),
  )
}

function edited(text: string, edit: Edit): string {
  if (text.length > MAX_LENGTH) return text
  switch (edit.kind) {
    case 'insert':
      return spliced(text, edit.at, { length: 0, by: edit.words.join('') })
    case 'remove':
      return spliced(text, edit.at, { length: edit.length, by: '' })
    case 'repeat': {
      const at = edit.at % (text.length + 1)
      return spliced(text, at, { length: 0, by: text.slice(at, at + edit.length).repeat(edit.times) })
    }
    case 'line':
      return withLineMoved(text, edit)
    case 'all':
      return OF_ALL[edit.how](text)
    default:
      return edit satisfies never
  }
}

function spliced(text: string, place: number, { length, by }: { length: number; by: string }): string {
  const at = place % (text.length + 1)
  return text.slice(0, at) + by + text.slice(at + length)
}

/** Taken out, and put somewhere else so many times. */
function withLineMoved(text: string, { at, to, times }: { at: number; to: number; times: number }): string {
  const lines = text.split('\n')
  const moved = lines.splice(at % lines.length, 1)
  lines.splice(to % (lines.length + 1), 0, ...Array.from({ length: times }, () => moved[0] ?? ''))
  return lines.join('\n')
}
