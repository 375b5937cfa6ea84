import type { CandidateEvidence, EvidenceDocument } from '../../domain/candidate-evidence.ts'
import { RULES_VERSION } from '../../domain/contract.ts'
import type { CheckVerdict } from '../../domain/evidence.ts'
import type { GateResult, Row } from '../../domain/scoreboard.ts'
import type { Settings } from '../../domain/settings.ts'
import { codeSpan } from '../../messages/foreign-text.ts'
import { type Decided, decide } from '../decide.ts'
import { applyPolicy, policyThreshold } from './apply-policy.ts'
import { passes } from './policy-score.ts'
import { rankRows } from './rank-rows.ts'

/**
 * The verdict on evidence from anywhere, by the rules of a run: what did not pass is eliminated before scoring (B2), the policy
 * ranks the rest, and at most one is promoted.
 */
export function scoreEvidence({ candidates, fingerprint }: EvidenceDocument, settings: Settings): Decided {
  const judged = candidates.map((evidence) => ({ evidence, gates: gatesOf(evidence, settings) }))
  const survivors = judged.filter(({ gates }) => gates.length === 0).map(({ evidence }) => evidence)
  const scores = new Map(applyPolicy(survivors, settings).map((one) => [one.id, one]))
  const rows = judged.map(({ evidence, gates }): Row => {
    const { score, key = [], parts = [] } = scores.get(evidence.id) ?? {}
    const row = rowOf(evidence, gates)
    return gates.length > 0
      ? row
      : { ...row, ...(score !== undefined && { score }), key: [...key], parts: [...parts] }
  })
  return decide(
    { ...policyThreshold(settings), fingerprint, rulesVersion: RULES_VERSION, rows: rankRows(rows) },
    { minComparable: settings.speculation.min_comparable },
  )
}

/** Failed lint eliminates under the policy whose total it makes 0; the others ask for the required checks only. */
function gatesOf(evidence: CandidateEvidence, { policy }: Settings): readonly GateResult[] {
  const failed = evidence.checks.filter(({ verdict }) => verdict !== 'passed')
  const found = [
    ...evidence.gates,
    ...failed.map(({ name, verdict, hard_fail }) => ({
      gate: hard_fail ?? 'required check',
      reason: verdict === 'failed' ? `fails ${codeSpan(name, 80)}` : notProved(name, verdict),
    })),
  ]
  if (found.length > 0) return found
  if (!passes(evidence)) return [{ gate: 'required check', reason: 'fails its required checks' }]
  return policy.name === 'scorecard' && !evidence.lint_pass
    ? [{ gate: 'lint', reason: 'fails its lint' }]
    : []
}

function notProved(name: string, verdict: CheckVerdict['verdict']): string {
  return `is not proved by ${codeSpan(name, 80)}, which is ${verdict.replace('-', ' ')}`
}

function rowOf(evidence: CandidateEvidence, gates: readonly GateResult[]): Row {
  const { confidence, complexity_delta, p95_latency_ms, p95_trusted, test_runtime_seconds } = evidence
  return {
    candidate: evidence.id,
    tag: evidence.tag ?? '',
    toolchain: '',
    strategy: '',
    branch: '',
    phase: 'judged',
    checks: evidence.checks.map(({ name, verdict, hard_fail }) => ({
      check: name,
      verdict,
      reason: verdict,
      ...(hard_fail && { hardFail: hard_fail }),
    })),
    tests:
      evidence.tests_pass && evidence.checks.every(({ verdict }) => verdict === 'passed') ? 'pass' : 'fail',
    risk: { level: evidence.risk, reasons: [] },
    insertions: evidence.insertions,
    deletions: evidence.deletions,
    files: [],
    ...(confidence !== null && { confidence }),
    ...(complexity_delta !== null && { complexityDelta: complexity_delta }),
    ...(p95_latency_ms !== null && { p95LatencyMs: p95_latency_ms, p95Trusted: p95_trusted }),
    ...(test_runtime_seconds !== null && { testRuntimeSeconds: test_runtime_seconds }),
    gates: [...gates],
    parts: [],
    result: gates.length > 0 ? 'reject' : 'hold',
    reason: gates[0]?.reason ?? 'passes every required check',
  }
}
