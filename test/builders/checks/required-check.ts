import { RequiredCheck } from '../../../src/domain/checks/contract.ts'

export function aCheck(name: string, overrides: Partial<RequiredCheck> = {}): RequiredCheck {
  return RequiredCheck.parse({ name, source: 'ruleset', deadlineMinutes: 60, ...overrides })
}
