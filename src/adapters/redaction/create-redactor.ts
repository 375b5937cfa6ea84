import { isPlaceholder } from '../analysis/content/secrets/is-placeholder.ts'
import { secretsOfProcess } from './secrets-of-process.ts'
import { SHORTEST_SECRET, spellingsOf } from './spellings-of.ts'
import { TOKEN_SHAPES } from './token-shapes.ts'

/** Takes out of texts what must not leave this process (S1, T13). Doing it twice changes nothing more. */
export interface Redactor {
  /** From now on this value is taken out, however it is written. One that is short enough to stand in any text is not. */
  hold(secret: string | undefined): void
  /** The text without secrets: those that are held, and whatever has the shape of one. For the operator's own eyes. */
  text(text: string): string
  /** For everybody's eyes: every text in it, keys too, without secrets and without the paths of this machine. */
  all<T>(value: T): T
  /** Whether a text holds one of the values. */
  isHeldIn(text: string): boolean
}

/** A folder of this machine, and what stands in its place. */
export interface NamedFolder {
  readonly path: string
  readonly name: string
}

const REDACTED = '[redacted]'
/** Tokens of installations are made anew every hour; the oldest are over. */
const MOST_HELD = 500

export function createRedactor(folders: readonly NamedFolder[] = []): Redactor {
  const held = new Map<string, readonly string[]>()
  let values: RegExp | undefined
  const named = folders
    .filter(({ path }) => path.length > 1)
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ path, name }) => ({ pattern: new RegExp(`(?<![\\w.-])${escaped(path)}(?![\\w-])`, 'g'), name }))

  const text = (given: string) =>
    (values ? given.replace(values, REDACTED) : given).replace(TOKEN_SHAPES, (found) =>
      isKnownExample(found) ? found : REDACTED,
    )
  const forAll = (given: string) =>
    named.reduce((rest, { pattern, name }) => rest.replace(pattern, () => name), text(given))

  return {
    hold(secret) {
      const value = secret?.trim() ?? ''
      if (value.length < SHORTEST_SECRET || held.has(value)) return
      const [oldest] = held.keys()
      if (held.size >= MOST_HELD && oldest !== undefined) held.delete(oldest)
      held.set(value, spellingsOf(value))
      const longestFirst = [...held.values()].flat().sort((a, b) => b.length - a.length)
      values = new RegExp(longestFirst.map(escaped).join('|'), 'g')
    },
    text,
    all: (value) => mapTexts(value, forAll),
    isHeldIn: (given) => values !== undefined && given.search(values) !== -1,
  }
}

/** For what a command prints of an error: it knows the secrets that this process was started with. */
export function redactorOfProcess(): Redactor {
  const redactor = createRedactor()
  for (const secret of secretsOfProcess()) redactor.hold(secret)
  return redactor
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

/** The same value with every text changed; what is no plain data (bytes, dates) stays as it is. */
function mapTexts<T>(value: T, change: (text: string) => string): T
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (value instanceof Map) return new Map(mapTexts([...value], change))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
