import type { CheckVerdict, FailedTest } from '../../domain/checks/evidence.ts'
import { codeSpan } from '../foreign/foreign-text.ts'

/** Names beyond this number are only counted. */
const NAMED = 2

/**
 * What a check says of why it did not pass, all that is foreign as code: the tests that failed, or its own words; undefined where it says
 * nothing. `maxLength` of each quotation, in code points.
 */
export function failureText(
  { failedTests, detail }: Pick<CheckVerdict, 'failedTests' | 'detail'>,
  maxLength: number,
): string | undefined {
  if (!failedTests) return detail === undefined ? undefined : codeSpan(detail, maxLength)
  const { tests, more } = failedTests
  const others = Math.max(0, tests.length - NAMED) + more
  // Where many tests fail, the message of the first one is enough.
  const shown = tests
    .slice(0, NAMED)
    .map((test, index) => testText(test, maxLength, others === 0 || index === 0))
  if (others > 0) return `${shown.join(', ')} and ${others} more`
  return shown.join(' and ')
}

function testText({ name, message }: FailedTest, maxLength: number, isReported: boolean): string {
  const said = message === undefined || !isReported ? '' : ` (${codeSpan(message, maxLength)})`
  return `${codeSpan(name, 120)}${said}`
}
