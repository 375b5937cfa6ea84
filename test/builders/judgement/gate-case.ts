import { Settings } from '../../../src/domain/settings.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { aPatch } from '../candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../candidate/pull-request.ts'
import { someMeasures } from './measures.ts'

export function aCase(overrides: Partial<GateCase> = {}): GateCase {
  const id = overrides.id ?? 'one'
  return {
    id,
    place: 0,
    settings: Settings.parse({}),
    stage: 'green',
    patch: aPatch(id),
    measures: someMeasures({ patchId: id }),
    confidence: 0.9,
    facts: candidateFacts(id, aPullRequest(id, 21)),
    verification: undefined,
    ...overrides,
  }
}
