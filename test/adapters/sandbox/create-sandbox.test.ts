import { once } from 'node:events'
import { realpath } from 'node:fs/promises'
import { afterEach, expect, it } from 'vitest'
import { createSandbox } from '../../../src/adapters/sandbox/create-sandbox.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { processesWith } from './processes.ts'

const { PATH = '' } = process.env
afterEach(() => {
  process.env.PATH = PATH
})

it('without bubblewrap no sandbox is made, and it is said what to install or to declare', async () => {
  process.env.PATH = '/nowhere'
  const sandbox = createSandbox({ hostIsDisposable: false })
  const missing = await sandbox.missing()
  expect(sandbox.kind).toBe('bubblewrap')
  expect(missing).toBe(
    'Agents run in a sandbox, for which bwrap, socat, prlimit and choom are missing: install the packages bubblewrap, socat and util-linux, or set SPECULATE_HOST_IS_DISPOSABLE=true where the host itself is the sandbox, a throw-away container or VM.',
  )
  const spec = {
    workTree: { path: '/nowhere', home: '/nowhere' },
    environment: {},
    readable: [],
    gatewaySocket: undefined,
    limits: { memory_mb: 64, processes: 8, disk_mb: 16 },
  }
  await expect(sandbox.confine(['true'], spec)).rejects.toThrow('install the packages bubblewrap')
})

it('an operator who calls the host disposable gets the host', async () => {
  process.env.PATH = '/nowhere'
  const sandbox = createSandbox({ hostIsDisposable: true })
  expect(sandbox.kind).toBe('none')
  expect(await sandbox.missing()).toBeUndefined()
})

it('T7: on such a host an attempt ends with all that it has started, also what left its session', async () => {
  const path = await realpath(await temporaryFolder())
  const spec = { workTree: { path, home: path }, environment: { HOME: path, PATH }, readable: [] }
  const limits = { memory_mb: 64, processes: 8, disk_mb: 16 }
  const script = '(setsid sleep 60 &); sleep 60 & echo ready; sleep 60'
  const sandbox = createSandbox({ hostIsDisposable: true })
  const running = await sandbox.confine(['sh', '-c', script], { ...spec, gatewaySocket: undefined, limits })
  await once(running.stdout, 'data')
  expect((await processesWith(path)).length).toBeGreaterThan(2)
  await running.end()
  expect(await processesWith(path)).toEqual([])
})
