import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { credentials } from '../../adapters/github/app-key.ts'
import { hostileToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

it('O6: stops while GitHub answers nothing, without waiting for it and without a word about it', async () => {
  const asked = Promise.withResolvers<void>()
  const silent = createServer((request) => {
    if (request.url?.includes('/app/installations')) asked.resolve()
  })
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const { port } = silent.address() as AddressInfo
  const said: string[] = []
  const app = await startApp(
    { credentials, github: { apiUrl: `http://127.0.0.1:${port}/api/v3` } },
    {
      directory: await temporaryFolder(),
      toolchain: hostileToolchain('crash'),
      log: (message) => said.push(message),
    },
  )
  await asked.promise
  await app.close()
  silent.closeAllConnections()
  silent.close()
  expect(said).toEqual([])
})
