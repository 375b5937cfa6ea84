import type { Attempt, AttemptOutcome } from '../../src/domain/candidate/attempt.ts'
import type { Speculation } from '../../src/domain/run/speculation.ts'
import type { Verdict } from '../../src/domain/run/step.ts'
import { stepId, type Trace } from '../../src/domain/run/trace.ts'
import { Settings } from '../../src/domain/settings.ts'
import { aQueuedAttempt } from '../builders/candidate/attempt.ts'
import { aBrief } from '../builders/candidate/brief.ts'
import { aCheck } from '../builders/checks/required-check.ts'
import { aScoreboard } from '../builders/judgement/scoreboard.ts'
import { aVerdict } from '../builders/judgement/verdict.ts'
import { aSpeculation } from '../builders/run/speculation.ts'
import { aTrace } from '../builders/run/trace.ts'

export const AT = '2026-01-01T00:00:00.000Z'
export const LATER = '2026-01-01T00:01:00.000Z'

/** A whole speculation as it starts; `owner` keeps the cases of one database apart. */
export function exampleSpeculation(owner: string, number = 12, run = 1): Speculation {
  const brief = aBrief('minimal-change', { strategy: 'Least', toolchain: 'codex' })
  return aSpeculation({
    issue: { owner, repo: 'payments', number },
    run,
    startedAt: AT,
    trigger: { actor: 'maria', role: 'write', labelledAt: AT },
    settings: Settings.parse({ verifier: { checks: ['test', { name: 'lint', hard_fail: 'security' }] } }),
    contract: { checks: [aCheck('test', { source: '.github/speculate.yml' })], fingerprint: 'e'.repeat(64) },
    plan: { source: 'defaults', briefs: [brief], invariants: ['No new dependency'], notes: [] },
  })
}

export function exampleVerdict(reason: string): Verdict {
  return aVerdict({ kind: 'escalate', cause: 'nobody-passed', reason }, aScoreboard([]), LATER)
}

export function exampleAttempt(speculation: Speculation, candidate = 'minimal-change', number = 1): Attempt {
  return aQueuedAttempt(candidate, {
    speculation: speculation.id,
    number,
    toolchain: 'codex',
    queuedAt: AT,
  })
}

export function examplePatch(rationale = 'Because.'): AttemptOutcome {
  return {
    kind: 'patch',
    patch: { base: 'a'.repeat(40), commit: 'b'.repeat(40), files: [], insertions: 3, deletions: 1 },
    report: { rationale, confidence: 0.8, testsAdded: ['retries once'], risks: [] },
    usage: { seconds: 12.5, inputTokens: 1_000 },
  }
}

export function exampleTrace(
  { issue, run }: Pick<Speculation, 'issue' | 'run'>,
  candidate: string,
  result: Trace['result'],
): Trace {
  return aTrace(candidate, {
    step_id: stepId(issue, run),
    timestamp_iso: AT,
    tests_pass: result === 'promote',
    result,
    toolchain: 'codex',
  })
}
