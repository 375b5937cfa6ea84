import type { ApplicationFunction } from 'probot'
import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import type { AppCredentials } from '../../../src/adapters/github/connection/app/create-app-client.ts'
import { createInstallations } from '../../../src/adapters/github/connection/installations/installations.ts'
import { createForgeClock } from '../../../src/adapters/github/connection/sending/forge-clock.ts'
import { createPacer } from '../../../src/adapters/github/pacing/create-pacer.ts'
import type { Ledgers } from '../../../src/adapters/github/pacing/ledgers.ts'
import type { Agent } from '../../../src/ports/agent.ts'
import type { Analysis } from '../../../src/ports/analysis.ts'
import type { Queue } from '../../../src/ports/queue.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { Workspace } from '../../../src/ports/workspace.ts'
import { createApp } from '../../../src/web/create-app.ts'
import { startWorker } from '../../../src/worker/start-worker.ts'
import { keepSweeping } from '../../../src/worker/sweep.ts'

export interface Machine {
  readonly baseUrl: string
  readonly credentials: AppCredentials
  /** All of these end with the process. */
  readonly send: typeof fetch
  readonly store: Store
  readonly queue: Queue
  readonly ledgers: Ledgers
  readonly workspace: Workspace
  readonly analysis: Analysis
  readonly agent: Agent
  /** At the same time; a few without it. */
  readonly attempts?: number
  readonly now: () => number
  readonly log: (message: string) => void
}

/** What a webhook names, and what is in it. */
interface Event {
  readonly name: string
  readonly payload: unknown
}

/** Does with a delivery what an App of Probot would. */
export type Receive = (event: Event) => Promise<void>

/** How often it looks unasked. */
const SWEEP_MS = 300_000

/** One process of the server, as `startSpeculate` puts it together, but for its web server and what redacts. */
export async function startProcess(machine: Machine): Promise<Receive> {
  const { baseUrl, credentials, send, store, queue, workspace, analysis, agent, log } = machine
  const clock = createForgeClock({ now: machine.now })
  const pacer = createPacer(machine.ledgers)
  const installations = createInstallations(credentials, {
    ...{ baseUrl, send, pacer },
    pacing: 'github',
    onDate: clock.hear,
  })
  const { forgeFor } = installations
  const context = {
    ...{ store, queue, workspace, analysis, clock, log, forgeFor, deriveReach, touchedJudges },
    limits: installations.limits,
    toolchains: { named: ['writer'], runnable: async () => ['writer'] },
    agents: { agent: () => agent },
    writeTraces: async () => {},
    watch: () => {},
  }
  let receive: Receive = async () => {}
  let names: readonly string[] = []
  const on = (events: readonly string[], handle: Receive) => {
    names = events
    receive = handle
  }
  const probot = [{ on }, {}] as unknown as Parameters<ApplicationFunction>
  await createApp({
    queue,
    login: () => installations.login(),
    entered: (repository, numbers) => store.enteredFor(repository, numbers),
    promotedOn: (repository, branch) => store.promotedOn(repository, branch),
    watched: () => store.watched(),
  })(...probot)
  await startWorker(context, { attempts: machine.attempts ?? 4 })
  const { redeliverFailed, askingIssues } = installations
  // A process is not stopped; it dies, and what would wait for its end goes with it.
  const never = new AbortController().signal
  void keepSweeping({ ...context, redeliverFailed, askingIssues, everyMs: SWEEP_MS }, never)
  return async (event) => {
    if (names.includes(event.name)) await receive(event)
  }
}
