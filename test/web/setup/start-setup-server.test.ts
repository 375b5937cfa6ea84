import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Credentials } from '../../../src/web/setup/save-credentials.ts'
import { startSetupServer } from '../../../src/web/setup/start-setup-server.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey.trim()
const SECRET = "a secret of more than 16 characters, it's $fine"

let file: string
let origin: string
/** It gives the credentials for one code. */
let github: Server
let setup: Awaited<ReturnType<typeof startSetupServer>>

beforeEach(async () => {
  file = join(await temporaryFolder(), '.env')
  github = createServer(({ url }, response) => {
    const isGood = url === '/api/v3/app-manifests/good/conversions'
    response.writeHead(isGood ? 201 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isGood ? CREATED : { message: 'Not Found' }))
  })
  await once(github.listen(0, '127.0.0.1'), 'listening')
  const address = github.address()
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  setup = await startSetupServer({
    ...{ port: 0, host: '127.0.0.1', publicUrl: 'https://speculate.example.com', file },
    ...{ apiUrl: `${origin}/api/v3`, start: 'npm start' },
    problemsOf: async ({ WEBHOOK_SECRET }: Credentials) =>
      WEBHOOK_SECRET.length < 16 ? ['WEBHOOK_SECRET must have at least 16 characters'] : [],
  })
})
afterEach(async () => {
  await setup.stop()
  await github[Symbol.asyncDispose]()
})

async function get(path: string) {
  const response = await fetch(setup.url + path, { redirect: 'manual' })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function post(path: string, fields: Readonly<Record<string, string>>) {
  const response = await fetch(setup.url + path, { method: 'POST', body: new URLSearchParams(fields) })
  return { status: response.status, text: await response.text() }
}

async function handedState(): Promise<string> {
  const { text } = await post('/app', { code: setup.code, name: 'x', organisation: '' })
  return /state=([A-Z0-9-]+)/.exec(text)?.[1] ?? ''
}

const CREATED = {
  ...{ id: 7, html_url: 'https://github.example/apps/acme-speculate', pem: `${KEY}\n` },
  ...{ webhook_secret: 'created-by-github', client_id: 'Iv1.1', client_secret: 'client-secret' },
}

const imported = () => ({ code: setup.code, appId: '7', privateKey: KEY, webhookSecret: SECRET })
const saved = () => readFile(file, 'utf8').catch(() => undefined)

describe('O11: the page of a first start', () => {
  it.each(['', '?code=', '?code=AAAAA-AAAAA-AAAAA-AAAAA', '/created?code=abc&state=abc'])(
    'shows nothing to who opens %j without the code of the terminal',
    async (query) => {
      const { status, text } = await get(query)
      expect(status).toBe(403)
      expect(text).not.toContain('Private key')
    },
  )

  it('saves nothing for who posts without the code, or with another one', async () => {
    for (const code of ['', 'AAAAA-AAAAA-AAAAA-AAAAA']) {
      expect((await post('/import', { ...imported(), code })).status).toBe(403)
      expect((await post('/app', { code, name: 'x', organisation: '' })).status).toBe(403)
    }
    const { status } = await fetch(new URL('/probot/import', setup.url), {
      method: 'POST',
      body: JSON.stringify({ appId: 7, pem: KEY, webhook_secret: SECRET }),
    })
    expect(status).toBe(404)
    expect(await saved()).toBeUndefined()
  })

  it('refuses a secret that the next start would refuse, and says why', async () => {
    const { status, text } = await post('/import', { ...imported(), webhookSecret: 'short' })
    expect([status, await saved()]).toEqual([422, undefined])
    expect(text).toContain('WEBHOOK_SECRET must have at least 16 characters')
    expect(text).toContain('value="7"')
    expect(text).not.toContain('PRIVATE KEY-----')
  })

  it('saves the credentials of an App that is there, for the user of the server alone', async () => {
    await writeFile(file, 'PORT=8080\nAPP_ID=1\nPRIVATE_KEY="a\nb"\n# mine\n')
    await chmod(file, 0o644)
    const { status, text } = await post('/import', imported())
    expect([status, text.includes('npm start')]).toEqual([200, true])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const before = { ...process.env }
    try {
      process.loadEnvFile(file)
      const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, PORT } = process.env
      expect({ APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, PORT }).toEqual({
        ...{ APP_ID: '7', PRIVATE_KEY: KEY, WEBHOOK_SECRET: SECRET, PORT: '8080' },
      })
    } finally {
      process.env = before
    }
    expect(await saved()).toMatch(/^PORT=8080\n# mine\n/)
  })

  it('is over once something was saved: the code is good for one App', async () => {
    await post('/import', imported())
    expect((await post('/import', { ...imported(), appId: '8' })).status).toBe(403)
    expect(await saved()).toContain('APP_ID=7')
  })

  it('hands GitHub our permissions, webhook and name, for an account or an organisation', async () => {
    const { text } = await post('/app', { code: setup.code, name: 'acme-speculate', organisation: 'acme' })
    expect(text).toContain(`action="${origin}/organizations/acme/settings/apps/new?state=`)
    const [, manifest = ''] = /name="manifest" value="([^"]*)"/.exec(text) ?? []
    expect(JSON.parse(manifest.replaceAll('&quot;', '"'))).toMatchObject({
      name: 'acme-speculate',
      hook_attributes: { url: 'https://speculate.example.com/api/github/webhooks' },
      redirect_url: `${setup.url}/created`,
      public: false,
      default_permissions: { contents: 'write', pull_requests: 'write', actions: 'write' },
    })
  })

  it('takes the App that GitHub has created, for the state that it was handed alone', async () => {
    const state = await handedState()
    expect((await get('/created?code=good&state=AAAAA-AAAAA-AAAAA-AAAAA')).status).toBe(403)
    expect(await saved()).toBeUndefined()
    const { status, text } = await get(`/created?code=good&state=${state}`)
    expect([status, text.includes('https://github.example/apps/acme-speculate/installations/new')]).toEqual([
      200,
      true,
    ])
    expect(await saved()).toMatch(/^APP_ID=7\nPRIVATE_KEY=".*"\nWEBHOOK_SECRET=created-by-github\n/)
    expect((await get(`/created?code=good&state=${state}`)).status).toBe(403)
  })

  it('says so where GitHub does not give the credentials, and may be used again', async () => {
    const state = await handedState()
    const { status, text } = await get(`/created?code=used&state=${state}`)
    expect([status, await saved()]).toEqual([502, undefined])
    expect(text).toContain('Nothing was saved')
    expect((await get(`/created?code=good&state=${state}`)).status).toBe(200)
  })

  it('writes what was entered into no page as markup', async () => {
    const name = '"><script>alert(1)</script>'
    expect((await post('/app', { code: setup.code, name, organisation: '' })).text).not.toContain('<script')
    const organisation = 'acme/../x'
    expect((await post('/app', { code: setup.code, name: 'x', organisation })).status).toBe(422)
  })

  it('tells no other page its address, and is kept by no cache', async () => {
    const { headers } = await get(`?code=${setup.code}`)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})
