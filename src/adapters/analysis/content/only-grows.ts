import { parseAllDocuments } from 'yaml'

/** A file of test data that is there on both sides. */
export interface FixtureChange {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Nobody writes more cases by hand. */
const MAX_TEXT = 300_000
const MAX_YAML = 60_000
const MAX_DEPTH = 40

/** Whether every case that the base has is there as it was, so that there only are more of them. */
export function onlyGrows({ path, before, after }: FixtureChange): boolean {
  if (before.length > MAX_TEXT || after.length > MAX_TEXT) return false
  if (/\.jsonc?$/i.test(path)) return both(before, after, (text) => [JSON.parse(text)])
  if (/\.ya?ml$/i.test(path)) return after.length <= MAX_YAML && both(before, after, documents)
  return (
    /\.(?:csv|tsv|jsonl|ndjson)$/i.test(path) && isWithin(linesOf(before), linesOf(after), (a, b) => a === b)
  )
}

function both(before: string, after: string, parse: (text: string) => readonly unknown[]): boolean {
  try {
    const [was, is] = [parse(before), parse(after)]
    return was.length === is.length
      ? was.every((one, index) => grows(one, is[index]))
      : isWithin(was, is, isSame)
  } catch {
    return false
  }
}

function documents(text: string): readonly unknown[] {
  const all = parseAllDocuments(text, { logLevel: 'silent', maxAliasCount: 50 } as never)
  return [...all].map((one) => {
    if (one.errors.length > 0) throw new Error('is no YAML')
    return one.toJS({ maxAliasCount: 50 })
  })
}

/** A list of cases, or cases by name; at the top of the file, or below a name there. What one case holds may not grow. */
function grows(was: unknown, is: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  if (Array.isArray(was) && Array.isArray(is))
    return (depth === 0 || was.every(isCase)) && isWithin(was, is, isSame)
  if (!isRecord(was) || !isRecord(is)) return isSame(was, is)
  const more = Object.keys(is).some((key) => !(key in was))
  if (more && depth > 0 && !Object.values(was).every(isCase)) return false
  return Object.entries(was).every(
    ([key, value]) => Object.hasOwn(is, key) && grows(value, is[key], depth + 1),
  )
}

const isCase = (value: unknown) => typeof value === 'object' && value !== null

function isRecord(value: unknown): value is Record<string, unknown> {
  return isCase(value) && !Array.isArray(value)
}

function isSame(a: unknown, b: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => isSame(one, b[index], depth + 1))
  if (!isRecord(a) || !isRecord(b)) return Object.is(a, b)
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key], depth + 1))
  )
}

/** Each of `these` in `those`, in the same order. */
function isWithin<T>(these: readonly T[], those: readonly T[], isEqual: (a: T, b: T) => boolean): boolean {
  let at = 0
  for (const one of these) {
    while (at < those.length && !isEqual(one, those[at] as T)) at += 1
    if (at === those.length) return false
    at += 1
  }
  return true
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '')
}
