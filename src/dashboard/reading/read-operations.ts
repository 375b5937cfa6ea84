import type { Database } from '../../adapters/storage/database.ts'
import { workersHeardOf } from '../../adapters/storage/jobs/attempts/announce-worker.ts'
import { hasQueues } from '../../adapters/storage/jobs/has-queues.ts'
import { type DeadLetter, deadLetters } from '../../adapters/storage/jobs/operator/dead-letters.ts'
import {
  type InstallationUse,
  installationUse,
} from '../../adapters/storage/jobs/operator/installation-limits.ts'
import { type QueueDepth, queueDepth } from '../../adapters/storage/jobs/operator/queue-depth.ts'

/** What whoever runs the server looks at. */
export interface Operations {
  readonly queues: readonly QueueDepth[]
  readonly failed: readonly DeadLetter[]
  readonly installations: readonly InstallationUse[]
  /** What each worker that was heard of lately can run. */
  readonly workers: readonly { readonly named: readonly string[]; readonly runnable: readonly string[] }[]
}

export async function readOperations(database: Database): Promise<Operations> {
  const installations = await installationUse(database)
  if (!(await hasQueues(database))) return { queues: [], failed: [], installations, workers: [] }
  return {
    queues: await queueDepth(database),
    failed: await deadLetters(database),
    installations,
    workers: await workersHeardOf(database),
  }
}
