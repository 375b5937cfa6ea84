import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp, WEBHOOK_SECRET } from '../worlds/start-app.ts'

const NAMED = 'SPECULATE_TEST_NAMED_BY_THE_OPERATOR'
const VALUE = 'correct-horse-battery-staple'
/** Of the App's private key, one line is as good as all. */
const lineOf = (key: string) => key.split('\n')[3] ?? ''

let stage: EmbeddedStage
/** Stands before GitHub, and repeats in its errors whatever it is told. */
let proxy: ReturnType<typeof createServer>
let says: (authorization: string) => string = () => ''

beforeEach(async () => {
  vi.stubEnv(NAMED, VALUE)
  stage = await startEmbeddedStage()
  proxy = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
})
afterEach(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await stage.close()
  vi.unstubAllEnvs()
})

/** Tokens are made; every question after that fails. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const { authorization = '' } = request.headers
  if (request.url?.includes('graphql')) {
    const message = says(authorization.split(' ')[1] ?? '')
    response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
    return
  }
  const { url = '', method = 'GET' } = request
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
  const headers = { authorization, accept: request.headers.accept ?? '', 'content-type': 'application/json' }
  const answered = await fetch(new URL(url, stage.github.apiUrl), { method, headers, ...body })
  const type = answered.headers.get('content-type') ?? 'application/json'
  response.writeHead(answered.status, { 'content-type': type }).end(Buffer.from(await answered.arrayBuffer()))
}

it.each([
  ['the webhook secret', () => WEBHOOK_SECRET],
  ['a line of the private key', () => lineOf(stage.credentials.privateKey)],
  ['a variable that the operator names', () => VALUE],
  // In capitals, in which no shape of a token is known.
  ['the token of an installation', (token: string) => token.toUpperCase()],
])('T13: no log holds %s, although GitHub repeats it in an error', async (_, secret) => {
  let repeated = ''
  says = (authorization) => {
    repeated = secret(authorization)
    return `told: ${repeated}`
  }
  const logged: string[] = []
  const directory = await temporaryFolder()
  const { port } = proxy.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}/api/v3`
  const toolchain = { ...shellToolchain('true'), environment: [NAMED] }
  const behind = { ...stage, github: { ...stage.github, apiUrl: baseUrl } }
  const app = await startApp(behind, { directory, toolchain, log: (line) => logged.push(line) })
  try {
    const number = await stage.openIssue({ title: 'Fix it', body: 'It pays twice.' })
    await stage.label(number, TRIGGER_LABEL)
    await expect.poll(() => logged.join('\n'), { timeout: 60_000 }).toContain('told: [redacted]')
    expect(repeated.length).toBeGreaterThan(12)
    expect(logged.join('\n').toLowerCase()).not.toContain(repeated.toLowerCase())
  } finally {
    await app.close()
  }
})
