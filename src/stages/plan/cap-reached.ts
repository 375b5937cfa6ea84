import { mostCandidates, type Plan } from '../../domain/candidate/brief.ts'
import type { Refusal } from '../../domain/issue/refusal.ts'
import { nextDay } from '../../domain/run/budget.ts'
import type { RepositoryLoad } from '../../domain/run/repository-load.ts'
import type { Settings } from '../../domain/settings.ts'

/** E8: why a run waits that would ask too much of the people here. One run always has room, however many candidates it has. */
export function capReached(
  { caps }: Settings,
  { plan, load, now }: { plan: Plan; load: RepositoryLoad | undefined; now: string },
): Refusal | undefined {
  if (!load) return undefined
  if (load.runsBegun >= caps.runs_per_day)
    return { kind: 'runs-of-day', most: caps.runs_per_day, until: nextDay(now) }
  const coming = mostCandidates(plan)
  const most = caps.open_candidates
  return hasRoomFor(coming, { most, load, own: 0 }) ? undefined : { kind: 'no-room', most }
}

interface Room {
  readonly most: number
  /** Of the other runs. */
  readonly load: RepositoryLoad | undefined
  /** That this run has already. */
  readonly own: number
}

/** Whether so many more may be open. */
export function hasRoomFor(more: number, { most, load, own }: Room): boolean {
  if (!load || load.openCandidates === 0) return true
  return load.openCandidates + own + more <= most
}

const SHORTEST_MS = 5 * 60_000
const LONGEST_MS = 60 * 60_000

/** When to look again, in milliseconds; 0 for a refusal that waits for a person. */
export function lookAgainIn(
  refusal: Refusal,
  { now, askedAt }: { now: string; askedAt: string | undefined },
): number {
  if (refusal.kind === 'runs-of-day') return Math.max(1_000, Date.parse(refusal.until) - Date.parse(now))
  if (refusal.kind !== 'no-room') return 0
  // Nobody tells when there is room: looked at after as long again as it has waited.
  const waited = askedAt === undefined ? 0 : Date.parse(now) - Date.parse(askedAt)
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, waited))
}
