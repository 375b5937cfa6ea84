import { ACTIONS_APP } from '../../domain/checks/contract.ts'
import type { Observation } from '../../domain/checks/evidence.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import { secondsBetween } from '../../messages/numbers.ts'

/** How long jobs have run on the candidates' heads, required or not, each once and only when it has ended. */
export function ciSecondsOf(candidates: readonly CandidateFacts[]): number {
  const runs = new Map<number, number>()
  for (const { pullRequest } of candidates)
    for (const observation of pullRequest?.observations ?? [])
      if (observation.kind === 'check-run') runs.set(observation.id, secondsOf(observation))
  return [...runs.values()].reduce((sum, seconds) => sum + seconds, 0)
}

/** A check run in the name of GitHub Actions that no job stands behind was posted by candidate code, which may invent its times (T10). */
function secondsOf(run: Extract<Observation, { kind: 'check-run' }>): number {
  const { status, startedAt, completedAt, appSlug, workflow } = run
  const isInvented = appSlug === ACTIONS_APP && workflow?.jobConfirmed !== true
  if (isInvented || status !== 'completed' || !startedAt || !completedAt) return 0
  return secondsBetween(startedAt, completedAt) ?? 0
}
