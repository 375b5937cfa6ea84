import { Row, type RowReview } from '../../../src/domain/judgement/scoreboard.ts'
import { aCheckVerdict } from '../checks/check-verdict.ts'

/** Of a candidate whose turn has not come. */
export function aWaitingRow(candidate: string, overrides: Partial<Row> = {}): Row {
  return Row.parse({
    candidate,
    tag: 'primary',
    toolchain: 'scripted',
    strategy: 'least',
    branch: `speculate/12.1/${candidate}`,
    phase: 'queued',
    checks: [],
    tests: 'not run',
    files: [],
    gates: [],
    parts: [],
    result: 'waiting',
    reason: 'waits for its turn',
    ...overrides,
  })
}

/** Of one that passed everything, and is not the one that wins. */
export function aRow(candidate: string, overrides: Partial<Row> = {}): Row {
  return aWaitingRow(candidate, {
    phase: 'judged',
    checks: [aCheckVerdict('lint'), aCheckVerdict('test')],
    tests: 'pass',
    score: 90,
    key: [90],
    result: 'hold',
    reason: 'as the test wants it',
    ...overrides,
  })
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
