import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { deriveReach } from '../../../src/adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../../src/adapters/analysis/reach/touched/touched-judges.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { fingerprint } from '../../../src/domain/checks/fingerprint.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { speculationId } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import type { AgentResult } from '../../../src/ports/agent.ts'
import type { Queue } from '../../../src/ports/queue.ts'
import type { Store } from '../../../src/ports/store.ts'
import { readContractInputs } from '../../../src/snapshot/read-contract-inputs.ts'
import { startWorker } from '../../../src/worker/start-worker.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import { createSampleRepository, type SampleRepository } from '../../adapters/git/sample-repository.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { hostileToolchain, onThisHost } from '../../fakes/agents/agent-commands.ts'
import { createFakeForge } from '../../fakes/forge/fake-forge.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let directory: string
let sample: SampleRepository
let database: Database
let store: Store
let queue: Queue
const fake = createFakeForge()
/** How each run of an agent ended, in the order in which they began. */
const runs: Promise<AgentResult>[] = []

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
  database = await openDatabase({ dataDir: join(directory, 'database') })
  store = createStore(database)
  queue = await createQueue(database, { onError: () => {} })
  const forge = { ...fake.forge, gitRemote: async () => ({ url: sample.url, authorization: undefined }) }
  const agents = createAgents(new Map([['scripted', hostileToolchain('hang')]]), onThisHost)
  const context = {
    store,
    queue,
    clock: { now: () => Date.now() },
    forgeFor: async () => forge,
    toolchains: agents,
    workspace: createWorkspace({ dataDir: join(directory, 'workspace') }),
    analysis: createAnalysis({ read: sharedReading }),
    agents: {
      agent: (name: string) => {
        const agent = agents.agent(name)
        if (!agent) return undefined
        const run: typeof agent.run = (request) => {
          const running = agent.run(request)
          runs.push(running)
          return running
        }
        return { ...agent, run }
      },
    },
    deriveReach,
    touchedJudges,
    writeTraces: async () => {},
    watch: () => {},
    log: () => {},
  }
  // One place for attempts and two attempts wanted: the second one waits in the queue.
  await startWorker(context, { attempts: 1 })
})
afterAll(async () => {
  await queue.stop(10_000)
  await database.close()
})

/** The agent of this run would go on for an hour; a test hangs until its own time limit when nothing ends it. */
describe('a run that nobody needs any more ends its running agent, and the waiting one never starts', () => {
  it.each([
    [
      'when the label is taken off',
      'cancelled',
      async ({ number }: Started): Promise<void> =>
        void fake.state.issues[number - 1]?.labels.delete('speculate'),
    ],
    [
      'when the issue is closed',
      'cancelled',
      async ({ number }: Started): Promise<void> => {
        const one = fake.state.issues[number - 1]
        if (one) one.open = false
      },
    ],
    [
      'when its budget is spent',
      'budget-spent',
      async ({ id }: Started): Promise<void> =>
        store.recordCi(id, new Date().toISOString().slice(0, 10), 601),
    ],
  ] as const)('%s', async (_, failure, end) => {
    const before = runs.length
    const started = await start()
    const { id, issue } = started
    await expect.poll(() => progress(id), { timeout: 20_000, interval: 20 }).toContain('ready')

    await end(started)
    await queue.wake(issueKey(issue))
    const ended = await runs[before]
    expect(ended?.kind).toBe('cancelled')
    await expect
      .poll(async () => (await store.latestSpeculation(issue))?.verdict?.decision, { timeout: 20_000 })
      .toMatchObject({ kind: 'escalate', cause: failure === 'cancelled' ? 'withdrawn' : 'budget-spent' })
    const reported = async () =>
      (await store.auditLog(id)).entries.filter(({ kind }) => kind === 'attempt-usage').length
    await expect.poll(reported, { timeout: 20_000 }).toBe(1)
    await expect
      .poll(() => readdir(join(directory, 'workspace', 'attempts')).catch(() => []), { timeout: 20_000 })
      .toEqual([])

    expect(runs).toHaveLength(before + 1)
    const attempts = await store.attempts(id)
    expect(attempts.map(({ outcome }) => outcome)).toMatchObject([{ failure }, { failure }])
    // What the agent had really used is known, and the one that never began cost nothing.
    expect(attempts[0]?.charged?.seconds).toBeGreaterThan(0)
    expect(attempts[1]).toMatchObject({ charged: {} })
    expect(attempts[1]?.startedAt).toBeUndefined()
  })
})

interface Started {
  readonly id: string
  readonly number: number
  readonly issue: ReturnType<typeof aSpeculation>['issue']
}

async function start(): Promise<Started> {
  const number = await fake.openIssue({ title: 'Retry charges twice', body: 'It does.' })
  await fake.label(number, 'speculate')
  const issue = { ...fake.repository, number }
  const id = speculationId(issue, 1)
  const facts = await fake.forge.facts({ issue, candidates: [] })
  if (!facts) throw new Error('no issue')
  const inputs = await readContractInputs(fake.forge, issue, facts.repository)
  await store.insertSpeculation(
    aSpeculation({
      id,
      issue,
      startedAt: new Date().toISOString(),
      base: { branch: 'main', commit: sample.base },
      contract: { checks: [aCheck('test')], fingerprint: fingerprint([], inputs) },
      settings: Settings.parse({ budget: { speculation: { ci_minutes: 10 } } }),
    }),
  )
  await queue.wake(issueKey(issue))
  return { id, number, issue }
}

async function progress(id: string): Promise<readonly (string | undefined)[]> {
  return (await store.attempts(id)).map((attempt) => attempt.progress)
}
