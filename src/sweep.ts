import type { Installations } from './adapters/github/installations.ts'
import { issueKey } from './domain/issue.ts'
import type { Speculation } from './domain/speculation.ts'
import { pause } from './effects/pause.ts'
import type { WorkerContext } from './worker.ts'

export interface Sweep {
  stop(): Promise<void>
}

export interface SweepOptions extends Pick<WorkerContext, 'store' | 'queue' | 'clock' | 'log'> {
  readonly redeliverFailed: Installations['redeliverFailed']
  readonly labelledIssues: Installations['labelledIssues']
  readonly everyMs: number
}

/** When everything was looked through last, across restarts. */
const LAST_GOOD = 'last good sweep'
/** What nobody told us of is rare: labels are looked through at the start, and then so often. */
const LOOK_EVERY_MS = 10 * 60_000

/**
 * Wakes what is open, asks for webhooks that did not arrive since the last sweep that went well, and finds labels that were put on
 * while nobody was looking; at once and then every `everyMs`. Whatever was lost, a wake, a delivery or a worker, costs a delay and never
 * a stuck run.
 */
export function startSweep(options: SweepOptions): Sweep {
  const { log, everyMs } = options
  const stopping = new AbortController()
  const once = createSweep(options)
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await once().catch((error: unknown) =>
        log(`sweep: ${error instanceof Error ? error.message : String(error)}`),
      )
      await pause(everyMs, stopping.signal)
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

function createSweep({ store, queue, clock, redeliverFailed, labelledIssues }: SweepOptions) {
  const startedAt = new Date(clock.now()).toISOString()
  const woken = new Map<string, string>()
  let lookedAt: number | undefined

  const wakeLabelled = async () => {
    const now = clock.now()
    if (lookedAt !== undefined && now >= lookedAt && now - lookedAt < LOOK_EVERY_MS) return
    for (const { issue, updatedAt } of await labelledIssues()) {
      const key = issueKey(issue)
      if (woken.get(key) === updatedAt || !mayAsk(await store.latestSpeculation(issue), updatedAt)) continue
      await queue.wake(key)
      woken.set(key, updatedAt)
    }
    lookedAt = now
  }

  return async () => {
    const now = new Date(clock.now()).toISOString()
    for (const issue of await store.openIssues(now)) await queue.wake(issueKey(issue))
    await wakeLabelled()
    await redeliverFailed({ since: (await store.note(LAST_GOOD)) ?? startedAt, now })
    await store.setNote(LAST_GOOD, now)
  }
}

/** A run that is open is woken anyway; one that is settled asks for another only if something has happened to the issue since. */
function mayAsk(latest: Speculation | undefined, updatedAt: string): boolean {
  if (!latest) return true
  return latest.settledAt !== undefined && Date.parse(updatedAt) > Date.parse(latest.settledAt)
}
