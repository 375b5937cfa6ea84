import { type Attempt, type AttemptAt, chargeOf } from '../../../domain/candidate/attempt.ts'
import type { CandidateId, ToolchainName } from '../../../domain/candidate/candidate.ts'
import type { DistinctionSubjects } from '../../../domain/candidate/task.ts'
import type { CandidateEvidence } from '../../../domain/judgement/candidate-evidence.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import type { ScoreboardProof } from '../../../domain/judgement/scoreboard.ts'
import type { CandidatePair, ScoreboardDistinction } from '../../../domain/proof/distinction.ts'
import { BASE, isSame, type Matrix } from '../../../domain/proof/proof.ts'
import { addAmounts } from '../../../domain/run/budget.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { noTestReason } from '../../../messages/proof/distinction.ts'
import { distinctionsOf, latestDistinction, mayDistinguishAgain } from '../../proof/distinction-attempt.ts'
import { findDifference } from '../../proof/find-difference.ts'
import { issueAnswers } from '../../proof/issue-answers.ts'
import { provedOf } from '../../proof/proof-attempt.ts'
import type { AllAssessed } from '../all-assessed.ts'
import { mayWin, rankSurvivors } from '../rank-survivors.ts'
import { waitsFor } from '../waits-for.ts'

interface DistinctionInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  readonly evidence: readonly CandidateEvidence[]
  /** Nobody can be asked any more. */
  readonly isSpent: boolean
  /** The result of running the candidates' tests on each other. */
  readonly proof?: ScoreboardProof | undefined
  readonly matrix?: Matrix | undefined
}

interface DistinguishedRows {
  readonly rows: readonly Row[]
  readonly distinction?: ScoreboardDistinction
}

/**
 * Where the two best candidates pass everything and their code still differs, somebody who wrote neither is asked for a test that tells
 * them apart, and is waited for. Where tests contradict each other already, a human is asked anyway.
 */
export function distinguishedRows(rows: readonly Row[], known: DistinctionInput): DistinguishedRows {
  const { speculation, attempts, isSpent, proof, matrix } = known
  const by = speculation.settings.proof?.distinguish
  if (by === undefined || proof?.kind !== 'checked' || proof.verdict.questions.length > 0) return { rows }
  const between = bestTwo({ rows, evidence: known.evidence }, speculation)
  if (!between || !matrix || areAlike(matrix, between)) return { rows }
  const own = writtenBy(by, rows, between)
  if (own) return { rows, distinction: { kind: 'not-asked', between, reason: whyNotOwn(by, own) } }
  const asked: DistinctionSubjects = { between, all: provedOf(rows.filter(mayWin), speculation) }
  const latest = latestDistinction(attempts, asked)
  if (!latest?.outcome || mayDistinguishAgain(attempts, asked)) {
    return isSpent
      ? { rows, distinction: { kind: 'not-asked', between, reason: 'the budget is spent' } }
      : { rows: rows.map((row) => waits(row, between)) }
  }
  const cost = addAmounts(distinctionsOf(attempts, asked).map(chargeOf))
  return { rows, distinction: distinctionOf(latest, { between, by, cost, speculation, attempts }) }
}

function bestTwo(assessed: AllAssessed, { settings }: Speculation): CandidatePair | undefined {
  const [first, second] = rankSurvivors(assessed, settings).filter(mayWin)
  return first?.head !== undefined && second?.head !== undefined
    ? [first.candidate, second.candidate]
    : undefined
}

/** Candidates with equal code are run only once with the base's own tests. */
function areAlike({ cells }: Matrix, [first, second]: CandidatePair): boolean {
  const runOf = (id: CandidateId) =>
    cells.find(({ state, tests }) => isSame(state, { kind: 'candidate', id }) && isSame(tests, BASE))?.run
  const run = runOf(first)
  return run !== undefined && run === runOf(second)
}

/** Of the two, the one that it has written, alone or with the one that stands for both. */
function writtenBy(by: ToolchainName, rows: readonly Row[], between: CandidatePair): CandidateId | undefined {
  return between.find((id) =>
    rows.some((row) => row.toolchain === by && (row.candidate === id || row.sameAs === id)),
  )
}

function whyNotOwn(by: ToolchainName, own: CandidateId): string {
  return `${codeSpan(by, 40)} has written ${codeSpan(own, 40)} itself`
}

function waits(row: Row, [first, second]: CandidatePair): Row {
  if (!mayWin(row) || (row.candidate !== first && row.candidate !== second)) return row
  const other = row.candidate === first ? second : first
  const reason = `waits for a test that tells it from ${codeSpan(other, 40)}`
  return waitsFor(row, { phase: 'distinguishing', reason })
}

interface AskedDistinction extends Pick<DistinctionInput, 'speculation' | 'attempts'> {
  readonly between: CandidatePair
  readonly by: ToolchainName
  readonly cost: ReturnType<typeof addAmounts>
}

function distinctionOf(
  latest: AttemptAt<'distinguish'>,
  { between, by, cost, speculation, attempts }: AskedDistinction,
): ScoreboardDistinction {
  const { outcome } = latest
  const asked = { by, between, cost }
  const nothing = (reason: string): ScoreboardDistinction => ({ kind: 'nothing', ...asked, reason })
  if (outcome?.kind === 'failure') return nothing(noTestReason(outcome))
  if (outcome?.kind !== 'distinction') return nothing('wrote no test')
  const found = findDifference(outcome, between)
  if (found.kind === 'nothing') return nothing(found.reason)
  const { difference, more } = found
  return {
    kind: 'differs',
    ...asked,
    difference,
    more,
    text: outcome.files.find(({ path }) => path === difference.file)?.text ?? '',
    ignored: outcome.ignored.map(({ path }) => path),
    verdict: issueAnswers(difference, { speculation, attempts, attempt: latest }),
  }
}
