import type { BeginningFacts } from '../../../src/domain/run/snapshot.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { aCheck } from '../checks/required-check.ts'

/** What is read before a run may begin, with everything in order. */
export function aBeginning(overrides: Partial<BeginningFacts> = {}): BeginningFacts {
  return {
    role: 'write',
    authorRole: 'write',
    settings: { ok: true, value: Settings.parse({}) },
    block: undefined,
    branchChecks: [aCheck('lint'), aCheck('test')],
    workflowJobs: [],
    issueHash: 'f'.repeat(64),
    workflowsTree: 'e'.repeat(40),
    ...overrides,
  }
}
