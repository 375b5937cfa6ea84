import { later } from '../later.ts'
import type { Snapshot } from './snapshot.ts'
import type { Speculation } from './speculation.ts'

const SHORTEST_MS = 10 * 60_000
const DAY_MS = 24 * 60 * 60_000
const LONGEST_MS = DAY_MS

/**
 * When a settled run at which a look has found nothing to do is looked at again, although no event tells of anything (ISO-8601): after as
 * long again as it has been quiet, at least ten minutes and at most a day. So long may it take until something is noticed whose webhook
 * never came. A run that cannot be settled because its repository is archived rests as well. Undefined for any other that is not settled.
 */
export function nextLook(
  { now, issue, repository, candidates }: Pick<Snapshot, 'now' | 'issue' | 'repository' | 'candidates'>,
  { settledAt, settings, verdict, revoked }: Speculation,
): string | undefined {
  if (settledAt === undefined)
    return repository.isArchived && verdict ? afterQuiet(now, verdict.decidedAt) : undefined
  const winner = verdict?.decision.kind === 'promote' && !revoked ? verdict.decision.candidate : undefined
  const promoted = candidates.find(({ candidate }) => candidate === winner)?.pullRequest
  // GitHub finds out whether it conflicts with its base only once somebody has asked, and tells nobody.
  if (promoted?.state === 'open' && promoted.mergeable === 'unknown') return now
  // Nobody can do anything to an issue that is gone.
  if (issue.isGone) return later(settledAt, settings.archive_after_days * DAY_MS)
  return afterQuiet(now, settledAt)
}

function afterQuiet(now: string, since: string): string {
  const quiet = Date.parse(now) - Date.parse(since)
  return later(now, Math.min(LONGEST_MS, Math.max(SHORTEST_MS, quiet)))
}
