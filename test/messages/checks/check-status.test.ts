import { expect, it } from 'vitest'
import type { CheckVerdict } from '../../../src/domain/checks/evidence.ts'
import { checkStatus, checkStatusReason, checksText } from '../../../src/messages/checks/check-status.ts'

const check = (verdict: CheckVerdict['verdict'], reason = 'is still running', more = {}): CheckVerdict => ({
  check: 'test',
  verdict,
  reason,
  ...more,
})
const words = (phase: 'verifying' | 'judged', ...checks: CheckVerdict[]) =>
  checksText({ phase, checks }, false)

it('counts the checks of each kind, so that no number needs a guess', () => {
  expect(words('judged', check('passed'), check('passed'))).toBe('✓ all 2 passed')
  expect(words('judged', check('passed'))).toBe('✓ passed')
  expect(words('judged', check('passed'), check('failed'), check('timed-out'))).toBe(
    '✗ 1 of 3 failed: `test`; ✗ 1 of 3 timed out: `test`; 1 passed',
  )
})

it('says of a judged candidate that a check was not waited for or not run, never that it is pending', () => {
  const open = [check('pending'), check('pending', 'has not started')]
  expect(words('verifying', ...open)).toBe('2 running')
  expect(words('judged', check('failed'), ...open)).toBe(
    '✗ 1 of 3 failed: `test`; 1 not waited for, 1 not run',
  )
  expect(open.map((one) => checkStatus(one, { phase: 'judged' }))).toEqual(['not-waited-for', 'not-run'])
  expect(checkStatusReason(check('pending'), 'not-waited-for')).not.toContain('is still')
})

it('says so of everybody once the run is decided', () => {
  expect(checkStatus(check('pending'), { phase: 'verifying' }, true)).toBe('not-waited-for')
})

it('tells what is nobody’s fault from what failed', () => {
  const all = [
    check('failed', 'failed', { redOnBase: true }),
    check('unverified', 'x', { notRequired: true }),
    check('passed'),
  ]
  expect(words('judged', ...all)).toBe('1 passed, 1 failing on the base too, 1 not needed')
})
