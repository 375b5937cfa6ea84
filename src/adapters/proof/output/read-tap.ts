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
