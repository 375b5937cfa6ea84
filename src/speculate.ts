import { join } from 'node:path'
import { type Clock, messageOf } from '@speculate-dev/system'
import { createAgents } from './adapters/agents/agents.ts'
import type { ToolchainAgentOptions } from './adapters/agents/toolchain-agent.ts'
import { type Aside, startAside } from './adapters/analysis/process/start-aside.ts'
import { startMeasuring } from './adapters/analysis/process/start-measuring.ts'
import { deriveReach } from './adapters/analysis/reach/derive-reach.ts'
import { withFile } from './adapters/analysis/reach/files/with-file.ts'
import { touchedJudges } from './adapters/analysis/reach/touched/touched-judges.ts'
import { appendTraceFile } from './adapters/audit/trace-files.ts'
import { createWorkspace, type LocalWorkspace } from './adapters/git/create-workspace.ts'
import { machineObstacle } from './adapters/git/machine-obstacle.ts'
import type { KeptSetUps } from './adapters/git/workspace-set-ups.ts'
import type { OctokitOptions } from './adapters/github/connection/create-octokit.ts'
import { createForgeClock } from './adapters/github/connection/forge-clock.ts'
import {
  type AppCredentials,
  createInstallations,
  type Installations,
} from './adapters/github/connection/installations.ts'
import { createPacer, type Pacer } from './adapters/github/pacing/create-pacer.ts'
import { turnOfAttempts } from './adapters/github/pacing/turn.ts'
import { createMetrics, type Metrics } from './adapters/observing/create-metrics.ts'
import { createProver } from './adapters/proof/create-prover.ts'
import type { Redactor } from './adapters/redaction/create-redactor.ts'
import { redactedForge } from './adapters/redaction/redacted-forge.ts'
import { redactedStore } from './adapters/redaction/redacted-store.ts'
import { redactorOfServer } from './adapters/redaction/redactor-of-server.ts'
import { endProcesses } from './adapters/sandbox/end-processes.ts'
import { removeLeftScratch } from './adapters/scratch-folder.ts'
import { createStore } from './adapters/storage/create-store.ts'
import { type Database, databaseObstacle } from './adapters/storage/database.ts'
import { databaseLedgers } from './adapters/storage/database-ledgers.ts'
import { createQueue } from './adapters/storage/jobs/create-queue.ts'
import { queueDepth } from './adapters/storage/jobs/queue-depth.ts'
import type { AnyToolchain } from './config/toolchains/toolchains.ts'
import type { ToolchainName } from './domain/candidate/candidate.ts'
import type { RepositoryRef } from './domain/issue/issue.ts'
import type { Ceilings } from './domain/run/budget.ts'
import type { Trace } from './domain/run/trace.ts'
import type { AskedProof, AskedSetup } from './domain/settings.ts'
import { nextAfter } from './messages/operator/next-step.ts'
import { unsignedText, wrongSecret } from './messages/operator/wrong-secret.ts'
import type { Analysis } from './ports/analysis.ts'
import type { Log, Observe } from './ports/operator.ts'
import type { Queue } from './ports/queue.ts'
import type { DeriveReach } from './ports/reach.ts'
import type { Store } from './ports/store.ts'
import type { ReconcileContext } from './reconcile.ts'
import { startWebServer, type WebServerOptions } from './web/web-server.ts'
import { startWorker } from './worker/start-worker.ts'
import { startSweep } from './worker/sweep.ts'

export interface SpeculateOptions {
  readonly credentials: AppCredentials
  readonly webhookSecret: string
  readonly previousWebhookSecret?: string | undefined
  /** The forge's REST address and manners; see `OctokitOptions`. */
  readonly github: OctokitOptions
  /** Open; closed with the app, also when it cannot start. */
  readonly database: Database
  /** Mirrors, work trees, traces. */
  readonly dataDir: string
  readonly toolchains: ReadonlyMap<ToolchainName, AnyToolchain>
  /** Who shall write in every run of this process, in rank order, whatever a repository names; one that is named twice writes twice. */
  readonly askedToolchains?: readonly ToolchainName[] | undefined
  /** Whether tests are run on each other in every run of this process, whatever a repository says. */
  readonly askedProof?: AskedProof | undefined
  /** What installs the dependencies in every run of this process, whatever a repository says. */
  readonly askedSetup?: AskedSetup
  /** Where set-ups are kept, if not with all else. */
  readonly keptSetUps?: KeptSetUps | undefined
  /** The most that the operator lets a repository spend. */
  readonly ceilings?: Ceilings
  /** Where agents run, where their packages are installed, what their models cost, and whose log-ins they may use. */
  readonly agents: Pick<ToolchainAgentOptions, 'sandbox' | 'packages' | 'prices' | 'logins'>
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  /** Attempts at the same time on this machine. */
  readonly attempts: number
  readonly sweepMs: number
  /** Told what went wrong and will be tried again. */
  readonly log: Log
  /** Told every turn of every run. */
  readonly observe?: Observe | undefined
  /** Where the web server says what it is asked; nowhere without it. */
  readonly requestLog?: WebServerOptions['log']
  /** Knows more than the secrets of these options; otherwise one is made of them. */
  readonly redactor?: Redactor | undefined
  /** Lets others than this machine read the numbers. */
  readonly metricsToken?: string | undefined
  /** What the time is until GitHub has said so; this machine's without it. */
  readonly clock?: Clock
  /** A workflow outside of the repository that judges its pull requests, as a ruleset may ask for one: its text, where that is known. */
  readonly requiredWorkflow?: { readonly path: string; readonly content: string } | undefined
  readonly watch?: ReconcileContext['watch']
}

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
  const workspace = createWorkspace({
    dataDir: workspaceFolder(dataDir),
    sandbox: options.agents.sandbox,
    keptSetUps: options.keptSetUps,
  })
  await removeLeftovers(workspace, log)
  const analysis = startMeasuring({ isHeldIn: redactor.isHeldIn })
  const context = {
    ...contextOf(
      { ...options, log, observe },
      { workspace, agents, installations, redactor, analysis, aside },
    ),
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

function webServerOptions(
  options: SpeculateOptions,
  {
    queue,
    store,
    installations,
    log,
    metrics,
  }: { queue: Queue; store: Store; log: Log; metrics: Metrics } & Pick<Parts, 'installations'>,
): WebServerOptions {
  return {
    credentials: options.credentials,
    webhookSecret: options.webhookSecret,
    previousWebhookSecret: options.previousWebhookSecret,
    queue,
    login: () => installations.login(),
    entered: (repository, pullRequests) => store.enteredFor(repository, pullRequests),
    promotedOn: (repository, branch) => store.promotedOn(repository, branch),
    watched: () => store.watched(),
    port: options.port,
    host: options.host,
    baseUrl: options.github.baseUrl,
    log: options.requestLog,
    onUnsigned: (refused) => {
      metrics.refusedDelivery(refused.count)
      log(unsignedText(refused), { level: 'error', next: wrongSecret() })
    },
    operator: {
      metrics,
      metricsToken: options.metricsToken,
      obstacle: () => databaseObstacle(options.database),
    },
  }
}

/** What the processes of an earlier start have left; that it cannot be removed keeps nothing from starting. */
async function removeLeftovers(workspace: LocalWorkspace, log: Log): Promise<void> {
  const tidied = workspace.removeLeftovers((workTree) => endProcesses(workTree, undefined))
  await Promise.all([tidied, removeLeftScratch()]).catch((error: unknown) =>
    log(`leftovers: ${messageOf(error)}`),
  )
}

interface Parts {
  readonly workspace: LocalWorkspace
  readonly agents: ReturnType<typeof createAgents>
  readonly installations: Installations
  readonly redactor: Redactor
  readonly analysis: Analysis
  readonly aside: Aside
}

/** All that a reconcile and an attempt act with, but what they share with the web server. */
function contextOf(
  options: SpeculateOptions,
  { workspace, agents, installations, redactor, analysis, aside }: Parts,
) {
  const { requiredWorkflow, log } = options
  return {
    agents,
    dispatching: {
      workflow: agents.workflow,
      forgeFor: (repository: RepositoryRef) => installations.forgeFor(repository, turnOfAttempts(repository)),
      pollMs: options.github.pacing === 'github' ? 10_000 : 500,
    },
    forgeFor: installations.forgeFor,
    toolchains: agents.names,
    askedToolchains: options.askedToolchains,
    askedProof: options.askedProof,
    askedSetup: options.askedSetup,
    ceilings: options.ceilings,
    workspace,
    analysis,
    prover: createProver({
      sandbox: options.agents.sandbox,
      aside,
      requiredWorkflow,
      prepare: workspace.prepareDependencies,
    }),
    deriveReach: withRequired(requiredWorkflow),
    touchedJudges,
    limits: installations.limits,
    obstacle: () => machineObstacle(workspaceFolder(options.dataDir)),
    writeTraces: traceWriter(options.dataDir, redactor),
    log,
    observe: options.observe,
    watch: options.watch ?? (() => {}),
  }
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

/** Of the data directory: what a set-up has made before the app started is found there. */
export function workspaceFolder(dataDir: string): string {
  return join(dataDir, 'workspace')
}

function withRequired(workflow: SpeculateOptions['requiredWorkflow']): DeriveReach {
  if (workflow === undefined) return deriveReach
  return (request) => deriveReach({ ...request, tree: withFile(request.tree, workflow) })
}

/** B6: one file per step, beside the database, for `jq` and for people. */
function traceWriter(root: string, redactor: Redactor) {
  return async (traces: readonly Trace[]) => {
    for (const [stepId, group] of Map.groupBy(await redactor.allInTurns(traces), (trace) => trace.step_id)) {
      await appendTraceFile(root, stepId, group)
    }
  }
}
