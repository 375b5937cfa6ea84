import type { NamedOutcome } from '../../../domain/proof/proof.ts'
import { failed, linesOf, MAX_DETAIL, passed, skipped } from './named-outcome.ts'
import { readJestJson, readRspec } from './read-json-report.ts'
import { readTap, readTape } from './read-tap.ts'

/** How a runner reports each test. `counts` says only how many there were. */
export type OutputFormat =
  | 'tap'
  | 'tape'
  | 'jest json'
  | 'pytest'
  | 'unittest'
  | 'go test'
  | 'cargo test'
  | 'rspec json'
  | 'minitest'
  | 'teamcity'
  | 'counts'

/** Each test by its full name, in the order of the output; undefined where none is named. Of two by one name, the worse counts. */
export function readNames(format: OutputFormat, output: string): readonly NamedOutcome[] | undefined {
  const found = READERS[format](output)
  const byName = new Map<string, NamedOutcome>()
  for (const one of found) {
    const known = byName.get(one.name)
    if (!known || (known.outcome.kind !== 'failed' && one.outcome.kind === 'failed'))
      byName.set(one.name, one)
  }
  return byName.size === 0 ? undefined : [...byName.values()].slice(0, MAX_NAMES)
}

const MAX_NAMES = 20_000

type Reader = (output: string) => readonly NamedOutcome[]

const READERS: Record<OutputFormat, Reader> = {
  tap: readTap,
  tape: readTape,
  'jest json': readJestJson,
  pytest: readPytest,
  unittest: readUnittest,
  'go test': (output) => readLines(output, /^\s*--- (PASS|FAIL|SKIP): (\S+)/),
  'cargo test': readCargo,
  'rspec json': readRspec,
  minitest: readMinitest,
  teamcity: readTeamcity,
  counts: () => [],
}

/** The short summary of `-rA`; the reason stands behind the name. */
function readPytest(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  const start = lines.findLastIndex((line) => /^=+ short test summary info =+$/.test(line))
  return lines.slice(start + 1).flatMap((line) => {
    const [, word, name = '', reason = ''] =
      /^(PASSED|FAILED|XFAIL|XPASS|SKIPPED) (\S+(?:\[.*?\])?)(?: - (.*))?$/.exec(line) ?? []
    if (word === 'PASSED' || word === 'XPASS') return [passed(name)]
    if (word === 'FAILED') return [failed(name, reason === '' ? 'AssertionError' : reason)]
    return word === 'XFAIL' ? [skipped(name)] : []
  })
}

function readUnittest(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  const places = firstPlaces(lines)
  return lines.flatMap((line) => {
    const [, name = '', word] = /^(\w+ \([\w.]+\)).*? \.\.\. (ok|FAIL|ERROR|skipped)/.exec(line) ?? []
    if (word === undefined) return []
    if (word === 'ok') return [passed(name)]
    if (word === 'skipped') return [skipped(name)]
    const at = places.get(`${word}: ${name}`)
    const text = at === undefined ? '' : lastErrorLine(lines.slice(at + 1, at + MAX_DETAIL))
    return [failed(name, text)]
  })
}

/** A traceback says last what went wrong. */
function lastErrorLine(lines: readonly string[]): string {
  const end = lines.findIndex((line, index) => index > 1 && /^(?:=|-){20,}$/.test(line))
  return (
    lines
      .slice(0, end < 0 ? undefined : end)
      .findLast((line) => /^\w[\w.]*(?:Error|Exception)\b/.test(line)) ?? ''
  )
}

function readLines(output: string, pattern: RegExp): readonly NamedOutcome[] {
  return linesOf(output).flatMap((line) => {
    const [, word, name = ''] = pattern.exec(line) ?? []
    if (word === undefined) return []
    if (word === 'PASS') return [passed(name)]
    return word === 'FAIL' ? [failed(name, 'Assertion failed')] : [skipped(name)]
  })
}

function readCargo(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  const places = firstPlaces(lines)
  return lines.flatMap((line) => {
    const [, reported = '', word] =
      /^test (.+?)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/.exec(line) ?? []
    // An example in a comment is called by its line, which moves with every line above it.
    const name = reported.replace(/ \(line \d+\)/, '')
    if (word === 'ok') return [passed(name)]
    if (word === 'ignored') return [skipped(name)]
    return word === 'FAILED' ? [failed(name, panicOf(lines, places.get(`---- ${reported} stdout ----`)))] : []
  })
}

/** Where each line stands first: there may be as many tests as lines. */
function firstPlaces(lines: readonly string[], keyOf = (line: string) => line): ReadonlyMap<string, number> {
  return new Map(lines.map((line, at): [string, number] => [keyOf(line), at]).reverse())
}

/** Where it stopped, and why, in one line. */
function panicOf(lines: readonly string[], head: number | undefined): string {
  const own = head === undefined ? [] : lines.slice(head + 1, head + MAX_DETAIL)
  const at = own.findIndex((line) => /\bpanicked at\b/.test(line))
  const [where = '', why = ''] = at < 0 ? [] : own.slice(at, at + 2)
  return at < 0 ? 'panicked at' : `panicked at ${where.replace(/^.*?\bpanicked at\s*/, '')} ${why}`.trimEnd()
}

function readMinitest(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  const places = firstPlaces(lines, headOf)
  return lines.flatMap((line) => {
    const end = / = [\d.]+ s = ([.FES])$/.exec(line)
    const name = line.slice(0, end?.index ?? 0)
    if (!end || !/^\S+#./.test(name)) return []
    const [, letter] = end
    if (letter === '.') return [passed(name)]
    if (letter === 'S') return [skipped(name)]
    const at = places.get(name)
    const text = at === undefined ? '' : lines.slice(at + 1, at + 10).join('\n')
    return [failed(name, letter === 'F' ? `AssertionError: ${text}` : text)]
  })
}

/** Of what fails: `Sum#test_adds [test/sum_test.rb:3]:`, or `Sum#test_adds:` for an error. */
function headOf(line: string): string {
  const place = line.lastIndexOf(' [')
  return place < 0 ? line.replace(/:$/, '') : line.slice(0, place)
}

/** PHPUnit with `--teamcity`. */
function readTeamcity(output: string): readonly NamedOutcome[] {
  const bad = new Map<string, NamedOutcome>()
  const found: NamedOutcome[] = []
  for (const line of linesOf(output)) {
    const [, word, name = '', rest = ''] =
      /^##teamcity\[test(Failed|Ignored|Finished) name='((?:[^'|]|\|.)*)'(.*)\]$/.exec(line) ?? []
    if (word === 'Failed') bad.set(name, failed(name, rest.replaceAll('|n', '\n').replace(/^ message='/, '')))
    if (word === 'Ignored') bad.set(name, skipped(name))
    if (word !== 'Finished') continue
    found.push(bad.get(name) ?? passed(name))
    bad.delete(name)
  }
  return found
}
