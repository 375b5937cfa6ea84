import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { endProcesses } from '../../../src/adapters/sandbox/end-processes.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { createSampleRepository, type SampleRepository } from '../git/sample-repository.ts'
import { noProcessWith } from './processes.ts'
import { inSandbox } from './test-sandbox.ts'

let directory: string
let dataDir: string
let sample: SampleRepository
const workers: ChildProcess[] = []

beforeEach(async () => {
  directory = await temporaryFolder()
  dataDir = join(directory, 'data')
  sample = await createSampleRepository(directory)
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await kill(worker)
})

/** A worker in another process, once its agent is at work. */
async function startWorker(name: string): Promise<ChildProcess> {
  const request = {
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url },
    base: sample.base,
    name,
  }
  const program = fileURLToPath(new URL('./fixtures/worker.ts', import.meta.url))
  const worker = spawn(process.execPath, [program, dataDir, JSON.stringify(request)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  workers.push(worker)
  await once(worker.stdout, 'data')
  return worker
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const exited = once(worker, 'exit')
  worker.kill('SIGKILL')
  await exited
}

inSandbox('a killed worker leaves no process; what it left on disk goes at the next start', async () => {
  const worker = await startWorker('one')
  await mkdir(join(dataDir, 'scratch/of-a-push-that-was-cut-off/push-1'), { recursive: true })
  await kill(worker)
  await noProcessWith(join(dataDir, 'attempts/one'))
  await access(join(dataDir, 'attempts/one/tree'))

  await createWorkspace({ dataDir }).removeLeftovers((workTree) => endProcesses(workTree, undefined))
  for (const place of ['attempts', 'imports', 'leases', 'scratch']) {
    expect(await readdir(join(dataDir, place)), place).toEqual([])
  }
})

inSandbox('what another living worker has begun is not touched', async () => {
  const worker = await startWorker('two')
  const workspace = createWorkspace({ dataDir })
  const asked: string[] = []
  await workspace.removeLeftovers(async ({ path }) => void asked.push(path))
  expect(asked).toEqual([])
  await access(join(dataDir, 'attempts/two/tree/.git/HEAD'))
  await access(join(dataDir, 'imports/two.git/HEAD'))

  await kill(worker)
  await workspace.removeLeftovers(async ({ path }) => void asked.push(path))
  expect(asked).toEqual([join(dataDir, 'attempts/two/tree')])
})

inSandbox('an attempt whose worker was killed begins anew, without waiting for a start', async () => {
  await kill(await startWorker('three'))
  const workspace = createWorkspace({ dataDir })
  const { path } = await workspace.prepare({
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url, authorization: undefined },
    base: sample.base,
    name: 'three',
  })
  expect(await readdir(path)).not.toContain('deep')
  await workspace.dispose('three')
  expect(await readdir(join(dataDir, 'leases'))).toEqual([])
})
