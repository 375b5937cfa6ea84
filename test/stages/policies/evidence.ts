import fc from 'fast-check'
import { CandidateEvidence } from '../../../src/domain/judgement/candidate-evidence.ts'
import { Settings } from '../../../src/domain/settings.ts'

export const DEFAULTS = Settings.parse({})

/** The seed's literal arithmetic. */
export const LITERAL: Settings = {
  ...DEFAULTS,
  policy: { ...DEFAULTS.policy, vote: { ...DEFAULTS.policy.vote, unearned: 'zero' } },
}

/** A candidate that passed, with nothing remarkable about it. */
export function anEvidence(overrides: Partial<CandidateEvidence> = {}): CandidateEvidence {
  return CandidateEvidence.parse({
    id: 'one',
    tests_pass: true,
    insertions: 10,
    deletions: 10,
    risk: 'low',
    ...overrides,
  })
}

/** Fractions with few digits, so that no two differ by less than what is seen as a difference. */
const thousandths = (most: number) => fc.nat(most * 1_000).map((value) => value / 1_000)

const anyCandidate: fc.Arbitrary<Omit<CandidateEvidence, 'id'>> = fc.record({
  tests_pass: fc.boolean(),
  lint_pass: fc.boolean(),
  checks: fc.constant([]),
  gates: fc.constant([]),
  insertions: fc.nat(250),
  deletions: fc.nat(250),
  test_insertions: fc.constant(0),
  test_deletions: fc.constant(0),
  word_insertions: fc.constant(0),
  word_deletions: fc.constant(0),
  tests_added: fc.constant(0),
  turns_green: fc.constant(0),
  changes_expectations: fc.constant(false),
  complexity_delta: fc.option(fc.integer({ min: -30, max: 30 })),
  risk: fc.constantFrom('low', 'medium', 'high', 'critical'),
  confidence: fc.option(thousandths(1)),
  review: fc.constantFrom(null, 'approve', 'abstain', 'request_changes'),
  p95_latency_ms: fc.option(thousandths(100).map((value) => value - 50)),
  p95_trusted: fc.boolean(),
  test_runtime_seconds: fc.option(thousandths(60)),
})

const IDS = ['a', 'b', 'c', 'd', 'e']

/** One to five candidates with different names. */
export const anyCandidates: fc.Arbitrary<readonly CandidateEvidence[]> = fc
  .array(anyCandidate, { minLength: 1, maxLength: IDS.length })
  .map((all) => all.map((one, index) => ({ ...one, id: IDS[index] ?? 'f' })))
