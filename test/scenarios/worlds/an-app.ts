import { isDeepStrictEqual } from 'node:util'
import { systemClock } from '@speculate-dev/system'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { AttemptKey } from '../../../src/ports/store.ts'
import { type ReconcileContext, reconcile } from '../../../src/reconcile.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import type { EmbeddedStage } from '../../contracts/embedded-stage.ts'
import { idleQueue } from '../../fakes/idle-queue.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

interface Place {
  readonly stage: EmbeddedStage
  /** For its work trees. */
  readonly directory: string
}

/** The app with everything real but its database and its agents, of which none is installed. */
export function anApp({ stage, directory }: Place, issue: Parameters<typeof issueKey>[0]) {
  const queued: AttemptKey[] = []
  const waits: number[] = []
  const store = createMemoryStore()
  const workspace = createWorkspace({ dataDir: directory })
  const { forge } = stage
  const reconciling: ReconcileContext = {
    forge,
    store,
    workspace,
    clock: systemClock,
    deriveReach,
    touchedJudges,
    toolchains: ['absent'],
    queue: {
      ...idleQueue,
      wake: async (_issue, afterMs = 0) => void waits.push(afterMs),
      enqueueAttempt: async (key) => {
        if (!queued.some((one) => isDeepStrictEqual(one, key))) queued.push(key)
      },
    },
    writeTraces: async () => {},
    log: () => {},
    watch: () => {},
  }
  const attempting = {
    store,
    workspace,
    analysis: createAnalysis({ read: sharedReading }),
    clock: systemClock,
    agents: { agent: () => undefined },
    forgeFor: async () => forge,
    log: () => {},
  }
  const wake = async () => {
    await reconcile(issueKey(issue), reconciling)
    while (queued.length > 0) {
      for (const key of queued.splice(0)) await runAttempt(attempting, key, new AbortController().signal)
      await reconcile(issueKey(issue), reconciling)
    }
  }
  return { wake, store, waits }
}
