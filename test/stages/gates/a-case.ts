import { Settings } from '../../../src/domain/settings.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { aPatch, aPullRequest, candidateFacts, someMeasures } from '../../fakes/facts.ts'

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
