import type { NamedOutcome } from '../../../domain/proof/proof.ts'
import { failed, linesOf, MAX_DETAIL, passed, skipped } from './named-outcome.ts'

/** Nested as node:test does it; the lines up to the next test are what its failure says. */
export function readTap(output: string): readonly NamedOutcome[] {
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
    const test = /^( *)(not )?ok \d+(?: -)? ?(.*)$/s.exec(line)
    if (!test) continue
    const [, indent, not, title = ''] = test
    const [, name = '', directive] = /^(.*?)(?: # (SKIP|TODO)\b.*)?$/is.exec(title) ?? []
    const full = [...groups.slice(0, depthOf(indent)), name].join(' > ')
    groups.length = Math.min(groups.length, depthOf(indent))
    if (directive) found.push(skipped(full))
    else if (not) found.push(failed(full, `${thrownBy(lines, at)}\n${detailAfter(lines, at)}`))
    else found.push(passed(full))
  }
  return found
}

function depthOf(indent: string | undefined): number {
  return Math.floor((indent?.length ?? 0) / 4)
}

function detailAfter(lines: readonly string[], at: number): string {
  const detail = untilNext(lines.slice(at + 1, at + MAX_DETAIL))
  // YAML of node:test: the error and its code say more than where it was.
  const telling = detail.filter((line) => /^\s*(?:error|code|name|message):|^ {4,}\w*Error/.test(line))
  return [...telling.map((line) => line.replace(/^\s*(?:error|message):\s*(?:\|-)?/, '')), ...detail].join(
    '\n',
  )
}

/**
 * What was thrown, as its runner would have printed it: node:test prints the name and the words of an error separately, the latter on one line or
 * on several. Empty where that is not printed, as for a group that fails because something in it does.
 */
function thrownBy(lines: readonly string[], at: number): string {
  const own = untilNext(lines.slice(at + 1, at + MAX_DETAIL))
  const saidAt = (key: string) =>
    own.flatMap((line) => new RegExp(`^ *${key}: '(.*)'$`).exec(line)?.[1] ?? [])[0]
  const isCode = saidAt('failureType') === 'testCodeFailure'
  const name = saidAt('name') ?? (isCode ? 'Error' : undefined)
  const words = wordsOf(own, saidAt('error'))
  return name === undefined || words === '' ? '' : `${name}: ${words}`
}

const MAX_ERROR = 300

function wordsOf(own: readonly string[], onOneLine: string | undefined): string {
  if (onOneLine !== undefined) return onOneLine.slice(0, MAX_ERROR)
  const start = own.findIndex((line) => /^ *error: [|>]-?$/.test(line))
  if (start < 0) return ''
  const indent = own[start]?.search(/\S/) ?? 0
  const below = own.slice(start + 1)
  const end = below.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent)
  return wholeLines(end < 0 ? below : below.slice(0, end))
}

/** A text up to this length is shown whole in a reason. */
const MAX_SEVERAL = 100

/** Of a message on several lines, such as a diff, no line is shown in part; the first one says what it is about. */
function wholeLines(given: readonly string[]): string {
  const [first = '', ...others] = given.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line)
  let words = first.slice(0, MAX_ERROR)
  for (const line of others) {
    if (words.length + 1 + line.length > MAX_SEVERAL) return `${words} …`
    words = `${words} ${line}`
  }
  return words
}

function untilNext(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => /^ *(?:not )?ok \d+|^ *# Subtest: /.test(line))
  return end < 0 ? lines : lines.slice(0, end)
}

/** One heading for each test, and below it one line for each assertion. */
export function readTape(output: string): readonly NamedOutcome[] {
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
