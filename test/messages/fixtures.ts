import type { Brief } from '../../src/domain/candidate/brief.ts'
import type { CheckVerdict } from '../../src/domain/checks/evidence.ts'
import { CheckedRow, type JudgedRow, type Row, UnwrittenRow } from '../../src/domain/judgement/row.ts'
import type { Scoreboard } from '../../src/domain/judgement/scoreboard.ts'
import type { Speculation } from '../../src/domain/run/speculation.ts'
import { Settings } from '../../src/domain/settings.ts'
import type { ScoreboardView } from '../../src/messages/scoreboard/scoreboard-view.ts'
import { effectiveGates } from '../../src/stages/gates/gates.ts'
import { policyText } from '../../src/stages/policies/policy-text.ts'
import { aCheckVerdict } from '../builders/checks/check-verdict.ts'
import { aCheck } from '../builders/checks/required-check.ts'
import { aWaitingRow } from '../builders/judgement/row.ts'
import { aScoreboard } from '../builders/judgement/scoreboard.ts'
import { aSpeculation } from '../builders/run/speculation.ts'

export const REPOSITORY_URL = 'https://github.example/acme/payments'

export const BRIEFS: readonly [Brief, Brief, Brief] = [
  {
    id: 'fix-a',
    tag: 'primary',
    strategy: 'move the retry loop to the client boundary',
    constraints: ['no schema changes', 'preserve the timeout budget'],
    toolchain: 'codex',
  },
  {
    id: 'fix-b',
    tag: 'alt1',
    strategy: 'keep the retry local, add an idempotency key',
    constraints: ['no new dependency'],
    toolchain: 'claude',
  },
  {
    id: 'fix-c',
    tag: 'alt2',
    strategy: 'fail fast on duplicate writes',
    constraints: [],
    toolchain: 'opencode',
  },
]

export function speculation(changes: Partial<Speculation> = {}): Speculation {
  const known = aSpeculation({
    issue: { owner: 'acme', repo: 'payments', number: 7 },
    startedAt: '2026-03-04T09:00:00.000Z',
    trigger: { actor: 'maria', role: 'maintain', labelledAt: '2026-03-04T08:59:50.000Z' },
    snapshot: {
      title: 'A retry charges twice',
      body: 'After a time-out the client charges again.',
      hash: '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8',
    },
    base: { branch: 'main', commit: '0123456789abcdef0123456789abcdef01234567' },
    settings: Settings.parse({ reviewers: ['maria', 'jo'] }),
    contract: {
      checks: ['lint', 'risk', 'unit'].map((name) => aCheck(name)),
      fingerprint: 'f1e2d3c4b5a697887766554433221100f1e2d3c4b5a697887766554433221100',
    },
    plan: { source: 'issue', briefs: [...BRIEFS], invariants: ['the public interface stays'], notes: [] },
  })
  // Hostile text is longer than a run may hold, and is escaped all the same.
  return { ...known, ...changes }
}

/** A row of a candidate that has not been started. */
export function queued({ id, tag, toolchain, strategy }: Brief): UnwrittenRow {
  return UnwrittenRow.parse(aWaitingRow(id, { tag, toolchain, strategy, branch: `speculate/7.1/${id}` }))
}

/** A row of a candidate with a patch, whose checks all passed. */
export function passed(brief: Brief, changes: Partial<JudgedRow> = {}): JudgedRow {
  return {
    ...queued(brief),
    pullRequest: 11 + BRIEFS.findIndex(({ id }) => id === brief.id),
    head: 'abcdef0123456789abcdef0123456789abcdef01',
    phase: 'judged',
    checks: ['lint', 'risk', 'unit'].map((name, index) => check(name, { checkRunId: 100 + index })),
    tests: 'pass',
    risk: { level: 'low', reasons: ['touches 2 files'] },
    insertions: 30,
    deletions: 12,
    files: ['src/client.ts', 'test/client.test.ts'],
    confidence: 0.9,
    rationale: 'Retries now happen in one place.\nThe key is made once per charge.',
    seconds: 95,
    tokens: 41_000,
    score: 88,
    parts: [
      { name: 'verification', points: 40, outOf: 40, explanation: 'every required check passed' },
      { name: 'confidence', points: 18, outOf: 20, explanation: '0.9 as reported by the agent itself' },
      { name: 'diff size', points: 15, outOf: 15, explanation: '42 changed lines' },
      { name: 'risk', points: 15, outOf: 15, explanation: 'low risk' },
      { name: 'review', points: 0, outOf: 10, explanation: 'nobody reviewed it' },
    ],
    result: 'hold',
    reason: 'passes every check, but scores 79.0 against 88.0: risk decides (low risk, against medium risk)',
    ...changes,
  }
}

/** A row of a candidate whose unit tests are still running. */
export function verifying(brief: Brief): CheckedRow {
  const { score: _unscored, ...row } = passed(brief)
  return CheckedRow.parse({
    ...row,
    phase: 'verifying',
    checks: [check('lint'), check('unit', { verdict: 'pending', reason: 'is still running' })],
    tests: 'pending',
    parts: [],
    result: 'waiting',
    reason: 'waiting for `unit`',
  })
}

/** A row of a candidate whose unit tests failed. */
export function rejected(brief: Brief, changes: Partial<JudgedRow> = {}): JudgedRow {
  const { score: _unscored, ...row } = passed(brief, changes)
  return {
    ...row,
    checks: [
      check('lint'),
      check('unit', { verdict: 'failed', reason: 'failed', detail: 'expected 1 charge, got 2' }),
    ],
    tests: 'fail',
    parts: [],
    gates: [{ gate: 'required check', reason: 'fails `unit`: `expected 1 charge, got 2`' }],
    result: 'reject',
    reason: 'fails `unit`: `expected 1 charge, got 2`',
    ...changes,
  }
}

export function check(name: string, changes: Partial<CheckVerdict> = {}): CheckVerdict {
  return aCheckVerdict(name, {
    startedAt: '2026-03-04T09:05:00Z',
    completedAt: '2026-03-04T09:05:40Z',
    ...changes,
  })
}

export function scoreboard(rows: readonly Row[]): Scoreboard {
  return aScoreboard(rows, { fingerprint: speculation().contract.fingerprint })
}

export function view(
  rows: readonly Row[],
  rest: Pick<ScoreboardView, 'decision'> & Partial<ScoreboardView>,
): ScoreboardView {
  const made = { speculation: speculation(), scoreboard: scoreboard(rows), ...rest }
  return {
    ...made,
    policy: policyText(made.scoreboard, made.speculation.settings),
    gates: effectiveGates(speculation().settings),
    settled: rest.decision.kind !== 'wait',
    repositoryUrl: REPOSITORY_URL,
    ...rest,
  }
}

const [A, B, C] = BRIEFS

/** One right, one good but second, one wrong: the story of the seeds. */
export function promotedView(): ScoreboardView {
  return view(
    [
      passed(A, { result: 'promote', reason: 'passes all 3 required checks with the highest score, 88.0' }),
      passed(B, { score: 79, insertions: 50, deletions: 17, risk: { level: 'medium', reasons: [] } }),
      rejected(C, { insertions: 14, deletions: 7 }),
    ],
    {
      decision: {
        kind: 'promote',
        candidate: 'fix-a',
        reason:
          '`fix-a` passes all 3 required checks and scores 88.0 of 100 (70.0 needed); the next, `fix-b`, scores 79.0.',
      },
      speculation: speculation(),
    },
  )
}
