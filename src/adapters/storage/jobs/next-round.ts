import type { JobWithMetadata } from 'pg-boss'

/**
 * In which round a new job of a group is to run, as its priority: the rounds of a group follow one another, and one that begins takes
 * part in the round that is running now. So groups take turns, whoever came with how many jobs, and none waits for ever
 * (start-time fair queueing, https://doi.org/10.1109/90.649569). The lower the priority, the later the round.
 */
export function nextRound(jobs: readonly JobWithMetadata<unknown>[], group: string): number {
  const running = jobs.filter(({ state }) => state === 'active')
  const waiting = jobs.filter(({ state, groupId }) => WAITING.includes(state) && groupId === group)
  const now = Math.min(0, ...running.map(({ priority }) => priority))
  return Math.min(now, ...waiting.map(({ priority }) => priority - 1))
}

const WAITING: readonly JobWithMetadata['state'][] = ['created', 'retry']
