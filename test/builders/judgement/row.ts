import {
  type JudgedRow,
  type PatchlessRow,
  Row,
  type RowReview,
  type UnwrittenRow,
} from '../../../src/domain/judgement/row.ts'
import { aCheckVerdict } from '../checks/check-verdict.ts'

/** What a row can have in any phase; which of them belong together is for `Row` to say. */
export type RowFields = Partial<
  Omit<JudgedRow, 'phase' | 'result' | 'unstarted'> &
    Pick<PatchlessRow, 'unstarted'> &
    Pick<UnwrittenRow, 'progress'> &
    Pick<Row, 'phase' | 'result'>
>

/** Of a candidate whose turn has not come; in a later phase, with a patch of no lines. */
export function aWaitingRow(candidate: string, overrides: RowFields = {}): Row {
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
    ...(hasPatch(overrides) && { risk: { level: 'low', reasons: [] }, insertions: 0, deletions: 0 }),
    ...overrides,
  })
}

/** Of one that passed everything, and is not the one that wins. */
export function aRow(candidate: string, overrides: RowFields = {}): Row {
  const isRanked = overrides.unstarted === undefined && (overrides.phase ?? 'judged') === 'judged'
  return aWaitingRow(candidate, {
    phase: 'judged',
    checks: [aCheckVerdict('lint'), aCheckVerdict('test')],
    tests: 'pass',
    ...(isRanked && { score: 90, key: [90] }),
    result: 'hold',
    reason: 'as the test wants it',
    ...overrides,
  })
}

function hasPatch({ phase = 'queued', unstarted }: RowFields): boolean {
  return unstarted === undefined && phase !== 'queued' && phase !== 'writing'
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
