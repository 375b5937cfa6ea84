import { join } from 'node:path'
import { messageOf } from '@speculate-dev/system'
import { createAgents } from './adapters/agents/agents.ts'
import { startAside } from './adapters/analysis/process/start-aside.ts'
import { startMeasuring } from './adapters/analysis/process/start-measuring.ts'
import { createWorkspace, type LocalWorkspace } from './adapters/git/create-workspace.ts'
import { createForgeClock } from './adapters/github/connection/forge-clock.ts'
import { createInstallations, type Installations } from './adapters/github/connection/installations.ts'
import { createPacer, type Pacer } from './adapters/github/pacing/create-pacer.ts'
import { createMetrics } from './adapters/observing/create-metrics.ts'
import { redactedForge } from './adapters/redaction/redacted-forge.ts'
import { redactedStore } from './adapters/redaction/redacted-store.ts'
import { redactorOfServer } from './adapters/redaction/redactor-of-server.ts'
import { endProcesses } from './adapters/sandbox/end-processes.ts'
import { removeLeftScratch } from './adapters/scratch-folder.ts'
import { createStore } from './adapters/storage/create-store.ts'
import { databaseLedgers } from './adapters/storage/database-ledgers.ts'
import { createQueue } from './adapters/storage/jobs/create-queue.ts'
import { queueDepth } from './adapters/storage/jobs/queue-depth.ts'
import type { SpeculateOptions } from './app/speculate-options.ts'
import { webServerOptions } from './app/web-server-options.ts'
import { type Parts, workContext } from './app/work-context.ts'
import { workspaceFolder } from './app/workspace-folder.ts'
import { nextAfter } from './messages/operator/next-step.ts'
import type { Log, Observe } from './ports/operator.ts'
import type { Store } from './ports/store.ts'
import { startWebServer } from './web/web-server.ts'
import { startWorker } from './worker/start-worker.ts'
import { startSweep } from './worker/sweep.ts'

export interface Speculate {
  readonly url: string
  readonly webhookUrl: string
  /** For reading where things stand. */
  readonly store: Store
  /** Stops taking work, lets what is short end, and leaves nothing running: within ten seconds and what closing the database takes. */
  close(): Promise<void>
}

/** A running attempt is thrown away on shutdown and made again later; a reconcile may end. */
const GRACE_MS = 7_000

/** The whole app in one process: web server, queue, workers and sweep on the adapters of the real world. */
export async function startSpeculate(options: SpeculateOptions): Promise<Speculate> {
  try {
    return await start(options)
  } catch (error) {
    await options.database.close()
    throw error
  }
}

async function start(given: SpeculateOptions): Promise<Speculate> {
  const clock = createForgeClock(given.clock)
  const metrics = createMetrics(() => queueDepth(given.database))
  const github = { ...given.github, onDate: clock.hear, onAnswer: metrics.answered }
  const options = { ...given, github }
  const { database, dataDir } = options
  const redactor = options.redactor ?? redactorOf(options)
  const log: Log = (message, trouble) => options.log(redactor.text(message), trouble)
  const observe: Observe = (event) => {
    const clean = { ...redactor.all(event), run: event.run }
    metrics.observe(clean)
    options.observe?.(clean)
  }
  const store = redactedStore(createStore(database), redactor)
  const queue = await createQueue(database, {
    onError: (error, during, run) => log(`${during}: ${messageOf(error)}`, { run, next: nextAfter(error) }),
  })
  const aside = startAside()
  const pacer = createPacer(databaseLedgers(database, options.clock))
  const installations = redactedInstallations(options, { redactor, aside, pacer })
  const transcripts = join(dataDir, 'transcripts')
  const agents = createAgents(options.toolchains, { ...options.agents, transcripts, log, redactor, aside })

  const server = await startWebServer(
    webServerOptions(options, { queue, store, installations, log, metrics }),
  )
  const workspace = await openWorkspace(options, log)
  const analysis = startMeasuring({ isHeldIn: redactor.isHeldIn })
  const parts = { workspace, agents, installations, redactor, analysis, aside }
  const context = {
    ...workContext({ ...options, log, observe }, parts),
    store,
    queue,
    clock,
    reconciled: metrics.reconciled,
  }
  await startWorker(context, { attempts: options.attempts })
  const sweep = startSweep({
    ...context,
    redeliverFailed: installations.redeliverFailed,
    labelledIssues: installations.labelledIssues,
    everyMs: options.sweepMs,
  })

  return {
    url: server.url,
    webhookUrl: server.webhookUrl,
    store,
    async close() {
      await Promise.all([server.stop(), sweep.stop()])
      await queue.stop(GRACE_MS)
      await Promise.all([analysis.close(), aside.close(), pacer.idle()])
      await store.close()
    },
  }
}

function redactedInstallations(
  { credentials, github }: SpeculateOptions,
  { redactor, aside, pacer }: Pick<Parts, 'redactor' | 'aside'> & { readonly pacer: Pacer },
): Installations {
  const installations = createInstallations(credentials, {
    ...github,
    pacer,
    onToken: redactor.holdToken,
    aside,
  })
  return {
    ...installations,
    forgeFor: async (repository, turn) =>
      redactedForge(await installations.forgeFor(repository, turn), redactor),
  }
}

/** Without what the processes of an earlier start have left; that it cannot be removed keeps nothing from starting. */
async function openWorkspace(
  { dataDir, agents, keptSetUps }: SpeculateOptions,
  log: Log,
): Promise<LocalWorkspace> {
  const workspace = createWorkspace({
    dataDir: workspaceFolder(dataDir),
    sandbox: agents.sandbox,
    keptSetUps,
  })
  const tidied = workspace.removeLeftovers((workTree) => endProcesses(workTree, undefined))
  await Promise.all([tidied, removeLeftScratch()]).catch((error: unknown) =>
    log(`leftovers: ${messageOf(error)}`),
  )
  return workspace
}

function redactorOf({
  credentials,
  dataDir,
  toolchains,
  agents,
  webhookSecret,
  previousWebhookSecret,
}: SpeculateOptions) {
  const own = [credentials.privateKey, webhookSecret, previousWebhookSecret]
  return redactorOfServer({ own, dataDir, toolchains: toolchains.values(), packages: agents.packages })
}
