import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { reaches, whyNotComparable } from '../decide/comparable.ts'
import type { BudgetInput } from './levels.ts'

/**
 * Sequential mode: candidates that are no longer needed, because one that may be promoted has passed and as many have
 * been compared as the settings ask for. A patch that is already written has been paid for, so its verdict is still
 * awaited.
 */
export function noLongerNeeded(
  { rows, threshold }: Scoreboard,
  { speculation, attempts }: Pick<BudgetInput, 'speculation' | 'attempts'>,
): readonly CandidateId[] {
  const { sequential, min_comparable } = speculation.settings.speculation
  if (!sequential || whyNotComparable(rows, min_comparable) !== undefined) return []
  const waiting = rows.filter((row) => row.result === 'waiting')
  const isWritten = ({ candidate }: Row) =>
    latestAttempt(attempts, candidate)?.outcome?.kind === 'patch' ||
    submittedPullRequestOf(speculation, candidate) !== undefined
  const hasWinner = rows.some((row) => row.result === 'hold' && reaches(row, threshold))
  return hasWinner && !waiting.some(isWritten) ? waiting.map(({ candidate }) => candidate) : []
}
