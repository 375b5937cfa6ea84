import type { Measures } from '../../../src/domain/measures.ts'
import { Settings } from '../../../src/domain/settings.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { aPatch, aPullRequest, candidateFacts } from '../../fakes/facts.ts'

/** Measures of an ordinary patch, each test changes what it is about. */
export function someMeasures(overrides: Partial<Measures> = {}): Measures {
  return {
    files: [{ path: 'src/client.js', class: 'source' }],
    written: { insertions: 5, deletions: 2 },
    apart: [],
    complexity: { delta: 0, functions: [], unmeasured: [] },
    tests: { added: [], changed: [], weakened: [] },
    fixtures: [],
    findings: [],
    patchId: 'an id of its own',
    ...overrides,
  }
}

export function aCase(overrides: Partial<GateCase> = {}): GateCase {
  const id = overrides.id ?? 'one'
  return {
    id,
    place: 0,
    settings: Settings.parse({}),
    patch: aPatch(id),
    measures: someMeasures({ patchId: id }),
    confidence: 0.9,
    facts: candidateFacts(id, aPullRequest(id, 21)),
    verification: undefined,
    ...overrides,
  }
}
