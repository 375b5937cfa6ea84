import type { VerifierContract } from '../../../domain/checks/contract.ts'
import { isCounted, type Verification } from '../../../domain/checks/evidence.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import { runsTests } from './runs-tests.ts'

/** What the checks say that run tests (B3); where none is known to, all of them together. */
export function testsColumn(
  verification: Verification | undefined,
  contract: VerifierContract,
): Row['tests'] {
  if (!verification) return 'not run'
  const tests = verification.checks.filter((one) => isCounted(one) && runsTests(one.check, contract))
  if (tests.length === 0) return STATES[verification.state]
  if (tests.some(({ verdict }) => verdict === 'pending')) return 'pending'
  return tests.every(({ verdict }) => verdict === 'passed') ? 'pass' : 'fail'
}

const STATES = { passed: 'pass', failed: 'fail', pending: 'pending' } as const
