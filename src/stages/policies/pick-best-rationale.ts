import type { Row } from '../../domain/judgement/row.ts'
import type { Judgement } from '../../domain/judgement/scoreboard.ts'
import { formatPoints } from '../../messages/numbers.ts'
import { POLICIES } from './policies.ts'
import { plainReason, rationaleMetrics } from './rationale-metrics.ts'

/**
 * B5: the winner with its key metrics, then everybody else with why, in the order of the ranking unless the policy has another; nobody is
 * ever left out.
 */
export function pickBestRationale({ scoreboard, decision }: Judgement): string {
  const { policy, rows } = scoreboard
  const winner = rows.find(({ result }) => result === 'promote')
  const losers = rows.filter((row) => row !== winner)
  const discarded =
    POLICIES[policy].discarded?.(losers) ?? losers.map((row) => ({ row, why: plainReason(row) }))
  return [
    winner
      ? `Selected: ${winner.candidate} (${winnerMetrics(winner)}).`
      : `Selected: none. ${plainReason(decision)}`,
    ...(discarded.length > 0 ? ['Discarded candidates:'] : []),
    ...discarded.map(({ row, why }) => `- ${row.candidate}: ${why}.`),
  ].join('\n')
}

function winnerMetrics(row: Row): string {
  const score = row.score === undefined ? [] : [`score=${formatPoints(row.score)}`]
  const tests = `tests_pass=${row.tests === 'pass' ? 'True' : 'False'}`
  return [tests, ...rationaleMetrics(row), ...score].join(', ')
}
