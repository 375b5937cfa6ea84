import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { ApplicationFunction } from 'probot'
import { createAnalysis } from '../../../../src/adapters/analysis/analysis.ts'
import { deriveReach } from '../../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import { createWorkspace } from '../../../../src/adapters/git/create-workspace.ts'
import { TRIGGER_LABEL } from '../../../../src/domain/issue/labels.ts'
import { withoutUndefined } from '../../../../src/domain/without-undefined.ts'
import type { Agent, AgentRequest } from '../../../../src/ports/agent.ts'
import type { Prover } from '../../../../src/ports/prover.ts'
import type { Store } from '../../../../src/ports/store.ts'
import { noteAskedOnDraft } from '../../../../src/snapshot/asked-on-drafts.ts'
import { createApp } from '../../../../src/web/create-app.ts'
import { repositoriesChanged } from '../../../../src/worker/repositories-changed.ts'
import { startWorker, type WorkerContext } from '../../../../src/worker/start-worker.ts'
import { sharedReading } from '../../../adapters/analysis/process/shared-reading.ts'
import { startEmbeddedStage } from '../../../contracts/embedded-stage.ts'
import { createMemoryStore } from '../../../fakes/memory-store.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { type CountedRequest, countRequests } from './counted-requests.ts'
import { heldChecks } from './held-checks.ts'
import { createSteppedQueue } from './stepped-queue.ts'

interface Options {
  /** Jobs of the one workflow; all of them are required. */
  readonly jobs?: readonly string[]
  /** More lines of the settings. */
  readonly settings?: string
  readonly toolchains?: readonly string[]
  /** Writes the right patch without one. */
  readonly agent?: Agent
  /** Runs tests on each other; without it nobody does. */
  readonly prover?: Prover
  /** Free for runs that nobody asks for. */
  readonly places?: number
  /** Lets a webhook arrive, once, never or often; without it each does once, at once. */
  readonly arrive?: Arrive
  /** In memory without one. */
  readonly store?: Store
}

const FILES = {
  'package.json': '{ "name": "adder", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/add.js': 'export function add(a, b) { return a - b }\n',
  'test/add.test.js': `import assert from 'node:assert'
import test from 'node:test'
import { add } from '../src/add.js'
test('adds', () => assert.equal(add(2, 3), 5))
`,
}

/** `handle` is what the App does with it; GitHub has its answer when this resolves. */
export type Arrive = (handle: () => Promise<void>) => Promise<void>

/**
 * The app with everything real but its database and its agents, on a GitHub whose webhooks wake it and whose checks end when the test says
 * so. Time passes only when it is told to.
 */
export async function aCountedRun(options: Options = {}) {
  const { jobs = ['test'], settings = '', toolchains = ['writer'], store = createMemoryStore() } = options
  const { agent = writer, prover } = options
  const startedAt = Date.now()
  let passed = 0
  const clock = { now: () => startedAt + passed }
  const counted = countRequests()
  const checks = heldChecks(jobs)
  const logged: string[] = []
  const steps = createSteppedQueue(clock, {
    ...withoutUndefined({ places: options.places }),
    limited: ({ message }) => void logged.push(message),
  })
  const hook = await receiveWebhooks(options.arrive ?? ((handle) => handle()))
  const { runner } = checks
  const stage = await startEmbeddedStage({
    runner,
    clock,
    webhookUrl: hook.url,
    onRequest: counted.onRequest,
  })
  let looks = 0
  const context = await workerContext({ stage, steps, clock, counted, toolchains, store, agent, prover })
  await startWorker(
    {
      ...context,
      log: (message) => void logged.push(message),
      forgeFor: async (repository) => {
        looks += 1
        return counted.noting(await stage.installations.forgeFor(repository))
      },
    },
    { attempts: 3 },
  )
  createApp({
    queue: steps.queue,
    login: async () => stage.login,
    changed: (of) => repositoriesChanged(of, context.store, new Date(clock.now()).toISOString()),
    askedOnDraft: (asked, by) => noteAskedOnDraft(asked, by, context.store),
    pressed: ({ button, ...of }) =>
      context.store.recordPressed(of, { ...button, at: new Date(clock.now()).toISOString() }),
  })(...hook.app)
  await commitFiles(stage, { jobs, settings })
  const issue = {
    ...stage.repository,
    number: await stage.openIssue({ title: 'Adds wrongly', body: 'It does.' }),
  }
  /** Everything that is due now, and whatever follows from it. */
  const settle = async () => {
    do {
      await checks.started()
      await stage.github.webhooksDelivered()
    } while (await steps.step())
  }
  await settle()
  counted.requests.splice(0)
  looks = 0
  return {
    ...{ stage, issue, checks, clock, settle, steps },
    store: context.store,
    requests: counted.requests as readonly CountedRequest[],
    looks: () => looks,
    /** What the operator was told. */
    logged: logged as readonly string[],
    label: () => stage.label(issue.number, TRIGGER_LABEL),
    passTime: async (ms: number) => {
      const until = passed + ms
      while (steps.nextAt() - startedAt <= until) {
        passed = Math.max(passed, steps.nextAt() - startedAt)
        await settle()
      }
      passed = until
      await settle()
    },
    close: async () => {
      await stage.close()
      hook.close()
    },
  }
}

export type CountedRun = Awaited<ReturnType<typeof aCountedRun>>

interface Parts {
  readonly stage: Awaited<ReturnType<typeof startEmbeddedStage>>
  readonly steps: ReturnType<typeof createSteppedQueue>
  readonly clock: { readonly now: () => number }
  readonly counted: ReturnType<typeof countRequests>
  readonly toolchains: readonly string[]
  readonly store: Store
  readonly agent: Agent
  readonly prover: Prover | undefined
}

async function workerContext({
  stage,
  steps,
  clock,
  counted,
  toolchains,
  store,
  agent,
  prover,
}: Parts): Promise<WorkerContext> {
  const workspace = createWorkspace({ dataDir: await temporaryFolder() })
  return {
    forgeFor: async () => counted.noting(stage.forge),
    store,
    queue: steps.queue,
    workspace,
    clock,
    deriveReach,
    touchedJudges,
    toolchains: { named: toolchains, runnable: async () => toolchains },
    agents: { agent: () => agent },
    prover,
    analysis: createAnalysis({ read: sharedReading }),
    writeTraces: async () => {},
    log: () => {},
    watch: () => {},
  }
}

/** Writes the right patch, each candidate in words of its own; a reviewer approves. */
const writer: Agent = {
  missing: async () => undefined,
  run: async ({ workTree, brief }: AgentRequest) => {
    const { path } = workTree
    const isReview = brief.includes('review.json')
    const note = `// ${/minimal-change|refactor-heavy|pattern-extraction/.exec(path)?.[0] ?? randomUUID()}\n`
    const [file, text] = isReview
      ? ['.speculate/review.json', '{ "verdict": "approve", "summary": "Fine.", "findings": [] }']
      : ['src/add.js', `${note}export function add(a, b) {\n  return a + b\n}\n`]
    await mkdir(dirname(join(path, file)), { recursive: true })
    await writeFile(join(path, file), text)
    return { kind: 'finished', usage: { seconds: 1 } }
  },
}

async function commitFiles(
  { commitToMain }: Parts['stage'],
  { jobs, settings }: { readonly jobs: readonly string[]; readonly settings: string },
): Promise<void> {
  for (const [path, text] of Object.entries(FILES)) await commitToMain(path, text)
  const steps = '{ runs-on: ubuntu-latest, steps: [{ run: npm test }] }'
  const listed = jobs.map((name) => `  ${name}: ${steps}\n`).join('')
  await commitToMain('.github/workflows/ci.yml', `name: ci\non: pull_request\njobs:\n${listed}`)
  const names = JSON.stringify(jobs)
  await commitToMain('.github/speculate.yml', `verifier:\n  checks: ${names}\nreviewers: [acme]\n${settings}`)
}

type On = (
  events: readonly string[],
  handle: (event: { id: string; name: string; payload: unknown }) => Promise<void>,
) => void

/** Where GitHub's webhooks arrive; what an App of Probot would do with them is done. */
async function receiveWebhooks(arrive: Arrive) {
  let handle: Parameters<On>[1] = async () => {}
  let listened: readonly string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const name = String(request.headers['x-github-event'])
      const payload: unknown = JSON.parse(Buffer.concat(parts).toString())
      const id = String(request.headers['x-github-delivery'])
      const work = listened.includes(name) ? arrive(() => handle({ id, name, payload })) : Promise.resolve()
      void work.then(() => response.end())
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const on: On = (events, given) => {
    listened = events
    handle = given
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    app: [{ on }, {}] as unknown as Parameters<ApplicationFunction>,
    close: () => server.close(),
  }
}
