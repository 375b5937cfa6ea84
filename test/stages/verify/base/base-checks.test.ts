import { expect, it } from 'vitest'
import type { TestCount } from '../../../../src/domain/checks/evidence.ts'
import { baseChecks } from '../../../../src/stages/verify/base/base-checks.ts'
import { aCheckRun } from '../../../builders/checks/check-run.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'
import { NOW } from '../../../builders/story.ts'

function testsOn(conclusion: string, tests: TestCount): number | undefined {
  const observations = [{ ...aCheckRun('one', 'test', { conclusion }), tests }]
  const contract = { checks: [aCheck('test')], fingerprint: 'f' }
  return baseChecks({ contract, observations, startedAt: NOW }).tests?.test
}

it('R1: a base whose job tries its tests again is not asked for twice as many', () => {
  expect(testsOn('failure', { ran: 24, failed: 2, skipped: 0, again: 1 })).toBe(12)
  expect(testsOn('success', { ran: 24, failed: 1, skipped: 0 })).toBe(12)
})

it('several runs of tests on the base are all asked for where none is known to repeat another', () => {
  expect(testsOn('failure', { ran: 24, failed: 2, skipped: 0 })).toBe(24)
  expect(testsOn('success', { ran: 24, failed: 0, skipped: 0 })).toBe(24)
})
