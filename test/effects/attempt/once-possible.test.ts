import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { machineObstacle } from '../../../src/adapters/git/machine-obstacle.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Agent } from '../../../src/ports/agent.ts'
import { InstallationLimited } from '../../../src/ports/forge-errors.ts'
import { createSampleRepository } from '../../adapters/git/sample-repository.ts'
import { hostileToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { aWorker, key, type Worker } from './a-worker.ts'

const WAIT = { timeout: 20_000, interval: 10 }
const { PATH } = process.env

let dataDir: string
let worker: Worker

beforeEach(async () => {
  const directory = await temporaryFolder()
  dataDir = join(directory, 'data')
  worker = aWorker({ sample: await createSampleRepository(directory), dataDir })
  await worker.begin()
})

const writes: Agent['run'] = async ({ workTree }) => {
  await writeFile(join(workTree.path, 'README.md'), 'fixed\n')
  return { kind: 'finished', usage: { seconds: 1 } }
}

function running(run: Agent['run'], signal = new AbortController().signal) {
  const context = {
    ...worker.contextWith(hostileToolchain('nothing')),
    agents: { agent: () => ({ run, missing: async () => undefined }) },
    obstacle: () => machineObstacle(dataDir),
    lookAgainMs: 20,
    heartbeatMs: 20,
  }
  return runAttempt(context, key, signal)
}

afterEach(() => vi.unstubAllEnvs())

const attempt = async () => (await worker.store.attempts(key.speculation))[0]
const noGit = () => vi.stubEnv('PATH', '/nonexistent')

it.each([
  ['git is missing', noGit, () => vi.stubEnv('PATH', PATH), 'install git'],
  [
    'its folder cannot be written',
    () => writeFile(dataDir, 'in the way'),
    () => rm(dataDir),
    'let the user of the server write there',
  ],
])(
  'O18: while %s an attempt waits, the operator is told once, and it ends well',
  async (_, block, mend, told) => {
    await block()
    const ended = running(writes)
    await expect.poll(async () => (await attempt())?.progress, WAIT).toContain('waiting until the server')
    expect(worker.logged).toEqual([expect.stringContaining(told)])
    await mend()
    await ended
    expect((await attempt())?.outcome).toMatchObject({
      kind: 'patch',
      patch: { files: [{ path: 'README.md' }] },
    })
    expect(worker.logged).toHaveLength(1)
  },
)

it('O18: what was cut off because git has gone is begun again once it is back', async () => {
  let runs = 0
  const ended = running(async (request) => {
    runs += 1
    if (runs === 1) noGit()
    return writes(request)
  })
  await expect.poll(() => worker.logged, WAIT).toHaveLength(1)
  vi.stubEnv('PATH', PATH)
  await ended
  expect((await attempt())?.outcome).toMatchObject({ kind: 'patch' })
  expect(runs).toBe(2)
})

it('O18: a worker that shuts down meanwhile leaves the attempt to the next one', async () => {
  noGit()
  const shutdown = new AbortController()
  const ended = running(writes, shutdown.signal)
  await expect.poll(() => worker.logged, WAIT).toHaveLength(1)
  shutdown.abort(new Error('the worker is shutting down'))
  await expect(ended).rejects.toThrow('shutting down')
  expect(await attempt()).toMatchObject({ status: 'running' })
})

it('O18: an attempt that is ended by somebody while the machine is in the way waits no longer', async () => {
  noGit()
  const ended = running(writes)
  await expect.poll(() => worker.logged, WAIT).toHaveLength(1)
  const outcome = { kind: 'failure', failure: 'cancelled', detail: 'stopped', usage: { seconds: 0 } } as const
  await worker.store.endAttempt(key, new Date().toISOString(), outcome, undefined)
  await ended
  expect((await attempt())?.outcome).toMatchObject({ failure: 'cancelled', detail: 'stopped' })
})

it.each([
  ['a limited installation', () => new InstallationLimited('the App is suspended', 'Ask.'), 2],
  ['the forge over git', () => new Error('git fetch failed: The requested URL returned error: 403'), 2],
  ['another kind', () => new Error('out of ideas'), 1],
])(
  'O16: an attempt that ended by a refusal of %s has run as often as that can help, although nothing is in the way any more',
  async (_, refusal, times) => {
    let runs = 0
    await running(async (request) => {
      runs += 1
      if (runs === 1) throw refusal()
      return writes(request)
    })
    expect(runs).toBe(times)
    expect((await attempt())?.outcome?.kind).toBe(times === 2 ? 'patch' : 'failure')
  },
)

it('O16: one that is refused again and again fails', async () => {
  let runs = 0
  await running(async () => {
    runs += 1
    throw new InstallationLimited('the App is suspended', 'Ask.')
  })
  expect(runs).toBe(3)
  expect((await attempt())?.outcome).toMatchObject({ kind: 'failure', failure: 'internal' })
})
