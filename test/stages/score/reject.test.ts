import { expect, it } from 'vitest'
import { whyRejected } from '../../../src/stages/score/reject.ts'

const check = (name: string, verdict: 'passed' | 'failed' | 'unverified' | 'pending', more = {}) => ({
  check: name,
  verdict,
  ...more,
})
const LINT = { gate: 'required check', reason: 'fails `lint`: `no x`' }

it('names every check that fails, not only the first', () => {
  const checks = [check('lint', 'failed'), check('test', 'failed'), check('docs', 'failed')]
  expect(whyRejected([LINT], checks)).toBe('fails `lint`: `no x`; `test` and `docs` fail, too')
  expect(whyRejected([LINT], checks.slice(0, 2))).toBe('fails `lint`: `no x`; `test` fails, too')
})

it('tells what is not proved from what fails', () => {
  expect(whyRejected([LINT], [check('lint', 'failed'), check('test', 'unverified')])).toBe(
    'fails `lint`: `no x`; `test` does not pass either',
  )
})

it('says nothing of checks that pass, still run, are not asked for or fail on the base too', () => {
  const others = [
    check('a', 'passed'),
    check('b', 'pending'),
    check('c', 'unverified', { notRequired: true as const }),
    check('d', 'failed', { redOnBase: true }),
  ]
  expect(whyRejected([LINT], [check('lint', 'failed'), ...others])).toBe(LINT.reason)
})

it('leaves a reason that is about no check alone', () => {
  const cheat = { gate: 'touches', reason: 'changes `scripts.test`, which the check runs' }
  expect(whyRejected([cheat], [check('test', 'failed')])).toBe(cheat.reason)
})
