import type { Attempt, AttemptOutcome } from '../../src/domain/candidate/attempt.ts'
import { type Speculation, speculationId } from '../../src/domain/run/speculation.ts'
import type { Verdict } from '../../src/domain/run/step.ts'
import { stepId, type Trace } from '../../src/domain/run/trace.ts'
import { Settings } from '../../src/domain/settings.ts'

export const AT = '2026-01-01T00:00:00.000Z'
export const LATER = '2026-01-01T00:01:00.000Z'

/** A whole speculation as it starts; `owner` keeps the cases of one database apart. */
export function exampleSpeculation(owner: string, number = 12, run = 1): Speculation {
  const issue = { owner, repo: 'payments', number }
  return {
    id: speculationId(issue, run),
    issue,
    run,
    startedAt: AT,
    trigger: { actor: 'maria', role: 'write', labelledAt: AT },
    snapshot: { title: 'Retry charges twice', body: 'It does.\n', hash: 'f'.repeat(64) },
    base: { branch: 'main', commit: 'a'.repeat(40) },
    settings: Settings.parse({ verifier: { checks: ['test', { name: 'lint', hard_fail: 'security' }] } }),
    contract: {
      checks: [{ name: 'test', source: '.github/speculate.yml', deadlineMinutes: 60 }],
      fingerprint: 'e'.repeat(64),
    },
    plan: {
      source: 'defaults',
      briefs: [
        { id: 'minimal-change', tag: 'primary', strategy: 'Least', constraints: [], toolchain: 'codex' },
      ],
      invariants: ['No new dependency'],
      notes: [],
    },
  }
}

export function exampleVerdict(reason: string): Verdict {
  return {
    decision: { kind: 'escalate', cause: 'nobody-passed', reason },
    scoreboard: { policy: 'vote', threshold: 70, fingerprint: 'e'.repeat(64), rulesVersion: 1, rows: [] },
    decidedAt: LATER,
  }
}

export function exampleAttempt(speculation: Speculation, candidate = 'minimal-change', number = 1): Attempt {
  return {
    speculation: speculation.id,
    candidate,
    number,
    toolchain: 'codex',
    status: 'queued',
    queuedAt: AT,
  }
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
  return {
    candidate_id: candidate,
    step_id: stepId(issue, run),
    timestamp_iso: AT,
    files_modified: ['src/client.js'],
    tests_added: [],
    tests_pass: result === 'promote',
    rationale: 'Because.',
    result,
    reason: 'All checks passed.',
    score: 91.5,
    base: 'a'.repeat(40),
    head: 'b'.repeat(40),
    pull_request: 13,
    toolchain: 'codex',
    fingerprint: 'e'.repeat(64),
    rules_version: 1,
  }
}
