import { lettersIn } from './letters-of.ts'
import { inBase64 } from './spellings-of.ts'

/** What gives a secret away where only letters and digits are looked at: so many of them from one place on, and all that follow. */
export interface Needle {
  readonly letters: string
  readonly from: number
  readonly least: number
}

/** So many letters of a secret give it away, though it is cut off there. */
const PART = 15
/** Fewer are found by chance; of words it takes more. */
const FEWEST = 12
const FEWEST_OF_WORDS = 20

/** A secret itself, its bytes as numbers, its base64, and each part of it that nobody can guess. */
export function needlesOf(secret: string): readonly Needle[] {
  const plain = lettersIn(secret)
  const least = /\d/.test(plain) ? FEWEST : FEWEST_OF_WORDS
  const backwards = [...plain].reverse().join('')
  const whole = [plain, backwards, ...asQuoted(secret), ...asNumbers(secret), ...asBase64(secret)]
  return [
    ...[...new Set(whole)]
      .filter((letters) => letters.length >= least)
      .map((letters) => ({ letters, from: 0, least: letters.length })),
    ...partsOf(secret),
  ]
}

/** As mails and git write what is not ASCII, and mails a sign of equality; other escapes are undone before. */
function asQuoted(secret: string): readonly string[] {
  const quoted = (base: number, kept: RegExp) =>
    [...Buffer.from(secret)]
      .map((byte) => [byte, String.fromCharCode(byte)] as const)
      .map(([byte, one]) => (byte < 128 && kept.test(one) ? one : byte.toString(base)))
      .join('')
  return [quoted(16, /[^=]/), quoted(8, /./)].map(lettersIn)
}

/** As dumps show bytes: one by one in hexadecimal, decimal and octal, and two at once, the second first. */
function asNumbers(secret: string): readonly string[] {
  const bytes = [...Buffer.from(secret)]
  const words = [bytes, bytes.slice(1)].map((rest) =>
    Array.from(
      { length: rest.length >> 1 },
      (_, index) => (rest[index * 2 + 1] ?? 0) * 256 + (rest[index * 2] ?? 0),
    ),
  )
  return [
    inBase(bytes, 16, 2),
    inBase(bytes, 10, 1),
    inBase(bytes, 8, 3),
    inBase(bytes, 2, 8),
    inBase([...Buffer.from(secret, 'utf16le')], 16, 2),
    ...words.flatMap((each) => [inBase(each, 16, 4), inBase(each, 8, 6)]),
  ]
}

function inBase(numbers: readonly number[], base: number, width: number): string {
  return numbers.map((number) => number.toString(base).padStart(width, '0')).join('')
}

function asBase64(secret: string): readonly string[] {
  const wide = Buffer.from(secret, 'utf16le')
  return [Buffer.from(secret), wide, Buffer.from(wide).swap16()].flatMap(inBase64).map(lettersIn)
}

/** What is cut off at either end gives away most of it. A part of an address may stand in any text. */
function partsOf(secret: string): readonly Needle[] {
  return secret.includes('://') ? [] : [...cutOff(lettersIn(secret)), ...randomParts(secret)]
}

/** Long keys have random parts. */
const LONGEST_CUT = 200

function cutOff(letters: string): readonly Needle[] {
  const least = Math.max(FEWEST_OF_WORDS, Math.ceil(letters.length * 0.7))
  if (letters.length < least || letters.length > LONGEST_CUT) return []
  return Array.from({ length: letters.length - least + 1 }, (_, from) => ({ letters, from, least }))
}

function randomParts(secret: string): readonly Needle[] {
  return [...secret.matchAll(/[\w+/=-]{20,}/g)].flatMap(([token]) => {
    const exact = token.replace(/[^A-Za-z0-9]/g, '')
    const letters = exact.toLowerCase()
    return Array.from({ length: Math.max(0, letters.length - PART + 1) }, (_, from) => from)
      .filter((from) => isRandom(exact.slice(from, from + PART)))
      .map((from) => ({ letters, from, least: PART }))
  })
}

/** Words and numbers change seldom between small letters, capitals and digits. */
function isRandom(letters: string): boolean {
  const kinds = Array.from(letters, (one) => (/\d/.test(one) ? 'digit' : one < 'a' ? 'capital' : 'small'))
  return kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length >= 5
}
