import { stepId, Trace } from '../../../src/domain/run/trace.ts'
import { BASE, commitOf, ISSUE, NOW } from '../story.ts'

/** What the log says of a candidate that was promoted. */
export function aTrace(candidate: string, overrides: Partial<Trace> = {}): Trace {
  return Trace.parse({
    candidate_id: candidate,
    step_id: stepId(ISSUE, 1),
    timestamp_iso: NOW,
    files_modified: ['src/client.js'],
    tests_added: [],
    tests_pass: true,
    rationale: 'Because.',
    result: 'promote',
    reason: 'All checks passed.',
    score: 91.5,
    base: BASE,
    head: commitOf(candidate),
    pull_request: 13,
    toolchain: 'scripted',
    fingerprint: 'a'.repeat(64),
    rules_version: 1,
    ...overrides,
  })
}
