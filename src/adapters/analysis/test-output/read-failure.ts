import type { FailedTests } from '../../../domain/checks/evidence.ts'
import { findErrorLines } from './find-error-lines.ts'
import { findFailedTests } from './find-failed-tests.ts'
import { lastTellingLines } from './last-telling-lines.ts'
import { plainLine } from './plain-line.ts'

/** Why a step failed, as far as its output tells. Foreign text. */
export interface ReportedFailure {
  readonly failedTests: FailedTests | undefined
  /** In a line, also where tests are named. */
  readonly words: string | undefined
}

/** Also where no runner is known that would name its tests. */
const ASSERTION = /\bassert(?:ion)?(?:\b|_)|\bAssert\w*Error\b/i

/** Whether tests ran and some of them failed, as far as the output tells; else it may not have come to them. */
export function failedInTests(lines: readonly string[], { failedTests }: ReportedFailure): boolean {
  return failedTests !== undefined || lines.some((line) => ASSERTION.test(line))
}

const MAX_LENGTH = 300
const MAX_REPORT = 65_536
/** Longer lines are for no reader. */
const MAX_LINE = 2_000

/** From the lines of the step that failed, as `plainLine` gives them: the tests that it names, else its errors, else how it ends. */
export function readFailure(lines: readonly string[]): ReportedFailure {
  const failedTests = findFailedTests(lines)
  const words = failedTests ? testText(failedTests) : (findErrorLines(lines) ?? lastTellingLines(lines))
  return { failedTests, words: words?.slice(0, MAX_LENGTH) }
}

/** From the summary that somebody reports with a check, in Markdown: its last lines tell nothing by being the last. */
export function readReport(summary: string): ReportedFailure {
  const lines = summary
    .slice(0, MAX_REPORT)
    .split('\n')
    .map((line) => plainLine(line).slice(0, MAX_LINE))
  const failedTests = findFailedTests(lines)
  const words = failedTests ? testText(failedTests) : findErrorLines(lines)
  return { failedTests, words: words?.slice(0, MAX_LENGTH) }
}

function testText({ tests, more }: FailedTests): string {
  const shown = tests
    .slice(0, 2)
    .map(({ name, message }) => (message === undefined ? name : `${name}: ${message}`))
  const others = tests.length - shown.length + more
  return `${shown.join('; ')}${others > 0 ? `; and ${others} more` : ''}`
}
