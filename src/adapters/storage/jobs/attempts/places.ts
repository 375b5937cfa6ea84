import type { Job } from 'pg-boss'
import type { Workers } from '../workers.ts'

export interface PlacesRequest {
  readonly count: number
  readonly pollSeconds: number
  /** The next job, begun; undefined while there is none. `running`: those that have a place. */
  readonly take: (running: Iterable<Job<unknown>>) => Promise<Job<unknown> | undefined>
  /** Never rejects. */
  readonly run: (job: Job<unknown>) => Promise<void>
  readonly onError: (error: unknown) => void
}

export interface Places extends Workers {
  readonly running: () => Iterable<Job<unknown>>
}

/** `count` places for jobs, each taken anew when its job has ended. */
export function startPlaces({ count, pollSeconds, take, run, onError }: PlacesRequest): Places {
  const running = new Map<Job<unknown>, Promise<void>>()
  let isOpen = true
  let looking: Promise<void> | undefined
  let isNudged = false

  const fill = async () => {
    while (isOpen && running.size < count) {
      const job = await take(running.keys())
      if (!job) return
      const ended = run(job).finally(() => {
        running.delete(job)
        nudge()
      })
      running.set(job, ended)
    }
  }
  /** One look at a time; what comes during one is looked for by another. */
  const nudge = () => {
    isNudged = true
    looking ??= (async () => {
      while (isNudged) {
        isNudged = false
        await fill().catch(onError)
      }
      looking = undefined
    })()
  }
  const polling = setInterval(nudge, pollSeconds * 1_000)
  nudge()
  return {
    nudge,
    running: () => running.keys(),
    async stop() {
      isOpen = false
      clearInterval(polling)
      await looking
      await Promise.all(running.values())
    },
  }
}
