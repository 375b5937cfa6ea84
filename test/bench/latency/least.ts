import { HOUR_MS, LIMITS, MINUTE_MS } from '../../../src/adapters/github/pacing/limits.ts'
import { ANSWER_MS } from './measure-runs.ts'

/** Of one run until its drafts stand: three commits, which only REST can make, and five reads of the base commit and of who has labelled. */
const REST_POINTS = 3 * 5 + 5
/** Its three drafts; its scoreboard could come later. */
const CREATIONS = 3
/** Facts, files of the base, commits, branches, drafts: each needs what the one before it has answered. */
const ANSWERS_IN_A_ROW = 5

/** How soon 95 of 100 of so many runs, all labelled at once, could have their drafts by GitHub's limits alone. */
export function leastDraftsMs(count: number): number {
  const runs = Math.ceil(count * 0.95)
  const { minute, hour } = LIMITS
  return (
    ANSWERS_IN_A_ROW * ANSWER_MS +
    Math.max(
      waits(runs * REST_POINTS, minute.rest) * MINUTE_MS,
      waits(runs * CREATIONS, minute.creations) * MINUTE_MS,
      waits(runs * CREATIONS, hour.creations) * HOUR_MS,
    )
  )
}

/** A limit can be used up in one moment, and then again after each of its windows. */
function waits(wanted: number, limit: number): number {
  return Math.ceil(wanted / limit) - 1
}
