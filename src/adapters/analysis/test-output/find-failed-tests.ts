import type { FailedTest, FailedTests } from '../../../domain/checks/evidence.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { composeMessage } from './compose-message.ts'
import { FAILURE_FORMATS, type FailureFormat, SECTIONS } from './failure-formats.ts'

const MAX_SHOWN = 10
const MAX_NOTED = 1_000
const MAX_NAME = 200
/** A message stands close below the name of its test. */
const NEAR = 40
const MAX_LINES = 8

/** Ends what a test says of itself. */
const END =
  /^\s*(?:at \S|❯ \S|› file:|stack backtrace:|\.\.\.$|code: |stack: |Stack trace:|Start +\d+:)|^={20,}|^-{20,}$|^\[(?: +OK +|-{10}|={10})\]|^ *\d+ (?:pass|fail|skip)$|^(?:FAIL|PASS|ok)\b|^(?:test result:|Ran \d+|Tests run:|\[INFO\])|^\[INFO\]|^Failed examples:|^Error Trace:/
/** Says nothing: lines and frames, places, quoted code, keys of YAML. */
const NOISE =
  /^[\s\-=─_⎯━~^*]*$|^Traceback \(|^\s*File "|^\s*>?\s*\d+\s*[|│:]|^\s*\||^\s*Failure\/Error:|^\s*thread .* panicked at \S+:\d+:\d+:$|^\s*(?:duration_ms|type|location|failureType|name|operator|severity|at): |^\s*# |^\s*(?:Message|Error Message|Error Trace|Stack):|^\s*[\w./-]+\.\w{1,4}:\d+(?::\d+)?:?(?: Failure)?$|^\s*─+ (?:STDERR|STDOUT|stderr|stdout)/
/** A suite is named with the tests that failed in it. */
const OF_SUITE = /^\d+ subtests? failed$/

/** The tests that a job's log says have failed, by the formats of the common runners; undefined where it names none. */
export function findFailedTests(lines: readonly string[]): FailedTests | undefined {
  const failed = new Map<string, FailedTest>()
  const open = new Map<string, readonly string[]>()
  let section: string | undefined
  for (const [index, line] of lines.entries()) {
    section = SECTIONS.find(([pattern]) => pattern.test(line))?.[1] ?? section
    const found = startOf(line, section)
    if (!found || failed.size >= MAX_NOTED) continue
    const { name, from } = locate(found, lines, index + 1)
    const below = tellingLines(lines.slice(from, from + NEAR), found.format, section)
    if (found.format.isOpen) open.set(lastPart(name), below)
    else note(failed, { ...found, name }, below, open.get(lastPart(name)) ?? [])
  }
  const parents = new Set([...failed.keys()].flatMap(parentsOf))
  const tests = [...failed.values()].filter(
    ({ name, message = '' }) => !parents.has(name) && !OF_SUITE.test(message),
  )
  if (tests.length === 0) return undefined
  return { tests: tests.slice(0, MAX_SHOWN), more: Math.max(0, tests.length - MAX_SHOWN) }
}

interface FailureStart {
  readonly format: FailureFormat
  readonly name: string
  readonly message: string | undefined
}

function startOf(line: string, section: string | undefined): FailureStart | undefined {
  for (const format of FAILURE_FORMATS) {
    if (format.section !== undefined && format.section !== section) continue
    const groups = format.pattern.exec(line)?.groups
    if (groups?.name !== undefined) return { format, name: groups.name.trim(), message: groups.message }
  }
  return undefined
}

/** What stands below the name, without what says nothing; up to the next test. */
function tellingLines(
  lines: readonly string[],
  { only }: FailureFormat,
  section: string | undefined,
): readonly string[] {
  const telling: string[] = []
  for (const line of lines) {
    if (telling.length >= MAX_LINES || startOf(line, section)) break
    if (END.test(line)) {
      if (only === undefined || telling.length > 0) break
      continue
    }
    const reported = only ? only.exec(line)?.[1] : NOISE.test(line) ? undefined : unquoted(line)
    if (reported !== undefined && reported.trim() !== '') telling.push(reported.trim())
  }
  return joinedKeys(telling)
}

/** `error: 'boom'` of TAP's YAML is its text; `error: |-` says that the text follows. So has testify a key. */
function unquoted(line: string): string | undefined {
  const text = /^\s*(?:error: |message: |Error: {2,})(.*)$/.exec(line)?.[1]
  if (text === undefined) return line
  if (/^[|>]-?$/.test(text)) return undefined
  return text.replace(/^(['"])(.*)\1$/, '$2')
}

/** `expected: |-` and its value on the next line. */
function joinedKeys(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    if (/^\w+: [|>]-?$/.test(lines[index - 1] ?? '')) return []
    return [line.replace(/^(\w+): [|>]-?$/, (_, key: string) => `${key}: ${lines[index + 1] ?? ''}`)]
  })
}

/** The whole name, and where what it says begins: mocha breaks a name at every suite, ava repeats it above the details. */
function locate(
  { format, name }: FailureStart,
  lines: readonly string[],
  from: number,
): { name: string; from: number } {
  if (format.runner === 'ava') {
    const at = lines.findIndex(
      (line, index) => index >= from && /^ {2}\w/.test(line) && name.startsWith(line.trim()),
    )
    return at < 0 ? { name, from } : { name: lines[at]?.trim() ?? name, from: at + 1 }
  }
  if (!format.untilColon) return { name, from }
  const parts = [name]
  for (let at = from; at < from + 8 && !parts.at(-1)?.endsWith(':') && lines[at]?.trim(); at++)
    parts.push(lines[at]?.trim() ?? '')
  return { name: parts.join(' ').replace(/:$/, ''), from: from + parts.length - 1 }
}

/** Runners tell of a test more than once; the first time that it has a message counts. */
function note(
  failed: Map<string, FailedTest>,
  { name, message }: FailureStart,
  below: readonly string[],
  before: readonly string[],
): void {
  const key = name.slice(0, MAX_NAME)
  if (failed.get(key)?.message !== undefined) return
  const reported = message?.slice(0, MAX_NAME) ?? composeMessage(below) ?? composeMessage(before)
  failed.set(key, { name: key, ...withoutUndefined({ message: reported }) })
}

/** `tests/a.py::TestX::test_a` and `TestX.test_a` are one test. */
function lastPart(name: string): string {
  return name.split(/::|\.(?=\w+$)/).at(-1) ?? name
}

/** Of a test of Go that has tests of its own. */
function parentsOf(name: string): readonly string[] {
  return [...name.matchAll(/\//g)].slice(0, 10).map(({ index }) => name.slice(0, index))
}
