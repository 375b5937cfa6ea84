import type { Attempt } from '../../domain/candidate/attempt.ts'
import type { Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** When something of what a scoreboard shows has changed last; the same for as long as nothing has. */
export function changedAt(
  { startedAt, verdict, revoked, choices = [], commands = [], grafts }: Speculation,
  { rows }: Scoreboard,
  attempts: readonly Attempt[],
): string {
  const times = [
    startedAt,
    verdict?.decidedAt,
    revoked?.at,
    grafts?.at,
    ...choices.map(({ at }) => at),
    ...commands.map(({ answeredAt }) => answeredAt),
    ...attempts.flatMap((one) => [one.queuedAt, one.startedAt, one.endedAt]),
    // What checks come to after the verdict is not shown.
    ...rows.flatMap(({ checks }) => checks.map(({ completedAt }) => completedAt)),
  ]
  return times
    .flatMap((time) => (time === undefined || Number.isNaN(Date.parse(time)) ? [] : [time]))
    .reduce((latest, time) => (Date.parse(time) > Date.parse(latest) ? time : latest))
}
