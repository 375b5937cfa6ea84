import { Measures } from '../../../src/domain/judgement/measures.ts'

/** Measures of an ordinary patch. */
export function someMeasures(overrides: Partial<Measures> = {}): Measures {
  return Measures.parse({
    files: [{ path: 'src/client.js', class: 'source' }],
    written: { insertions: 5, deletions: 2 },
    apart: [],
    complexity: { delta: 0, functions: [], unmeasured: [] },
    tests: { added: [], changed: [], weakened: [] },
    fixtures: [],
    findings: [],
    patchId: 'an id of its own',
    ...overrides,
  })
}
