import { type CheckVerdict, isCounted } from '../../domain/checks/evidence.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { saysTests } from './columns/runs-tests.ts'
import type { PatchFacts } from './patch-facts.ts'

/**
 * What a policy may know of a patch considered alone; a look at the others, and reviews, come later. A check that stays red, as on the
 * base, is neither blame nor proof (E1), nor is one that is not asked of it.
 */
export function evidenceOfPatch(facts: PatchFacts): CandidateEvidence {
  const { id, tag, numbers, latency } = facts
  const { written, inTests, inWords } = numbers
  const checks = facts.checks.filter(isCounted).map(checkEvidence)
  return {
    id,
    tag,
    checks,
    tests_pass: facts.tests === 'pass',
    lint_pass: checks.every(({ kind, verdict }) => kind !== 'lint' || verdict === 'passed'),
    insertions: written.insertions,
    deletions: written.deletions,
    test_insertions: inTests.insertions,
    test_deletions: inTests.deletions,
    word_insertions: inWords.insertions,
    word_deletions: inWords.deletions,
    tests_added: numbers.testsAdded.length,
    turns_green: facts.turnsGreen.length,
    changes_expectations: false,
    complexity_delta: numbers.complexityDelta ?? null,
    risk: numbers.risk.level,
    confidence: facts.confidence ?? null,
    review: null,
    p95_latency_ms: latency?.milliseconds ?? null,
    p95_trusted: latency?.trusted ?? false,
    test_runtime_seconds: facts.testRuntimeSeconds ?? null,
    gates: [],
  }
}

function checkEvidence({ check, verdict, hardFail }: CheckVerdict): CandidateEvidence['checks'][number] {
  return { name: check, verdict, kind: kindOf(check), ...withoutUndefined({ hard_fail: hardFail }) }
}

function kindOf(name: string): 'tests' | 'lint' | 'other' {
  if (/lint|format/i.test(name)) return 'lint'
  return saysTests(name) ? 'tests' : 'other'
}
