import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInstallations } from '../../../src/adapters/github/connection/installations/installations.ts'
import { createPacer } from '../../../src/adapters/github/pacing/create-pacer.ts'
import { turnOfIssue } from '../../../src/adapters/github/pacing/turn.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { databaseLedgers } from '../../../src/adapters/storage/database-ledgers.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import type { IssueKey } from '../../../src/domain/issue/issue.ts'
import { RECONCILES } from '../../../src/worker/start-worker.ts'
import { startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { percentile } from '../figures/numbers.ts'
import { ANSWER_MS } from './measure-runs.ts'

/** Requests of a look that finds a little to do, one after the other. */
const REQUESTS = 5

/** Milliseconds from the wake until the look has ended: of one that is alone, and the 95th percentile of `count` that are due together. */
export async function measureDue(count: number): Promise<{ readonly alone: number; readonly due: number }> {
  const directory = await temporaryFolder()
  const stage = await startEmbeddedStage({ pace: { secondaryLimits: true, answerMs: ANSWER_MS } })
  const database = await openDatabase({ dataDir: join(directory, 'database') })
  const queue = await createQueue(database, { onError: console.error })
  const pacer = createPacer(databaseLedgers(database))
  const installations = createInstallations(stage.credentials, {
    ...{ baseUrl: stage.github.apiUrl, pacing: 'github' as const, pacer },
  })
  const ended = new Map<IssueKey, () => void>()
  const reconcile = async (key: IssueKey) => {
    const forge = await installations.forgeFor(stage.repository, turnOfIssue(key))
    for (let sent = 0; sent < REQUESTS; sent += 1) await forge.branchHead(stage.repository, 'main')
    ended.get(key)?.()
  }
  await queue.work({ reconcile, attempt: async () => {} }, { reconciles: RECONCILES, attempts: 1 })
  const look = async (number: number) => {
    const key: IssueKey = `acme/payments#${number}`
    const before = performance.now()
    const done = new Promise<void>((resolve) => ended.set(key, resolve))
    await queue.wake(key)
    await done
    return performance.now() - before
  }
  await look(1)
  const alone = await look(2)
  const all = await Promise.all(Array.from({ length: count }, (_, index) => look(10 + index)))
  const due = percentile(all, 0.95)
  await queue.stop(1_000)
  await pacer.idle()
  await database.close()
  await stage.close()
  await rm(directory, { recursive: true, force: true })
  return { alone, due }
}
