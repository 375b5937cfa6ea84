import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { inboxBranch } from '../../../src/domain/candidate/candidate.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Store } from '../../../src/ports/store.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
  writeFiles,
} from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { createFakeForge, type FakeForge } from '../../fakes/forge/fake-forge.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let directory: string
let sample: SampleRepository
let store: Store
let fake: FakeForge

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
})
beforeEach(async () => {
  store = createMemoryStore()
  fake = createFakeForge()
  await fake.commitToMain(FILE, 'on: workflow_dispatch\n')
})

const FILE = '.github/workflows/agent.yml'
const key = { speculation: aSpeculation().id, candidate: 'one', number: 1 }
const { issue, run: runNumber } = aSpeculation()
const INBOX = inboxBranch(issue, runNumber, key)
const dataDir = () => join(directory, 'data')

async function begin(speculation: Partial<ReturnType<typeof aSpeculation>> = {}): Promise<void> {
  await store.insertSpeculation(
    aSpeculation({ base: { branch: 'main', commit: sample.base }, ...speculation }),
  )
  await store.insertAttempt({
    ...key,
    toolchain: 'remote',
    task: { kind: 'patch' },
    status: 'queued',
    queuedAt: NOW,
  })
}

function context(): RunAttempt {
  return {
    store,
    workspace: createWorkspace({ dataDir: dataDir() }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.parse(NOW) },
    agents: { agent: () => undefined },
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    dispatching: {
      workflow: (name) => (name === 'remote' ? { workflow: 'agent.yml' } : undefined),
      forgeFor: async () => fake.forge,
      pollMs: 5,
    },
    log: () => {},
    heartbeatMs: 5,
  }
}

/** Runs the attempt until it has ended. */
async function outcome(signal = new AbortController().signal): Promise<AttemptOutcome> {
  await runAttempt(context(), key, signal)
  return AttemptOutcome.parse((await store.attempts(key.speculation))[0]?.outcome)
}

const started = () => expect.poll(() => fake.state.workflowRuns.at(-1), { timeout: 10_000 }).toBeDefined()

function end(conclusion: string, commit?: string): void {
  if (commit !== undefined) fake.state.heads.set(INBOX, commit)
  const run = fake.state.workflowRuns.at(-1)
  if (run) Object.assign(run, { status: 'completed', conclusion, seconds: 42 })
}

/** What the workflow pushes: files on top of the base. */
async function pushed(files: Readonly<Record<string, string>>): Promise<string> {
  const work = join(directory, `work-${Math.random()}`)
  await plainGit(directory, 'clone', '--quiet', sample.path, work)
  await writeFiles(work, files)
  await plainGit(work, 'add', '--all', '--force')
  await plainGit(work, 'commit', '--quiet', '--message=done by a workflow')
  await plainGit(work, 'push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${INBOX}`)
  return plainGit(work, 'rev-parse', 'HEAD')
}

describe('an attempt of a workflow', () => {
  it('ends in a patch of what the workflow pushed, on the base, and in its report', async () => {
    await begin()
    const running = outcome()
    await started()
    const report = JSON.stringify({ rationale: 'Once is enough.', confidence: 0.7 })
    end('success', await pushed({ 'src/retry.js': 'once\n', '.speculate/report.json': report }))
    const ended = await running
    expect(ended).toMatchObject({
      kind: 'patch',
      patch: { base: sample.base, files: [{ path: 'src/retry.js' }] },
      report: { rationale: 'Once is enough.', confidence: 0.7 },
      usage: { seconds: 42 },
      measures: { files: [{ path: 'src/retry.js' }] },
    })
    expect(fake.changes).toEqual([`dispatch ${INBOX}`, `delete ${INBOX}`])
    expect(fake.state.workflowRuns[0]).toMatchObject({
      workflow: 'agent.yml',
      ref: 'main',
      inputs: { branch: INBOX, base: sample.base, brief: expect.stringContaining('# ') },
    })
    expect(await readdir(join(dataDir(), 'imports'))).toEqual([])
  })

  it.each([
    ['failure', 'crashed', 'ended with failure: https://forge.test/runs/'],
    ['cancelled', 'crashed', 'ended with cancelled: https://forge.test/runs/'],
    ['success', 'no-changes', `ended without pushing ${INBOX}`],
  ])('whose run ends with %s and pushes nothing is %s', async (conclusion, failure, detail) => {
    await begin()
    const running = outcome()
    await started()
    end(conclusion)
    expect(await running).toMatchObject({
      failure,
      detail: expect.stringContaining(detail),
      usage: { seconds: 42 },
    })
  })

  it('whose run fails leaves no branch behind, whatever it pushed', async () => {
    await begin()
    const running = outcome()
    await started()
    end('failure', await pushed({ 'README.md': 'x\n' }))
    expect(await running).toMatchObject({ failure: 'crashed' })
    expect(fake.state.heads.has(INBOX)).toBe(false)
  })

  it('that is cancelled ends its run and removes its branch', async () => {
    await begin()
    const running = outcome()
    await started()
    fake.state.heads.set(INBOX, sample.base)
    const usage = { seconds: 0, unknown: true as const }
    await store.endAttempt(
      key,
      NOW,
      { kind: 'failure', failure: 'cancelled', detail: 'withdrawn', usage },
      undefined,
    )
    expect(await running).toMatchObject({ failure: 'cancelled', detail: 'withdrawn' })
    expect(fake.changes).toEqual([`dispatch ${INBOX}`, `cancel ${INBOX}`, `delete ${INBOX}`])
  })

  it('that takes longer than it may ends its run, and says where that was', async () => {
    const { settings } = aSpeculation()
    await begin({ settings: { ...settings, attempt_minutes: 0.3 / 60 } })
    expect(await outcome()).toMatchObject({
      failure: 'timed-out',
      detail: expect.stringContaining('https://forge.test/runs/'),
    })
    expect(fake.changes).toEqual([`dispatch ${INBOX}`, `cancel ${INBOX}`])
  })

  it('that a worker leaves when it shuts down is taken over by the next one, in the same run', async () => {
    await begin()
    const shutdown = new AbortController()
    const first = runAttempt(context(), key, shutdown.signal)
    await started()
    shutdown.abort(new Error('shutdown'))
    await expect(first).rejects.toThrow('shutdown')
    expect(fake.changes).toEqual([`dispatch ${INBOX}`])
    end('success', await pushed({ 'README.md': 'after the restart\n' }))
    expect(await outcome()).toMatchObject({ kind: 'patch', patch: { files: [{ path: 'README.md' }] } })
    expect(fake.changes).toEqual([`dispatch ${INBOX}`, `delete ${INBOX}`])
  })

  it('that is cancelled while no worker is at it is cleared away by the next one', async () => {
    await begin()
    const shutdown = new AbortController()
    const first = runAttempt(context(), key, shutdown.signal)
    await started()
    shutdown.abort(new Error('shutdown'))
    await expect(first).rejects.toThrow('shutdown')
    fake.state.heads.set(INBOX, sample.base)
    const usage = { seconds: 0, unknown: true as const }
    const cancelled = { kind: 'failure' as const, failure: 'cancelled' as const, detail: 'withdrawn', usage }
    await store.endAttempt(key, NOW, cancelled, undefined)
    expect(await outcome()).toMatchObject({ failure: 'cancelled', detail: 'withdrawn' })
    expect(fake.changes).toEqual([`dispatch ${INBOX}`, `cancel ${INBOX}`, `delete ${INBOX}`])
  })

  it.each([
    ['the forge does not tell which run it is', () => void Object.assign(fake.state, { reportsRuns: false })],
    ['the answer to the dispatch is lost', () => fake.failNext('dispatchWorkflow', 'after')],
    ['the run cannot be read at first', () => fake.failNext('workflowRun', 'before')],
  ])('goes on when %s', async (_, prepare) => {
    await begin()
    prepare()
    const running = outcome()
    await started()
    end('failure')
    expect(await running).toMatchObject({
      failure: 'crashed',
      detail: expect.stringContaining('with failure'),
    })
    expect(fake.state.workflowRuns).toHaveLength(1)
  })

  it('removes what somebody left under the name of its branch before it starts', async () => {
    await begin()
    fake.state.heads.set(INBOX, sample.base)
    const running = outcome()
    await started()
    end('success')
    expect(await running).toMatchObject({ failure: 'no-changes' })
  })
})

describe('a workflow that cannot be started', () => {
  it.each([
    ['is not there', 'no workflow agent.yml', () => fake.commitToMain(FILE, '').then(() => remove())],
    [
      'cannot be dispatched',
      "does not have 'workflow_dispatch'",
      () => fake.commitToMain(FILE, 'on: push\n'),
    ],
    [
      'the App may not start',
      '`actions: write`',
      async () => void Object.assign(fake.state, { refusesReruns: true }),
    ],
  ])('because it %s: says what to do', async (_, detail, prepare) => {
    await prepare()
    await begin()
    expect(await outcome()).toMatchObject({
      failure: 'not-installed',
      detail: expect.stringContaining(detail),
    })
  })

  it('because the brief is longer than GitHub takes: says so, and nothing is asked', async () => {
    const { plan } = aSpeculation()
    await begin({ plan: { ...plan, invariants: Array.from({ length: 40 }, () => 'x'.repeat(2_000)) } })
    expect(await outcome()).toMatchObject({
      failure: 'too-large',
      detail: expect.stringMatching(/has [\d,]+ characters; a workflow can be given 60,000/),
    })
    expect(fake.changes).toEqual([])
  })
})

function remove(): void {
  const head = fake.state.heads.get('main') ?? ''
  const files = new Map(fake.state.files.get(head))
  files.delete(FILE)
  fake.state.files.set(head, files)
}
