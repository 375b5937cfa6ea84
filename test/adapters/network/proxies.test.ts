import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requestProvider } from '../../../src/adapters/gateway/requests/request-provider.ts'
import { git } from '../../../src/adapters/git/git.ts'
import { createInstallations } from '../../../src/adapters/github/connection/installations/installations.ts'
import { proxyVariables, useProxies } from '../../../src/adapters/network/proxies.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { credentials } from '../github/app-key.ts'

/** It opens no tunnel: that it was asked for one is enough. */
let proxy: Server
let asked: string[]
let restore = () => {}
const ASKS_WHO =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="p"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

beforeEach(async () => {
  asked = []
  proxy = createServer()
  proxy.on('connect', ({ url = '', headers }, socket) => {
    const login = headers['proxy-authorization']
    asked.push([url, ...(login === undefined ? [] : [login])].join(' '))
    // Git names nobody before it is asked to.
    socket.once('finish', () => socket.destroy())
    socket.end(login === undefined ? ASKS_WHO : 'HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => {
  restore()
  vi.unstubAllEnvs()
  await proxy[Symbol.asyncDispose]()
})

function addressOf(server: Server): string {
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

function behindProxy(variables: Readonly<Record<string, string>> = {}) {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) vi.stubEnv(name, '')
  for (const [name, value] of Object.entries({ HTTPS_PROXY: `http://${addressOf(proxy)}`, ...variables }))
    vi.stubEnv(name, value)
  restore = useProxies()
}

/** One request of each kind; none is answered. */
async function ask(host: string): Promise<void> {
  const directory = await temporaryFolder()
  const remote = { url: `https://git.${host}/acme/payments.git`, authorization: undefined }
  await git(['ls-remote', '--', remote.url], { gitDir: directory, remote }).catch(() => {})
  await createInstallations(credentials, { baseUrl: `https://api.${host}`, pacing: 'none' })
    .login()
    .catch(() => {})
  await requestProvider({
    ...{ baseUrl: `https://models.${host}`, target: '/v1/messages', method: 'POST', headers: {} },
    ...{ body: Buffer.from('{}'), signal: AbortSignal.timeout(20_000) },
  }).catch(() => {})
}

const CORP = 'corp.invalid'

it('O5: git, the API of GitHub and the gateway to models all ask the proxy', async () => {
  behindProxy()
  await ask(CORP)
  expect(new Set(asked)).toEqual(new Set([`git.${CORP}:443`, `api.${CORP}:443`, `models.${CORP}:443`]))
})

it('O5: each says the name and the password that the address of the proxy holds', async () => {
  behindProxy({ HTTPS_PROXY: `http://maya:s3cret@${addressOf(proxy)}` })
  await ask(CORP)
  const login = `Basic ${Buffer.from('maya:s3cret').toString('base64')}`
  expect(new Set(asked.filter((one) => one.includes(' ')))).toEqual(
    new Set([`git.${CORP}:443`, `api.${CORP}:443`, `models.${CORP}:443`].map((host) => `${host} ${login}`)),
  )
})

it('O5: none of them asks it for what NO_PROXY names', async () => {
  behindProxy({ NO_PROXY: `elsewhere.invalid, .${CORP}` })
  await ask(CORP)
  expect(asked).toEqual([])
})

it('this machine is never reached by a proxy, whatever NO_PROXY says', async () => {
  const local = createServer((_, response) => response.end('local'))
  await once(local.listen(0, '127.0.0.1'), 'listening')
  behindProxy({ HTTP_PROXY: `http://${addressOf(proxy)}`, NO_PROXY: 'elsewhere.invalid' })
  const answer = await fetch(`http://${addressOf(local)}/`)
  expect([await answer.text(), asked]).toEqual(['local', []])
  await local[Symbol.asyncDispose]()
})

it('a proxy in either spelling counts for both, and nothing is set where there is none', () => {
  expect(proxyVariables({ HTTP_PROXY: 'http://p:1' })).toEqual({
    ...{ HTTP_PROXY: 'http://p:1', http_proxy: 'http://p:1' },
    ...{ NO_PROXY: 'localhost,127.0.0.1,::1', no_proxy: 'localhost,127.0.0.1,::1' },
  })
  expect(proxyVariables({ NO_PROXY: 'corp.invalid', HTTPS_PROXY: '' })).toEqual({})
})
