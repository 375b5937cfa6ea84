import type { Row, RowReview } from '../../src/domain/judgement/scoreboard.ts'

/** A row that passed everything, each test changes what it is about. */
export function aRow(candidate: string, overrides: Partial<Row> = {}): Row {
  return {
    candidate,
    tag: 'primary',
    toolchain: 'scripted',
    strategy: 'least',
    branch: `speculate/12.1/${candidate}`,
    phase: 'judged',
    checks: [
      { check: 'lint', verdict: 'passed', reason: 'passed' },
      { check: 'test', verdict: 'passed', reason: 'passed' },
    ],
    tests: 'pass',
    files: [],
    gates: [],
    score: 90,
    key: [90],
    parts: [],
    result: 'hold',
    reason: 'as the test wants it',
    ...overrides,
  }
}

type Verdict = RowReview['verdict']

/** `claude` and `gemini`, in this order, said so; one approval is needed. */
export function reviewedAs(...said: Verdict[]): RowReview {
  const by = said.map((verdict, at) => ({
    toolchain: at === 0 ? 'claude' : 'gemini',
    verdict,
    findings: verdict === 'request_changes' ? 2 : 0,
  }))
  const approvals = said.filter((verdict) => verdict === 'approve').length
  return { verdict: 'abstain', approvals, required: 1, by }
}
