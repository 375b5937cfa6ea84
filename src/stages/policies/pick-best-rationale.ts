import type { Decided, Row } from '../../domain/judgement/scoreboard.ts'
import type { PolicyName } from '../../domain/settings/policy-settings.ts'
import { formatPoints } from '../../messages/numbers.ts'

/**
 * B5: the winner with its key metrics, then everybody else with why; nobody is ever left out. The lexicographic policy speaks in the
 * words of its seed, and like the seed it names the discarded ones from the last to the second; the others follow the ranking.
 */
export function pickBestRationale({ scoreboard, decision }: Decided): string {
  const { policy, rows } = scoreboard
  const winner = rows.find(({ result }) => result === 'promote')
  const losers = rows.filter((row) => row !== winner)
  const ordered = policy === 'lexicographic' ? losers.toReversed() : losers
  return [
    winner
      ? `Selected: ${winner.candidate} (${winnerMetrics(winner)}).`
      : `Selected: none. ${decision.reason.replaceAll('`', '')}`,
    ...(losers.length > 0 ? ['Discarded candidates:'] : []),
    ...ordered.map((row) => `- ${row.candidate}: ${whyDiscarded(row, policy)}.`),
  ].join('\n')
}

function winnerMetrics(row: Row): string {
  const score = row.score === undefined ? [] : [`score=${formatPoints(row.score)}`]
  return [`tests_pass=${row.tests === 'pass' ? 'True' : 'False'}`, ...metrics(row), ...score].join(', ')
}

function whyDiscarded(row: Row, policy: PolicyName): string {
  const reason = row.reason.replaceAll('`', '')
  if (policy !== 'lexicographic') return reason
  const tests = row.tests === 'pass' ? 'tests_passed' : 'tests_failed'
  const gate = row.result === 'reject' ? [reason] : []
  return [tests, ...metrics(row), ...gate].join(', ')
}

/** Lines without those in tests, comments and documentation, as the policies count them. */
function metrics({ complexityDelta, insertions, testLines, wordLines }: Row): readonly string[] {
  const beside = (testLines?.insertions ?? 0) + (wordLines?.insertions ?? 0)
  const lines = insertions === undefined ? undefined : insertions - beside
  return [`complexity_delta=${complexityDelta ?? 'unknown'}`, `lines_added=${lines ?? 'unknown'}`]
}
