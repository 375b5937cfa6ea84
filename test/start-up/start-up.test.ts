import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { appManifest } from '../../src/adapters/app-manifest.ts'
import { createRedactor } from '../../src/adapters/redaction/create-redactor.ts'
import { runChecks } from '../../src/start-up/check.ts'
import { checkApp } from '../../src/start-up/check-app.ts'
import { checkWebhook } from '../../src/start-up/check-webhook.ts'
import { workChecks } from '../../src/start-up/work-checks.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { hostileToolchain, onThisHost } from '../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../temporary-folder.ts'

let stage: EmbeddedStage
let refusing: { readonly url: string; close(): Promise<void> }

/** It answers every delivery as a server with another secret does. */
async function startRefusing() {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(401).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  return { url: `http://127.0.0.1:${port}/hook`, close: async () => server[Symbol.asyncDispose]() }
}

beforeAll(async () => {
  refusing = await startRefusing()
  stage = await startEmbeddedStage({ webhookUrl: refusing.url, webhookSecret: 'the secret of the App there' })
})
afterAll(async () => {
  await stage.close()
  await refusing.close()
})

const github = () => ({ baseUrl: stage.github.apiUrl, pacing: 'none' }) as const
const another = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey

describe('O9: at the start it is said in plain words', () => {
  it('that all is well', async () => {
    const found = await checkApp(stage.credentials, github())()
    expect(found).toEqual([
      { of: 'App', status: 'ok', says: 'GitHub knows it as speculate' },
      { of: 'permissions', status: 'ok', says: 'as in app.yml' },
    ])
  })

  it.each([
    ['the id', () => ({ ...stage.credentials, appId: 4_711 })],
    ['the key', () => ({ ...stage.credentials, privateKey: another })],
    ['the form of the key', () => ({ ...stage.credentials, privateKey: '-----BEGIN PRIVATE KEY-----\nx' })],
  ])('that %s is wrong, and where the right one is', async (_, credentials) => {
    const [found, ...rest] = await checkApp(credentials(), github())()
    expect(rest).toEqual([])
    expect(found).toMatchObject({ status: 'fail', says: 'GitHub does not accept its id and key' })
    expect(found?.next).toMatch(
      /no App with the id \d+ .*APP_ID is on the App's settings page; a new key is made there/,
    )
  })

  it('that GitHub cannot be reached, which keeps nothing from starting', async () => {
    const nowhere = { ...github(), baseUrl: 'http://127.0.0.1:1/api/v3' }
    expect(await checkApp(stage.credentials, nowhere)()).toEqual([
      expect.objectContaining({ status: 'warn', next: expect.stringContaining('HTTPS_PROXY') }),
    ])
    expect(await checkWebhook(stage.credentials, { github: nowhere, publicUrl: undefined })()).toEqual([])
  })

  it('that the last deliveries were refused for their secret', async () => {
    await stage.openIssue({ title: 'A', body: 'b' })
    const check = checkWebhook(stage.credentials, {
      github: github(),
      publicUrl: 'https://speculate.example.com',
    })
    await expect.poll(check, { timeout: 10_000 }).toContainEqual(
      expect.objectContaining({
        says: 'the last delivery was answered with 401',
        next: expect.stringContaining('WEBHOOK_SECRET'),
      }),
    )
    expect(await check()).toContainEqual(
      expect.objectContaining({ says: expect.stringContaining('not at PUBLIC_URL') }),
    )
  })

  it('which agents cannot be started, that git is missing, and that nothing is confined', async () => {
    const toolchains = new Map([
      ['writer', hostileToolchain('nothing')],
      ['absent', { ...hostileToolchain('nothing'), command: ['no-such-agent'], install: 'run `x`' }],
    ])
    const checks = workChecks({
      toolchains,
      workspace: join(await temporaryFolder(), 'workspace'),
      agents: { ...onThisHost, redactor: createRedactor() },
    })
    const before = await runChecks(checks)
    expect(before).toContainEqual(expect.objectContaining({ of: 'toolchain writer', status: 'ok' }))
    expect(before).toContainEqual(
      expect.objectContaining({
        of: 'toolchain absent',
        status: 'warn',
        next: expect.stringContaining('run `x`'),
      }),
    )
    expect(before).toContainEqual(expect.objectContaining({ of: 'git and workspace', status: 'ok' }))
    expect(before).toContainEqual(expect.objectContaining({ of: 'sandbox', status: 'warn' }))
    vi.stubEnv('PATH', '/nonexistent')
    const without = await runChecks(checks).finally(() => vi.unstubAllEnvs())
    expect(without).toContainEqual(
      expect.objectContaining({
        of: 'git and workspace',
        status: 'fail',
        next: expect.stringContaining('install git'),
      }),
    )
  })
})

describe('O9: permissions', () => {
  it.each([
    ['contents', 'read' as const, 'fail', 'contents is read and should be write'],
    ['statuses', undefined, 'warn', 'statuses is none and should be read'],
    ['workflows', 'write' as const, 'warn', 'the App may write workflows, which it never uses'],
  ])('%s as %s are a %s', async (name, access, status, says) => {
    const { default_permissions, default_events } = appManifest()
    const { [name]: _, ...others } = default_permissions
    const permissions = access === undefined ? others : { ...others, [name]: access }
    const app = await stage.github.admin.registerApp({
      ...{
        slug: `app-${name}`,
        owner: 'acme',
        webhookSecret: 'a secret of more than sixteen',
        privateKey: another,
        permissions,
        events: default_events,
      },
    })
    const found = await checkApp({ appId: app.id, privateKey: another }, github())()
    expect(found).toContainEqual(expect.objectContaining({ of: 'permissions', status, says }))
  })

  it('of an App that is not told of an event say what comes of it', async () => {
    const { default_permissions: permissions } = appManifest()
    const app = await stage.github.admin.registerApp({
      ...{
        slug: 'deaf',
        owner: 'acme',
        webhookSecret: 'a secret of more than sixteen',
        privateKey: another,
        permissions,
        events: ['issues'],
      },
    })
    const found = await checkApp({ appId: app.id, privateKey: another }, github())()
    expect(found).toContainEqual(
      expect.objectContaining({ of: 'events', status: 'warn', says: expect.stringContaining('check_run') }),
    )
  })
})
