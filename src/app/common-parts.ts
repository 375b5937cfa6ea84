import { messageOf } from '@speculate-dev/system'
import { type Aside, startAside } from '../adapters/analysis/process/start-aside.ts'
import {
  createInstallations,
  type Installations,
} from '../adapters/github/connection/installations/installations.ts'
import { createForgeClock } from '../adapters/github/connection/sending/forge-clock.ts'
import { createPacer, type Pacer } from '../adapters/github/pacing/create-pacer.ts'
import { createMetrics, type Metrics } from '../adapters/observing/create-metrics.ts'
import type { Redactor } from '../adapters/redaction/create-redactor.ts'
import { redactedForge } from '../adapters/redaction/redacted-forge.ts'
import { redactedStore } from '../adapters/redaction/redacted-store.ts'
import { createStore } from '../adapters/storage/create-store.ts'
import { databaseLedgers } from '../adapters/storage/database-ledgers.ts'
import { createQueue } from '../adapters/storage/jobs/create-queue.ts'
import { queueDepth } from '../adapters/storage/jobs/operator/queue-depth.ts'
import { nextAfter } from '../messages/operator/next-step.ts'
import { noChecks } from '../messages/operator/no-checks.ts'
import type { Log, Observe } from '../ports/operator.ts'
import type { Queue } from '../ports/queue.ts'
import type { Store } from '../ports/store.ts'
import type { WorkerContext } from '../worker/start-worker.ts'
import type { ProcessOptions } from './speculate-options.ts'

/** What every process has, whatever its role: the way to the database, to GitHub, and to whoever runs it. */
export interface CommonParts {
  readonly store: Store
  readonly queue: Queue
  readonly clock: WorkerContext['clock']
  readonly installations: Installations
  readonly metrics: Metrics
  readonly redactor: Redactor
  readonly aside: Aside
  readonly log: Log
  readonly observe: Observe
  /** After the queue has stopped. */
  close(): Promise<void>
}

/** What a role adds. It is asked to stop together with the queue, and closed when that has ended. */
export interface Part {
  /** Takes nothing more in. */
  stop(): Promise<void>
  /** Leaves nothing running. */
  close?(): Promise<void>
}

export async function openCommonParts(options: ProcessOptions): Promise<CommonParts> {
  const { database, redactor } = options
  const clock = createForgeClock(options.clock)
  const metrics = createMetrics(() => queueDepth(database))
  const log: Log = (message, trouble) => options.log(redactor.text(message), trouble)
  const store = redactedStore(createStore(database), redactor)
  const queue = await createQueue(database, {
    onError: (error, during, run) => log(`${during}: ${messageOf(error)}`, { run, next: nextAfter(error) }),
  })
  const aside = startAside()
  const pacer = createPacer(databaseLedgers(database, options.clock))
  const github = { ...options.github, onDate: clock.hear, onAnswer: metrics.answered }
  return {
    ...{ store, queue, clock, metrics, redactor, aside, log },
    installations: redactedInstallations({ ...options, github }, { aside, pacer, log }),
    observe: (event) => {
      const clean = { ...redactor.all(event), run: event.run }
      metrics.observe(clean)
      options.observe?.(clean)
    },
    async close() {
      await Promise.all([aside.close(), pacer.idle()])
      await store.close()
    },
  }
}

function redactedInstallations(
  { credentials, github, redactor }: ProcessOptions,
  { aside, pacer, log }: { readonly aside: Aside; readonly pacer: Pacer; readonly log: Log },
): Installations {
  const installations = createInstallations(credentials, {
    ...github,
    pacer,
    onToken: redactor.holdToken,
    onNoChecks: (owner) => {
      const { message, next } = noChecks(owner)
      log(message, { next })
    },
    aside,
  })
  return {
    ...installations,
    forgeFor: async (repository, turn) =>
      redactedForge(await installations.forgeFor(repository, turn), redactor),
  }
}
