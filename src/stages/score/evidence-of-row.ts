import { type CheckVerdict, isCounted } from '../../domain/checks/evidence.ts'
import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { JudgedRow } from '../../domain/judgement/row.ts'
import { saysTests } from './columns/runs-tests.ts'

/** What a policy may know of a row. A check that stays red, as on the base, is neither blame nor proof (E1), nor is one that is not asked of it. */
export function evidenceOfRow(row: JudgedRow): CandidateEvidence {
  const checks = row.checks.filter(isCounted).map(checkEvidence)
  return {
    id: row.candidate,
    tag: row.tag,
    checks,
    tests_pass: row.tests === 'pass',
    lint_pass: checks.every(({ kind, verdict }) => kind !== 'lint' || verdict === 'passed'),
    insertions: row.insertions,
    deletions: row.deletions,
    test_insertions: row.testLines?.insertions ?? 0,
    test_deletions: row.testLines?.deletions ?? 0,
    word_insertions: row.wordLines?.insertions ?? 0,
    word_deletions: row.wordLines?.deletions ?? 0,
    tests_added: row.testsAdded?.length ?? 0,
    turns_green: row.turnsGreen?.length ?? 0,
    changes_expectations: row.changesExpectations ?? false,
    complexity_delta: row.complexityDelta ?? null,
    risk: row.risk.level,
    confidence: row.confidence ?? null,
    review: row.review?.verdict ?? null,
    p95_latency_ms: row.p95LatencyMs ?? null,
    p95_trusted: row.p95Trusted ?? false,
    test_runtime_seconds: row.testRuntimeSeconds ?? null,
    gates: row.gates,
  }
}

function checkEvidence({ check, verdict, hardFail }: CheckVerdict): CandidateEvidence['checks'][number] {
  return { name: check, verdict, kind: kindOf(check), ...(hardFail && { hard_fail: hardFail }) }
}

/** By its name, which the repository chose; every required check must pass anyway. */
function kindOf(name: string): 'tests' | 'lint' | 'other' {
  if (/lint|format/i.test(name)) return 'lint'
  return saysTests(name) ? 'tests' : 'other'
}
