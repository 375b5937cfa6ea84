import type { Observation } from '../../domain/checks/evidence.ts'
import type { ObservationVerdict } from './judge-observation.ts'

/** What is cancelled is often replaced: the newer run shows its jobs only once the older one has ended. */
const REPLACED_WITHIN_MS = 120_000
/** A check run and its workflow run do not end at the same moment. */
const ENDED_WITHIN_MS = 60_000

/** A job that was just cancelled is waited for, because another run may follow; one whose run has ended without it is not. */
export function judgeInTime(judged: ObservationVerdict, one: Observation, now: string): ObservationVerdict {
  if (one.kind === 'status' || !one.workflow?.jobConfirmed) return judged
  const { runEnded, runEndedAt } = one.workflow
  if (one.conclusion === 'cancelled' && isWithin(one.completedAt, now, REPLACED_WITHIN_MS))
    return { ...judged, verdict: 'pending', reason: 'was cancelled, and is perhaps run again' }
  if (one.status === 'completed' || !runEnded || judged.verdict !== 'pending') return judged
  if (isWithin(runEndedAt, now, ENDED_WITHIN_MS)) return judged
  return { ...judged, verdict: 'unverified', reason: 'never ended, although its workflow run has' }
}

function isWithin(at: string | undefined, now: string, ms: number): boolean {
  return at !== undefined && Date.parse(now) - Date.parse(at) < ms
}
