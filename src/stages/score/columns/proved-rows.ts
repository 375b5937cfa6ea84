import type { Attempt } from '../../../domain/candidate/attempt.ts'
import type { JudgedRow, Row } from '../../../domain/judgement/row.ts'
import type { ScoreboardProof } from '../../../domain/judgement/scoreboard.ts'
import type { Matrix, ProofStatus, ProofVerdict } from '../../../domain/proof/proof.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Settings } from '../../../domain/settings.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { notCheckedReason, proofStatusText } from '../../../messages/proof/proof.ts'
import { judgeMatrix } from '../../proof/judge-matrix.ts'
import { onlyOf } from '../../proof/only-of.ts'
import { ownTestsReport } from '../../proof/own-tests-report.ts'
import { latestProof, mayProveAgain, provedOf } from '../../proof/proof-attempt.ts'
import { runsOf } from '../../proof/runs-of.ts'
import { whatFollows } from '../../proof/what-follows.ts'
import { isRemaining } from '../rank-survivors.ts'
import { reject } from '../reject.ts'
import { waitsFor } from '../waits-for.ts'
import { strongRows } from './strong-rows.ts'

interface ProofInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  /** Nothing more can be run. */
  readonly isSpent: boolean
}

interface ProvedRows {
  readonly rows: readonly Row[]
  readonly proof?: ScoreboardProof
  /** The runs of the candidates that were still competing. */
  readonly matrix?: Matrix
}

/**
 * Where the settings ask for it, candidates still competing when all checks have ended are run on each other's tests,
 * and the result is awaited.
 */
export function provedRows(rows: readonly Row[], proving: ProofInput): ProvedRows {
  const { speculation, attempts } = proving
  const asked = speculation.settings.proof
  if (!asked || rows.some((row) => row.result === 'waiting')) return { rows }
  const remaining = rows.filter(isRemaining)
  if (remaining.length === 0) return { rows }
  if (speculation.plan.stage === 'red') return { rows, proof: { kind: 'not-checked', reason: ONLY_TESTS } }
  const why = whyNotRun(remaining)
  if (why !== undefined) return unchecked(rows, why, asked)
  const proved = provedOf(remaining, speculation)
  const latest = latestProof(attempts, proved)
  if (!latest?.outcome || mayProveAgain(attempts, proved)) {
    if (proving.isSpent) return unchecked(rows, 'the budget is spent', asked)
    return { rows: rows.map((row) => (isRemaining(row) ? waits(row, remaining.length) : row)) }
  }
  const { outcome } = latest
  if (outcome.kind === 'failure') return unchecked(rows, notCheckedReason(outcome), asked)
  if (outcome.kind !== 'proof') return unchecked(rows, 'nothing was run', asked)
  const ids = remaining.map(({ candidate }) => candidate)
  return checked(rows, { matrix: onlyOf(outcome.matrix, ids), runner: outcome.runner, asked })
}

const ONLY_TESTS = 'in stage `red` the tests themselves compete'

function whyNotRun(remaining: readonly Row[]): string | undefined {
  if (remaining.some(({ head }) => head === undefined)) return 'one of them is not published'
  const brings = remaining.some(({ testsAdded = [] }) => testsAdded.length > 0)
  return remaining.length > 1 || brings ? undefined : 'only one candidate passed, and it brings no test'
}

function waits(row: JudgedRow, among: number): Row {
  const what = among > 1 ? 'for the tests of its rivals' : 'until its tests have been run on the base'
  return waitsFor(row, { phase: 'proving', reason: `waits ${what}` })
}

type ProofSettings = NonNullable<Settings['proof']>

/** The verdict goes on without; where proof is required, only what turns a red check green is proven. */
function unchecked(rows: readonly Row[], reason: string, { required }: ProofSettings): ProvedRows {
  const held = rows.map((row): Row => {
    if (!required || !isRemaining(row) || (row.turnsGreen?.length ?? 0) > 0) return row
    return { ...row, proof: { isProven: false, words: 'is proven by no test', holds: true as const } }
  })
  return { rows: held, proof: { kind: 'not-checked', reason } }
}

interface ProofRun {
  readonly matrix: Matrix
  readonly runner: string
  readonly asked: ProofSettings
}

function checked(rows: readonly Row[], { matrix, runner, asked }: ProofRun): ProvedRows {
  const turnsGreen = rows.flatMap((row) => (row.turnsGreen?.length ? [row.candidate] : []))
  const verdict = judgeMatrix({ matrix, turnsGreen })
  const tests = verdict.tests.filter((one) => one.verdict.kind !== 'nothing')
  const runs = runsOf(matrix, tests)
  const own = ownTestsReport(matrix)
  return {
    matrix,
    rows: strongRows(
      rows.map((row) => judged(row, verdict, asked)),
      matrix,
    ),
    proof: {
      kind: 'checked',
      runner,
      candidates: matrix.candidates,
      verdict: {
        ...verdict,
        tests,
        baseTestsLeftOut: verdict.baseTestsLeftOut.slice(0, MAX_LEFT),
      },
      left: matrix.left.slice(0, MAX_LEFT),
      ...withoutUndefined({ own }),
      ...(runs.length > 0 && { runs }),
    },
  }
}

const MAX_LEFT = 20

function judged(row: Row, verdict: ProofVerdict, { required }: ProofSettings): Row {
  if (row.result !== 'hold') return row
  const id = row.sameAs ?? row.candidate
  const follows = whatFollows(id, verdict)
  if (follows.kind === 'reject') return reject(row, [follows.gate])
  const status = verdict.standings.find(({ candidate }) => candidate === id)?.standing
  if (!isRemaining(row) || !status) return row
  const isProven = PROVEN.includes(status.kind)
  const holds = follows.kind === 'hold' || (required && !isProven)
  const words = proofStatusText(status, verdict.tests)
  return { ...row, proof: { isProven, words, ...(holds && { holds: true as const }) } }
}

const PROVEN: readonly ProofStatus['kind'][] = ['proven', 'proven-by-rivals']
