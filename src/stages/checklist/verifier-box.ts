import type { AreaHistory, Box, BoxEvidence } from '../../domain/issue/checklist.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'

/** What is changed so often is reviewed so often. */
const OFTEN = 10
const OFTEN_DAYS = 90
/** Shorter reviews cost nobody much. */
const LONG_REVIEW_MINUTES = 4 * 60
/** Of fewer nothing follows. */
const ENOUGH_CHANGES = 3
const DAY_MS = 24 * 60 * 60_000

/**
 * "Verifier cost is lower than expected human review churn": something here was taken back, or is changed often, or is reviewed for longer
 * than the checks of all candidates take.
 */
export function verifierBox(history: AreaHistory | undefined, candidates: number, now: string): Box {
  if (!history) return { box: 'verifier', ticked: false, evidence: [{ kind: 'history-unknown' }] }
  const { changes } = history
  const evidence = [...reverted(history), ...changedOften(history, now)]
  const review = timeInReview(history)
  const isLong = review !== undefined && review.minutes >= longReview(history, candidates)
  const all = [...evidence, ...(review ? [review] : [])]
  return {
    box: 'verifier',
    ticked: evidence.length > 0 || isLong,
    evidence: all.length > 0 ? all : [{ kind: 'quiet-history', commits: changes.length }],
  }
}

function reverted({ changes }: AreaHistory): BoxEvidence[] {
  const reverts = changes.filter(({ subject }) => /^(?:revert|reapply|back ?out|roll ?back)\b/i.test(subject))
  return reverts.length === 0 ? [] : [{ kind: 'reverted', reverts: reverts.length, commits: changes.length }]
}

function changedOften({ changes }: AreaHistory, now: string): BoxEvidence[] {
  const since = Date.parse(now) - OFTEN_DAYS * DAY_MS
  const commits = changes.filter(({ at }) => Date.parse(at) >= since).length
  return commits < OFTEN ? [] : [{ kind: 'changed-often', commits, days: OFTEN_DAYS }]
}

function timeInReview({ changes, checkMinutes }: AreaHistory) {
  const times = changes.flatMap(({ reviewMinutes }) => reviewMinutes ?? []).sort((a, b) => a - b)
  if (times.length < ENOUGH_CHANGES) return undefined
  const minutes = Math.round(times[Math.floor(times.length / 2)] ?? 0)
  return {
    kind: 'time-in-review' as const,
    minutes,
    changes: times.length,
    ...withoutUndefined({ checks: checkMinutes && Math.round(checkMinutes) }),
  }
}

function longReview({ checkMinutes = 0 }: AreaHistory, candidates: number): number {
  return Math.max(LONG_REVIEW_MINUTES, checkMinutes * candidates)
}
