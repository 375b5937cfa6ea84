import { CheckVerdict } from '../../../src/domain/checks/evidence.ts'

/** What is held of a required check, which passed. */
export function aCheckVerdict(check: string, overrides: Partial<CheckVerdict> = {}): CheckVerdict {
  return CheckVerdict.parse({ check, verdict: 'passed', reason: 'passed', ...overrides })
}
