import type { Attempt } from '../domain/attempt.ts'
import type { Brief } from '../domain/brief.ts'
import type { CandidateId } from '../domain/candidate.ts'
import type { Speculation } from '../domain/speculation.ts'
import type { Step } from '../domain/step.ts'

/** An interrupted attempt is made once more; anything the agent did itself is its answer. */
const MAX_ATTEMPTS = 2
/** A worker says every few seconds that it is alive; after this silence it is not. */
const SILENCE_MS = 90_000
/** A job that nobody took for this long was lost between the store and the queue. */
const QUEUED_MS = 30 * 60_000

/** Which candidates still need an attempt? At most `default_parallelism` are under way at a time, in plan order. */
export function generate(speculation: Speculation, attempts: readonly Attempt[], now: string): Step[] {
  const lost = attempts.filter((attempt) => isLost(attempt, now))
  if (lost.length > 0) return lost.map(endLost)

  const underWay = attempts.filter((attempt) => attempt.status !== 'ended').length
  const { default_parallelism, max_parallelism } = speculation.settings.speculation
  const free = Math.max(0, Math.min(default_parallelism, max_parallelism) - underWay)
  return speculation.plan.briefs
    .flatMap((brief) => nextAttempt(brief, latestAttempt(attempts, brief.id)))
    .slice(0, free)
}

export function latestAttempt(attempts: readonly Attempt[], candidate: CandidateId): Attempt | undefined {
  return attempts
    .filter((attempt) => attempt.candidate === candidate)
    .reduce<Attempt | undefined>(
      (latest, one) => (!latest || one.number > latest.number ? one : latest),
      undefined,
    )
}

/** An attempt that ended only because its worker died says nothing about the candidate. */
export function mayTryAgain(attempt: Attempt): boolean {
  const { outcome } = attempt
  const interrupted = outcome?.kind === 'failure' && outcome.failure === 'interrupted'
  return interrupted && attempt.number < MAX_ATTEMPTS
}

function nextAttempt(brief: Brief, latest: Attempt | undefined): Step[] {
  if (latest && !mayTryAgain(latest)) return []
  return [
    {
      do: 'start-attempt',
      candidate: brief.id,
      number: (latest?.number ?? 0) + 1,
      toolchain: brief.toolchain,
    },
  ]
}

function isLost(attempt: Attempt, now: string): boolean {
  if (attempt.status === 'ended') return false
  const lastSign = attempt.heartbeatAt ?? attempt.startedAt ?? attempt.queuedAt
  const patience = attempt.status === 'running' ? SILENCE_MS : QUEUED_MS
  return Date.parse(now) - Date.parse(lastSign) > patience
}

function endLost(attempt: Attempt): Step {
  const { candidate, number } = attempt
  return {
    do: 'end-attempt',
    candidate,
    number,
    failure: 'interrupted',
    detail: 'the worker that ran it stopped answering',
  }
}
