import type { NamedOutcome } from '../../domain/proof.ts'
import { plainLine } from '../analysis/test-output/plain-line.ts'
import { failureKind } from './failure-kind.ts'

/** How a runner tells of each test. `counts` tells only how many there were. */
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

/** Each test by its full name, in the order of the output; undefined where none is told. Of two by one name, the worse counts. */
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
const MAX_NAME = 300

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

function passed(name: string): NamedOutcome {
  return { name: name.slice(0, MAX_NAME), outcome: { kind: 'passed' } }
}

function skipped(name: string): NamedOutcome {
  return { name: name.slice(0, MAX_NAME), outcome: { kind: 'skipped' } }
}

function failed(name: string, output: string): NamedOutcome {
  return { name: name.slice(0, MAX_NAME), outcome: { kind: 'failed', ...failureKind(output) } }
}

function linesOf(output: string): readonly string[] {
  return output.split('\n').map(plainLine)
}

/** Nested as node:test does it; the lines up to the next test are what its failure says. */
function readTap(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  const groups: string[] = []
  const found: NamedOutcome[] = []
  for (const [at, line] of lines.entries()) {
    const group = /^( *)# Subtest: (.*)$/.exec(line)
    if (group) {
      groups.length = depthOf(group[1])
      groups.push(group[2] ?? '')
      continue
    }
    const test = /^( *)(not )?ok \d+(?: -)? ?(.*)$/.exec(line)
    if (!test) continue
    const [, indent, not, title = ''] = test
    const [, name = '', directive] = /^(.*?)(?: # (SKIP|TODO)\b.*)?$/i.exec(title) ?? []
    const full = [...groups.slice(0, depthOf(indent)), name].join(' > ')
    groups.length = Math.min(groups.length, depthOf(indent))
    if (directive) found.push(skipped(full))
    else if (not) found.push(failed(full, detailAfter(lines, at)))
    else found.push(passed(full))
  }
  return found
}

function depthOf(indent: string | undefined): number {
  return Math.floor((indent?.length ?? 0) / 4)
}

const MAX_DETAIL = 60

function detailAfter(lines: readonly string[], at: number): string {
  const detail: string[] = []
  for (const line of lines.slice(at + 1, at + MAX_DETAIL)) {
    if (/^ *(?:not )?ok \d+|^ *# Subtest: /.test(line)) break
    detail.push(line)
  }
  // YAML of node:test: the error and its code say more than where it was.
  const telling = detail.filter((line) => /^\s*(?:error|code|name|message):|^ {4,}\w*Error/.test(line))
  return [...telling.map((line) => line.replace(/^\s*(?:error|message):\s*(?:\|-)?/, '')), ...detail].join(
    '\n',
  )
}

/** One heading for each test, and below it one line for each assertion. */
function readTape(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  const found: NamedOutcome[] = []
  let name = ''
  for (const [at, line] of lines.entries()) {
    const heading = /^# (?!tests |pass |fail |ok$|skip|todo)(.+)$/.exec(line)
    if (heading) name = heading[1] ?? ''
    const assertion = /^(not )?ok \d+/.exec(line)
    if (assertion && name !== '')
      found.push(assertion[1] ? failed(name, `AssertionError\n${detailAfter(lines, at)}`) : passed(name))
  }
  return found
}

/** jest and vitest. */
function readJestJson(output: string): readonly NamedOutcome[] {
  const report = parsedFrom(output, '{"num')
  const files = listOf(report?.testResults)
  return files.flatMap((file) =>
    listOf(file.assertionResults).map((one) => {
      const name = String(one.fullName ?? one.title ?? '')
      if (one.status === 'passed') return passed(name)
      if (one.status === 'failed') return failed(name, listOfText(one.failureMessages).join('\n'))
      return skipped(name)
    }),
  )
}

function readRspec(output: string): readonly NamedOutcome[] {
  const report = parsedFrom(output, '{"version"')
  return listOf(report?.examples).map((one) => {
    const name = String(one.full_description ?? '')
    if (one.status === 'passed') return passed(name)
    if (one.status !== 'failed') return skipped(name)
    const { exception } = one
    const { class: kind = '', message = '' } = isRecord(exception) ? exception : {}
    return failed(name, `${String(kind)}: ${String(message)}`)
  })
}

type Json = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function listOfText(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** The last line, or the rest of the output, that begins like the report: what tests print stands before or after it. */
function parsedFrom(output: string, start: string): Json | undefined {
  const at = output.lastIndexOf(start)
  if (at < 0) return undefined
  const end = output.indexOf('\n', at)
  for (const text of [output.slice(at, end < 0 ? undefined : end), output.slice(at)]) {
    try {
      const value: unknown = JSON.parse(text)
      if (isRecord(value)) return value
    } catch {
      // Cut off, or not what it looks like.
    }
  }
  return undefined
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
  return lines.flatMap((line) => {
    const [, name = '', word] = /^(\w+ \([\w.]+\)).*? \.\.\. (ok|FAIL|ERROR|skipped)/.exec(line) ?? []
    if (word === undefined) return []
    if (word === 'ok') return [passed(name)]
    if (word === 'skipped') return [skipped(name)]
    const at = lines.indexOf(`${word}: ${name}`)
    const text = at < 0 ? '' : lastErrorLine(lines.slice(at + 1, at + MAX_DETAIL))
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
  return linesOf(output).flatMap((line) => {
    const [, name = '', word] = /^test (.+?)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/.exec(line) ?? []
    if (word === 'ok') return [passed(name)]
    if (word === 'ignored') return [skipped(name)]
    return word === 'FAILED' ? [failed(name, 'panicked at')] : []
  })
}

function readMinitest(output: string): readonly NamedOutcome[] {
  const lines = linesOf(output)
  return lines.flatMap((line) => {
    const [, name = '', letter] = /^(\S+#.+?) = [\d.]+ s = ([.FES])$/.exec(line) ?? []
    if (letter === '.') return [passed(name)]
    if (letter === 'S') return [skipped(name)]
    if (letter === undefined) return []
    const at = lines.findIndex((one) => one.startsWith(`${name} [`) || one === `${name}:`)
    const text = at < 0 ? '' : lines.slice(at + 1, at + 10).join('\n')
    return [failed(name, letter === 'F' ? `AssertionError: ${text}` : text)]
  })
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
