import type { CandidateEvidence } from '../../domain/judgement/candidate-evidence.ts'
import type { GateResult, JudgedRow, RowReview } from '../../domain/judgement/row.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { saysTests } from '../score/columns/runs-tests.ts'
import { whyRejected } from '../score/reject.ts'

/** The row of a scoreboard for evidence that comes from anywhere; what it does not say is absent or empty. */
export function rowOfEvidence(
  evidence: CandidateEvidence,
  gates: readonly GateResult[],
  settings: Settings,
): JudgedRow {
  const review = reviewOf(evidence, settings)
  const checks = evidence.checks.map(({ name, verdict, hard_fail }) => ({
    check: name,
    verdict,
    reason: verdict,
    ...withoutUndefined({ hardFail: hard_fail }),
  }))
  return {
    candidate: evidence.id,
    tag: evidence.tag ?? '',
    toolchain: '',
    strategy: '',
    branch: '',
    phase: 'judged',
    checks,
    tests: testsOf(evidence),
    risk: { level: evidence.risk, reasons: [] },
    files: [],
    ...numbersOf(evidence),
    ...withoutUndefined({ review }),
    gates: [...gates],
    parts: [],
    result: gates.length > 0 ? 'reject' : 'hold',
    reason: gates.length > 0 ? whyRejected(gates, checks) : 'passes every required check',
  }
}

/** By the checks that run tests, where the evidence names any (B3). */
function testsOf({ tests_pass, checks }: CandidateEvidence): JudgedRow['tests'] {
  const tests = checks.filter(({ kind, name }) => kind === 'tests' || saysTests(name))
  const passed =
    tests.length === 0
      ? tests_pass && checks.every(({ verdict }) => verdict === 'passed')
      : tests.every(({ verdict }) => verdict === 'passed')
  return passed ? 'pass' : 'fail'
}

function numbersOf(evidence: CandidateEvidence) {
  const { confidence, complexity_delta, p95_latency_ms, p95_trusted, test_runtime_seconds } = evidence
  const { insertions, deletions, test_insertions, test_deletions, tests_added, turns_green } = evidence
  const { word_insertions, word_deletions } = evidence
  return {
    insertions,
    deletions,
    ...(test_insertions + test_deletions > 0 && {
      testLines: { insertions: test_insertions, deletions: test_deletions },
    }),
    ...(word_insertions + word_deletions > 0 && {
      wordLines: { insertions: word_insertions, deletions: word_deletions },
    }),
    ...(tests_added > 0 && { testsAdded: named('test file', tests_added) }),
    ...(turns_green > 0 && { turnsGreen: named('check', turns_green) }),
    ...withoutUndefined({
      confidence: confidence ?? undefined,
      complexityDelta: complexity_delta ?? undefined,
      p95LatencyMs: p95_latency_ms ?? undefined,
      p95Trusted: p95_latency_ms === null ? undefined : p95_trusted,
      testRuntimeSeconds: test_runtime_seconds ?? undefined,
    }),
  }
}

/** Evidence says how many there are, without names. */
function named(what: string, amount: number): string[] {
  return Array.from({ length: Math.min(amount, 100) }, (_, index) => `${what} ${index + 1}`)
}

/** Absent where nobody reviewed and nobody had to (C6). A single verdict is that of one reviewer. */
function reviewOf({ review, reviews }: CandidateEvidence, { speculation }: Settings): RowReview | undefined {
  const { enabled, required_approvals } = speculation.adversarial_review
  const said = reviews ?? (review === null ? [] : [{ by: 'reviewer', verdict: review }])
  if (said.length === 0 && !enabled) return undefined
  return {
    verdict: review ?? 'abstain',
    approvals: said.filter(({ verdict }) => verdict === 'approve').length,
    required: enabled ? required_approvals : 0,
    by: said.map(({ by, verdict }) => ({ toolchain: by, verdict, findings: 0 })),
  }
}
