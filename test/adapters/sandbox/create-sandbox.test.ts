import { afterEach, expect, it } from 'vitest'
import { createSandbox } from '../../../src/adapters/sandbox/create-sandbox.ts'

const { PATH } = process.env
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
