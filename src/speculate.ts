import { type CommonParts, openCommonParts, type Part } from './app/common-parts.ts'
import type { ProcessOptions, SpeculateOptions, WebOptions, WorkOptions } from './app/speculate-options.ts'
import { startOperatorPages } from './app/start-operator-pages.ts'
import { startWeb } from './app/start-web.ts'
import { startWork } from './app/start-work.ts'
import type { Store } from './ports/store.ts'

/** A process that runs, whatever its role. */
export interface Running {
  /** Where it listens. */
  readonly url: string
  /** For reading where things stand. */
  readonly store: Store
  /** Stops taking work, lets what is short end, and leaves nothing running: within ten seconds and what closing the database takes. */
  close(): Promise<void>
}

export interface Speculate extends Running {
  readonly webhookUrl: string
}

/** The whole App in one process. */
export function startSpeculate(options: SpeculateOptions): Promise<Speculate> {
  return startProcess(options, async (common) => {
    const { url, webhookUrl, ...web } = await startWeb(options, common, options.dataDir)
    return { url, webhookUrl, parts: [web, await startWork(options, common)] }
  })
}

/** Takes webhooks; others do the work. */
export function startWebProcess(options: ProcessOptions & WebOptions): Promise<Speculate> {
  return startProcess(options, async (common) => {
    const { url, webhookUrl, ...web } = await startWeb(options, common)
    return { url, webhookUrl, parts: [web] }
  })
}

/** Does the work that others take in. */
export function startWorkerProcess(options: ProcessOptions & WorkOptions): Promise<Running> {
  return startProcess(options, async (common) => {
    const { url, ...pages } = await startOperatorPages(options, common)
    return { url, parts: [pages, await startWork(options, common)] }
  })
}

/** Running attempts are given back at once, for another worker to begin; a reconcile may end. */
const GRACE_MS = 7_000

interface Parts {
  readonly parts: readonly Part[]
}

/** What every process has, and then what its role consists of. */
async function startProcess<Role extends Parts>(
  options: ProcessOptions,
  startParts: (common: CommonParts) => Promise<Role>,
): Promise<Omit<Role, 'parts'> & Pick<Running, 'store' | 'close'>> {
  const common = await openCommonParts(options).catch(async (error: unknown) => {
    await options.database.close()
    throw error
  })
  try {
    const { parts, ...listening } = await startParts(common)
    return { ...listening, store: common.store, close: () => end(common, parts) }
  } catch (error) {
    // Why it could not start is what is to be said.
    await end(common, []).catch(() => undefined)
    throw error
  }
}

async function end(common: CommonParts, parts: readonly Part[]): Promise<void> {
  await common.queue.stop(GRACE_MS, Promise.allSettled(parts.map((part) => part.stop())))
  await Promise.all(parts.map((part) => part.close?.()))
  await common.close()
}
