import type { TestCount } from '../../../domain/checks/evidence.ts'
import { TAP_FORMAT, TEST_FORMATS, type TestFormat } from './formats.ts'
import { plainLine } from './plain-line.ts'
import type { ReportedFailure } from './read-failure.ts'
import { createStepOutput } from './step-output.ts'

export interface TestCounter {
  /** Any part of the log, in order. */
  write(text: string): void
  /** Undefined when no number was told. */
  end(): TestCount | undefined
  /** What the first step that failed says of why; undefined where none has failed. */
  failure(): ReportedFailure | undefined
}

interface Sum {
  passed: number
  failed: number
  skipped: number
}

/** Longer lines tell no totals. */
const MAX_LINE = 2_000
const MAX_TESTS = 1e8

/**
 * Counts the tests that a job's log tells of, by the totals of the common runners. Several runs of tests are added. What the log says is
 * said by the code that is tested, too: the number is shown as what it is.
 */
export function createTestCounter(): TestCounter {
  const sums = new Map<string, Sum>()
  const repeats = createRepeats()
  const step = createStepOutput()
  let rest = ''
  let isLong = false
  const take = (line: string) => {
    if (!isLong && line.length <= MAX_LINE) {
      const plain = plainLine(line)
      countLine(sums, repeats, plain)
      step.take(plain)
    }
    isLong = false
  }
  return {
    write(text) {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) take(line)
      if (rest.length <= MAX_LINE) return
      rest = ''
      isLong = true
    },
    end() {
      take(rest)
      rest = ''
      const count = total(sums)
      const again = repeats.most()
      return count && { ...count, ...(again > 0 && { again }) }
    },
    failure: step.failure,
  }
}

/** Of a whole log at once. */
export function countTests(log: string): TestCount | undefined {
  const counter = createTestCounter()
  counter.write(log)
  return counter.end()
}

function total(sums: ReadonlyMap<string, Sum>): TestCount | undefined {
  const reported = [...sums].filter(([runner]) => runner !== 'TAP' || sums.size === 1)
  // Both tell of the same tests.
  const counted = reported.filter(([runner]) => runner !== 'go test' || !sums.has('gotestsum'))
  if (counted.length === 0) return undefined
  const add = (of: (sum: Sum) => number) =>
    Math.min(
      MAX_TESTS,
      counted.reduce((sum, [, one]) => sum + Math.max(0, of(one)), 0),
    )
  const failed = add((one) => one.failed)
  return { ran: add((one) => one.passed) + failed, failed, skipped: add((one) => one.skipped) }
}

const ALL_FORMATS = [...TEST_FORMATS, TAP_FORMAT]
/** In every line that one of them takes. Most lines are none of theirs, and need not be asked of each. */
const TELLING = /ok|pass|fail|skip|cancel|todo|pending|test|spec|example|run|exception| in \d/i
const NUMBERED = /\d|^\s*--- /

function countLine(sums: Map<string, Sum>, repeats: Repeats, line: string): void {
  if (!NUMBERED.test(line) || !TELLING.test(line)) return
  for (const format of ALL_FORMATS) {
    const groups = format.pattern.exec(line)?.groups
    if (!groups) continue
    const sum = sums.get(format.runner) ?? { passed: 0, failed: 0, skipped: 0 }
    sums.set(format.runner, sum)
    const before = sum.failed
    addGroups(sum, groups)
    repeats.take(keyOf(format, groups, line), sum.failed > before)
    return
  }
}

/** What one run of tests tells once: its total in this format, or the line of one test, whatever time it took. */
function keyOf(format: TestFormat, { onePassed, oneFailed, oneSkipped }: Groups, line: string): string {
  const isOfOneTest = (onePassed ?? oneFailed ?? oneSkipped) !== undefined
  return isOfOneTest ? line.replace(/ \([\d.]+m?s\)$/, '') : String(ALL_FORMATS.indexOf(format))
}

interface Repeats {
  take(key: string, hasFailed: boolean): void
  /** How often at most something was told again that had told of a failure. */
  most(): number
}

const MAX_FAILURES = 10_000

function createRepeats(): Repeats {
  const after = new Map<string, number>()
  return {
    take(key, hasFailed) {
      const times = after.get(key)
      if (times !== undefined) after.set(key, times + 1)
      else if (hasFailed && after.size < MAX_FAILURES) after.set(key, 0)
    },
    most: () => Math.max(0, ...after.values()),
  }
}

type Groups = NonNullable<RegExpExecArray['groups']>

function addGroups(sum: Sum, groups: Groups): void {
  const of = (name: string) => Number(groups[name] ?? 0)
  const one = (name: string) => (groups[name] === undefined ? 0 : 1)
  const listed = wordsOf(groups.words, groups.keyed, groups.adjust)
  const failed = of('failed') + of('errors') + of('unpassed') + one('oneFailed') + listed.failed
  const skipped = of('skipped') + of('unskipped') + one('oneSkipped') + listed.skipped
  const isTotal = groups.total !== undefined
  const isAdjusted = groups.adjust !== undefined
  const isLater = groups.unpassed !== undefined || groups.unskipped !== undefined || isAdjusted
  sum.failed += failed
  sum.skipped += skipped
  sum.passed += of('passed') + of('ran') + of('doctests') + one('onePassed') + listed.passed
  if (isTotal) sum.passed += of('total') - failed - skipped
  if (isLater) sum.passed -= failed + skipped
}

const FAILED = /^(?:failed|failures?|errors?|unexpected successes)$/
const SKIPPED = /^(?:skipped|todo|pending|incomplete|ignored|disabled)$/
const PASSED = /^(?:passed|xfailed|xpassed|expected failures)$/

/** `3 failed, 11 passed`, `Failures: 3`, `failures=3`. */
function wordsOf(...texts: readonly (string | undefined)[]): Sum {
  const sum: Sum = { passed: 0, failed: 0, skipped: 0 }
  for (const part of texts.flatMap((text) => text?.split(/, | \| +/) ?? [])) {
    const number = Number(/\d+/.exec(part)?.[0] ?? 0)
    const word = part
      .replace(/[\d:=]/g, '')
      .trim()
      .toLowerCase()
    if (FAILED.test(word)) sum.failed += number
    else if (SKIPPED.test(word)) sum.skipped += number
    else if (PASSED.test(word)) sum.passed += number
  }
  return sum
}
