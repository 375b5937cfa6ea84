import type { Installations } from './adapters/github/installations.ts'
import { issueKey, parseIssueKey, type RepositoryRef } from './domain/issue.ts'
import { issueOfSpeculation } from './domain/speculation.ts'
import { pause } from './effects/pause.ts'
import type { Hands } from './effects/perform.ts'
import { type RunAttempt, runAttempt } from './effects/run-attempt.ts'
import type { Forge } from './ports/forge.ts'
import { type Reconciling, reconcile } from './reconcile.ts'

/** Everything a worker needs; the forge is looked up per repository. */
export interface WorkerContext
  extends Omit<Hands, 'forge'>,
    Pick<Reconciling, 'deriveReach' | 'toolchains' | 'ceilings' | 'watch'>,
    Pick<RunAttempt, 'agents' | 'analysis' | 'dispatching'> {
  readonly forgeFor: (repository: RepositoryRef) => Promise<Forge>
}

export interface WorkerLimits {
  /** Attempts at the same time on this machine. */
  readonly attempts: number
}

const RECONCILES = 4

/** Jobs become function calls: a wake reconciles its issue, an attempt runs its agent and wakes its issue again. */
export async function startWorker(context: WorkerContext, { attempts }: WorkerLimits): Promise<void> {
  const { queue, forgeFor } = context
  const handlers = {
    reconcile: async (key: Parameters<typeof reconcile>[0]) => {
      const forge = await forgeFor(repositoryOf(key))
      await reconcile(key, { ...context, forge })
    },
    attempt: async (key: Parameters<typeof runAttempt>[1], signal: AbortSignal) => {
      await runAttempt(context, key, signal)
      if (!signal.aborted) await queue.wake(issueKey(issueOfSpeculation(key.speculation)))
    },
  }
  await queue.work(handlers, { reconciles: RECONCILES, attempts })
}

export interface Sweep {
  stop(): Promise<void>
}

interface SweepOptions extends Pick<WorkerContext, 'store' | 'queue' | 'clock' | 'log'> {
  readonly redeliverFailed: Installations['redeliverFailed']
  readonly everyMs: number
}

/**
 * Wakes what is open and asks for webhooks that did not arrive, at once and then every `everyMs`: whatever was lost, a
 * wake, a delivery or a worker, costs a delay and never a stuck run.
 */
export function startSweep({ store, queue, clock, log, redeliverFailed, everyMs }: SweepOptions): Sweep {
  const startedAt = new Date(clock.now()).toISOString()
  const stopping = new AbortController()
  const once = async () => {
    const now = new Date(clock.now()).toISOString()
    for (const issue of await store.openIssues(now)) await queue.wake(issueKey(issue))
    await redeliverFailed({ since: startedAt, now })
  }
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

function repositoryOf(key: string): RepositoryRef {
  const { owner, repo } = parseIssueKey(key)
  return { owner, repo }
}
