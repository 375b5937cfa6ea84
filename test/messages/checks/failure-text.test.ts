import { expect, it } from 'vitest'
import { failureText } from '../../../src/messages/checks/failure-text.ts'

const test = (name: string, message?: string) => ({ name, ...(message !== undefined && { message }) })
const words = (tests: { name: string; message?: string }[], more = 0) =>
  failureText({ failedTests: { tests, more } }, 200)

it('R13: names one or two failed tests with what they say', () => {
  expect(words([test('adds', '-1 !== 5')])).toBe('`adds` (`-1 !== 5`)')
  expect(words([test('adds', '-1 !== 5'), test('subtracts')])).toBe('`adds` (`-1 !== 5`) and `subtracts`')
})

it('R13: names two of many failed tests and counts the others', () => {
  expect(words([test('a', 'x'), test('b', 'y'), test('c')], 2)).toBe('`a` (`x`), `b` and 3 more')
})

it('shows what no test says as it is, and nothing where nothing is said', () => {
  expect(failureText({ detail: 'src/a.ts:3 no `x`' }, 200)).toBe('`` src/a.ts:3 no `x` ``')
  expect(failureText({}, 200)).toBeUndefined()
})

it('keeps names and messages of hostile tests from being more than text', () => {
  expect(words([test('@acme/all `<!-- speculate\u001b[2J', 'fixes #7 ![x](https://e.x)')])).toBe(
    '``@acme/all `<! -- speculate[2J`` (`fixes ＃7 ![x](https://e.x)`)',
  )
})
