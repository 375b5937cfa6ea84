import { posix } from 'node:path'
import type { WeakenedTest } from '../../../../../domain/judgement/measures.ts'
import type { PatchContents } from '../../../../../ports/analysis.ts'
import { classOfPath } from '../../classify-file.ts'
import type { DataFile } from './data-of-tests.ts'

const MAX_TEXT = 300_000
const MAX_FOUND = 20
/** Named after what is tried: what other data holds may be an answer that is shorter now. */
const CASES =
  /(?:^|[/._-])(?:cases?|tests?-?cases?|vectors?|examples?|scenarios?|samples?|suites?|inputs?|tables?|rows)(?:[._-][\w-]+)?\.\w+$/i

/** Files of cases in which nothing is left, or in which cases are gone and nothing else is. */
export async function emptiedCases(
  files: readonly DataFile[],
  contents: Pick<PatchContents, 'before' | 'naming'>,
): Promise<readonly WeakenedTest[]> {
  const found = files
    .filter((file) => file.class === 'fixture')
    .flatMap(({ change: { path }, before, after }) => {
      if (before === undefined || after === undefined) return []
      const [was, is] = [entriesOf(path, before), entriesOf(path, after)]
      if (!was || !is || was.length <= is.length) return []
      const isCut =
        was.length > 1 &&
        is.every((one) => was.includes(one)) &&
        !isRetired(
          was.filter((one) => !is.includes(one)),
          files,
        )
      const isSure = is.length === 0 || (isCut && CASES.test(path))
      return is.length === 0 || isCut ? [{ isSure, reported: fewer(path, was.length, is.length) }] : []
    })
    .slice(0, MAX_FOUND)
  const isRun = await Promise.all(
    found.map(({ isSure, reported: { path } }) => isSure || isGoneThrough(path, contents)),
  )
  return found.filter((_, index) => isRun[index]).map(({ reported }) => reported)
}

const MAX_TESTS = 20
/** Each row of what is read is tried: by a loop, or by what gives a test its cases. */
const EACH =
  /\bfor\b|\bforeach\b|\.(?:each|forEach|map)\b|parametri[sz]e|[dD]ata_?[pP]rovider|MethodSource|CsvFileSource|TestCaseSource|MemberData/

/** Whether a test of the base reads the file, and goes through what it holds. */
async function isGoneThrough(
  path: string,
  { before, naming }: Pick<PatchContents, 'before' | 'naming'>,
): Promise<boolean> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const stem = name.replace(/\.\w+$/, '')
  if (!naming || !/^\w{3,}$/.test(stem)) return false
  const tests = (await naming(stem)).filter((one) => classOfPath(one) === 'test').slice(0, MAX_TESTS)
  for (const test of tests) {
    const bytes = await before(test)
    const text = bytes ? Buffer.from(bytes).toString('utf8').slice(0, MAX_TEXT) : ''
    const isRead = new RegExp(`["'\`/]${stem}(?:\\.\\w+)?["'\`]`).test(text)
    if (isRead && EACH.test(text)) return true
  }
  return false
}

/** They are about something that the product has no longer. */
function isRetired(gone: readonly string[], files: readonly DataFile[]): boolean {
  const products = files.filter((file) => file.class === 'source' && file.before !== undefined)
  const words = new Set(gone.join(' ').match(/[A-Za-z_]\w{3,60}/g))
  return [...words]
    .slice(0, 200)
    .some((word) =>
      products.some(({ before = '', after = '' }) => before.includes(word) && !after.includes(word)),
    )
}

function fewer(path: string, was: number, is: number): WeakenedTest {
  const name = path.slice(path.lastIndexOf('/') + 1).slice(0, 120)
  return { path, line: null, what: 'cases-removed', detail: `${name}: ${was} before, ${is} after` }
}

/** Test files that read their cases from another file now, in which there are fewer. */
export async function swappedCases(
  files: readonly DataFile[],
  contents: Pick<PatchContents, 'before' | 'after'>,
): Promise<readonly WeakenedTest[]> {
  const found: WeakenedTest[] = []
  for (const { change, before, after, class: fileClass } of files.slice(0, 500)) {
    if (fileClass !== 'test' || before === undefined || after === undefined) continue
    const [gone, came] = [missing(before, after), missing(after, before)]
    const [from, to] = [gone[0], came[0]]
    if (from === undefined || to === undefined || gone.length > 1 || came.length > 1) continue
    const was = await entriesAt(change.previousPath ?? change.path, from, contents.before)
    const is = await entriesAt(change.path, to, contents.after)
    if (was && is && is.length < was.length)
      found.push({ ...fewer(to, was.length, is.length), path: change.path })
  }
  return found.slice(0, MAX_FOUND)
}

const QUOTED = /["'`]([\w./@-]{1,200}\.(?:json|jsonl|ndjson|csv|tsv))["'`]/g

/** Files of data that the one text names and the other does not. */
function missing(text: string, other: string): readonly string[] {
  const named = [...text.slice(0, MAX_TEXT).matchAll(QUOTED)].map(([, path]) => path ?? '')
  return [...new Set(named)].filter((path) => !other.includes(path))
}

/** From the file that names it, or from the top. */
async function entriesAt(
  path: string,
  named: string,
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<readonly string[] | undefined> {
  for (const one of [posix.join(posix.dirname(path), named), posix.normalize(named)]) {
    if (one.startsWith('..')) continue
    const bytes = await read(one)
    if (bytes) return entriesOf(one, Buffer.from(bytes).toString('utf8'))
  }
  return undefined
}

/** The cases that a file of data holds, each as a text; undefined where it is not a list of them. */
function entriesOf(path: string, text: string): readonly string[] | undefined {
  if (text.length > MAX_TEXT) return undefined
  if (text.trim() === '') return []
  if (/\.(?:csv|tsv|jsonl|ndjson)$/i.test(path))
    return text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (/\.ya?ml$/i.test(path)) return itemsOf(text)
  if (!/\.json$/i.test(path)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return value.map((one) => JSON.stringify(one))
    if (typeof value !== 'object' || value === null) return undefined
    return Object.entries(value).map((one) => JSON.stringify(one))
  } catch {
    return undefined
  }
}

/** A list in YAML as people write one: its items begin at the margin. Aliases and the like do not matter for cases. */
function itemsOf(text: string): readonly string[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)|^---/.test(line))
  if (!lines[0]?.startsWith('- ')) return undefined
  const items: string[] = []
  for (const line of lines) {
    if (/^-(?: |$)/.test(line)) items.push(line.trimEnd())
    else if (/^\s/.test(line)) items.push(`${items.pop()}\n${line.trimEnd()}`)
    else return undefined
  }
  return items
}
