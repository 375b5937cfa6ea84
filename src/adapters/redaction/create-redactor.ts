import { setImmediate } from 'node:timers/promises'
import type { AnyToolchain } from '../../config/toolchains/toolchains.ts'
import { isCommonWord, isPlaceholder } from '../analysis/content/secrets/is-placeholder.ts'
import { type DecodingsOf, decodingsWithin, ENCODED } from './decodings-of.ts'
import { type FindNeedles, findNeedles } from './find-needles.ts'
import { lettersOf } from './letters-of.ts'
import { mapTexts } from './map-texts.ts'
import { type Needle, needlesOf } from './needles-of.ts'
import { readText } from './read-text.ts'
import { secretsOfProcess, secretsOfToolchains } from './secrets-of-process.ts'
import { SHORTEST_SECRET, spellingsOf } from './spellings-of.ts'
import { TOKEN_SHAPES } from './token-shapes.ts'

/** Takes out of texts what must not leave this process (S1, T13). Doing it twice changes nothing more. */
export interface Redactor {
  /** From now on this value is taken out, however it is written. One that may stand in any text, being short or a common word, is not. */
  hold(secret: string | undefined): void
  /** The same for a token of an installation, which is over after an hour: of these only the last ones are held. */
  holdToken(token: string): void
  /** The text without secrets: those that are held, and whatever has the shape of one. For the operator's own eyes. */
  text(text: string): string
  /** For everybody's eyes: every text in it, keys too, without secrets and without the paths of this machine. */
  all<T>(value: T): T
  /** The same, for what may be much: others have their turn in between (S4). */
  allInTurns<T>(value: T): Promise<T>
  /** Whether a text holds one of the values. A long one is read in pieces, and others have their turn in between (S4). */
  isHeldIn(text: string): Promise<boolean>
}

/** A folder of this machine, and what stands in its place. */
export interface NamedFolder {
  readonly path: string
  readonly name: string
}

const REDACTED = '[redacted]'
const MOST_TOKENS = 500

export function createRedactor(folders: readonly NamedFolder[] = []): Redactor {
  const { hold, holdToken, values } = heldValues()
  const named = folders
    .filter(({ path }) => path.length > 1)
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ path, name }) => ({ pattern: new RegExp(`(?<![\\w.-])${escaped(path)}(?![\\w-])`, 'g'), name }))

  const withoutHeld = (given: string) => {
    const sought = values()
    if (!sought) return given
    return withoutNeedles(takenOut(given, { pattern: sought.pattern, lines: 'joined' }), sought.find)
  }
  const withoutAny = (given: string) =>
    takenOut(withoutHeld(given), { pattern: TOKEN_SHAPES, lines: 'kept', isLeft: isKnownExample })
  const text = (given: string) => withoutEncoded(withoutAny(given), withoutAny)
  const forAll = (given: string) =>
    named.reduce((rest, { pattern, name }) => rest.replace(pattern, () => name), text(given))

  return {
    hold: (secret) => {
      hold(secret?.trim() ?? '')
    },
    holdToken,
    text,
    all: (value) => mapTexts(value, forAll),
    allInTurns: (value) => inTurns(value, forAll),
    isHeldIn: (given) =>
      anyPiece(given, (piece) => withoutEncoded(withoutHeld(piece), withoutHeld) !== piece),
  }
}

function heldValues() {
  const held = new Map<string, Held>()
  const tokens = new Set<string>()
  let made: { readonly pattern: RegExp; readonly find: FindNeedles } | undefined
  /** False where it was held before, or never is. */
  const hold = (value: string): boolean => {
    if (value.length < SHORTEST_SECRET || isCommonWord(value) || held.has(value)) return false
    held.set(value, { spellings: spellingsOf(value), needles: needlesOf(value) })
    made = undefined
    return true
  }
  return {
    hold,
    holdToken(token: string) {
      if (!hold(token)) return
      tokens.add(token)
      const [oldest] = tokens
      if (tokens.size <= MOST_TOKENS || oldest === undefined) return
      tokens.delete(oldest)
      held.delete(oldest)
    },
    values() {
      if (held.size > 0) made ??= soughtFor([...held.values()])
      return made
    },
  }
}

/** For what a command prints: it knows the secrets that this process was started with, and those that toolchains name. */
export function redactorOfProcess(toolchains: Iterable<AnyToolchain> = []): Redactor {
  const redactor = createRedactor()
  for (const secret of [...secretsOfProcess(), ...secretsOfToolchains(toolchains)]) redactor.hold(secret)
  return redactor
}

const PIECE = 65_536
/** After so many characters it is somebody else's turn. */
const TURN = 16_384
/** Longer than a secret is written. */
const OVERLAP = 16_384

async function anyPiece(text: string, holds: (piece: string) => boolean): Promise<boolean> {
  for (let start = 0; start < text.length; start += PIECE) {
    if (holds(text.slice(start, start + PIECE + OVERLAP))) return true
    await setImmediate()
  }
  return false
}

/** Each text is changed once, however often it stands there. */
async function inTurns<T>(value: T, change: (text: string) => string): Promise<T> {
  const texts = new Set<string>()
  mapTexts(value, (text) => {
    texts.add(text)
    return text
  })
  const changed = new Map<string, string>()
  let read = 0
  for (const text of texts) {
    changed.set(text, change(text))
    read += text.length
    if (read < TURN) continue
    read = 0
    await setImmediate()
  }
  return mapTexts(value, (text) => changed.get(text) ?? change(text))
}

interface Held {
  readonly spellings: readonly string[]
  readonly needles: readonly Needle[]
}

function soughtFor(held: readonly Held[]) {
  return {
    pattern: anyOf(held.flatMap(({ spellings }) => spellings)),
    find: findNeedles(held.flatMap(({ needles }) => needles)),
  }
}

/** Without what is found where only letters and digits are looked at, whatever stands between them (S1). */
function withoutNeedles(given: string, find: FindNeedles): string {
  if (given.length < SHORTEST_SECRET) return given
  const read = readText(given, 'kept')
  const { text, starts, ends } = lettersOf(read?.text ?? given)
  const kept: string[] = []
  let after = 0
  for (const [first, end] of find(text)) {
    const [start, last] = [starts[first] ?? 0, ends[end - 1] ?? 0]
    const [from, to] = read?.written(start, last) ?? [start, last]
    kept.push(given.slice(after, from))
    after = to
  }
  return [...kept, given.slice(after)].join(REDACTED)
}

/** In capitals or not: what is as long as a secret is none by chance. */
function anyOf(spellings: readonly string[]): RegExp {
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length)
  return new RegExp(longestFirst.map(escaped).join('|'), 'gi')
}

interface Sought {
  readonly pattern: RegExp
  /** Whether it may be broken over lines. */
  readonly lines: 'kept' | 'joined'
  readonly isLeft?: (found: string) => boolean
}

/** Without what is found in a text as it is read, and as it is written. */
function takenOut(given: string, { pattern, lines, isLeft = () => false }: Sought): string {
  const read = readText(given, lines)
  const kept: string[] = []
  let after = 0
  for (const { 0: found, index } of read?.text.matchAll(pattern) ?? []) {
    if (isLeft(found)) continue
    const [start, end] = read?.written(index, index + found.length) ?? [after, after]
    kept.push(given.slice(after, start))
    after = end
  }
  return [...kept, given.slice(after)]
    .join(REDACTED)
    .replace(pattern, (found) => (isLeft(found) ? found : REDACTED))
}

/** So many times one may encode what was encoded. */
const DEPTH = 3

/** What holds something once it is decoded is taken out whole. */
function withoutEncoded(
  given: string,
  without: (text: string) => string,
  { decodings = decodingsWithin(), depth = DEPTH }: { decodings?: DecodingsOf; depth?: number } = {},
): string {
  if (depth === 0) return given
  const isClean = (inner: string) =>
    withoutEncoded(without(inner), without, { decodings, depth: depth - 1 }) === inner
  return given.replace(ENCODED, (found) => (decodings(found).every(isClean) ? found : REDACTED))
}

function isKnownExample(value: string): boolean {
  // The shape of a login in an address begins after `://`.
  const isLogin = value.includes('@')
  const kind = isLogin ? 'BasicAuth' : value.startsWith('-----BEGIN') ? 'PrivateKey' : 'Token'
  return isPlaceholder({ kind, value: isLogin ? `x://${value}` : value, class: undefined })
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
