import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findCredential } from '../../../src/adapters/agents/credential.ts'
import { toolchainAgent } from '../../../src/adapters/agents/toolchain-agent.ts'
import { presetToolchains, Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { rawProvider } from '../gateway/support.ts'

/** Canaries: the first two appear nowhere but in the file. */
const REFRESH = 'rt-canary-0123456789abcdef'
const IDENTITY = 'id-canary-0123456789abcdef'
const KEY = 'sk-canary-0123456789abcdef'

const claims = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const accessToken = (exp: number) => `eyJhbGciOiJub25lIn0.${claims({ exp })}.canary-0123456789`
const IN_AN_HOUR = accessToken(Math.floor(Date.now() / 1_000) + 3_600)

const subscription = (token: string) => ({
  auth_mode: 'chatgpt',
  OPENAI_API_KEY: null,
  tokens: { id_token: IDENTITY, access_token: token, refresh_token: REFRESH, account_id: 'account-1' },
  last_refresh: '2026-11-20T12:00:00Z',
})

/** Asks its model, and writes down all that it sees. */
const AGENT = `
const { GATEWAY, GATEWAY_KEY } = process.env
const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + GATEWAY_KEY }
const answer = await fetch(GATEWAY + '/v1/responses', { method: 'POST', headers, body: '{"model":"m","input":"x"}' })
const { writeFileSync } = await import('node:fs')
writeFileSync('seen.json', JSON.stringify({ environment: process.env, answer: await answer.text() }))
process.exitCode = answer.ok ? 0 : 3
`

let home: string

beforeEach(async () => {
  home = await temporaryFolder()
  vi.stubEnv('CODEX_HOME', home)
  vi.stubEnv('OPENAI_API_KEY', '')
})
afterEach(() => vi.unstubAllEnvs())

const logIn = (content: unknown) => writeFile(join(home, 'auth.json'), JSON.stringify(content))

async function run(status = 200) {
  const asked: { readonly url: string | undefined; readonly headers: Record<string, unknown> }[] = []
  const url = await rawProvider((request, response) => {
    asked.push({ url: request.url, headers: request.headers })
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ echo: request.headers, error: status < 400 ? undefined : { code: 'no' } }))
  })
  const root = await temporaryFolder()
  const workTree = { path: join(root, 'tree'), home: join(root, 'home') }
  for (const folder of Object.values(workTree)) await mkdir(folder)
  const logged: string[] = []
  const toolchain = Toolchain.parse({
    kind: 'command',
    model: 'm',
    command: [process.execPath, '--input-type=module', '-e', AGENT],
    provider: {
      ...presetToolchains.get('codex')?.provider,
      base_url: `${url}/api`,
      login: { of: 'codex', base_url: `${url}/subscription` },
    },
    set: { GATEWAY: '{gateway}', GATEWAY_KEY: 'held-by-the-gateway' },
  })
  const agent = toolchainAgent('codex', toolchain, {
    ...onThisHost,
    logins: true,
    transcripts: join(root, 'transcripts'),
    log: (line) => void logged.push(line),
  })
  const result = await agent.run({
    workTree,
    budget: {},
    brief: 'Do it.',
    signal: AbortSignal.timeout(60_000),
    onProgress: (line) => void logged.push(line),
  })
  return { root, result, asked, logged }
}

it('a log-in by subscription is shown to ChatGPT by the gateway, and comes into no sandbox', async () => {
  await logIn(subscription(IN_AN_HOUR))
  const { root, result, asked, logged } = await run()
  expect(result.kind).toBe('finished')
  expect(asked).toMatchObject([
    {
      url: '/subscription/responses',
      headers: { authorization: `Bearer ${IN_AN_HOUR}`, 'chatgpt-account-id': 'account-1' },
    },
  ])
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  expect(files.map(({ name }) => name)).toContain('seen.json')
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  )
  for (const secret of [IN_AN_HOUR, REFRESH, IDENTITY])
    expect([...texts, JSON.stringify([result, logged])].filter((text) => text.includes(secret))).toEqual([])
  // Neither renewed nor touched.
  expect(JSON.parse(await readFile(join(home, 'auth.json'), 'utf8'))).toEqual(subscription(IN_AN_HOUR))
})

it('a log-in by key is used like the key', async () => {
  await logIn({ OPENAI_API_KEY: KEY })
  const { result, asked } = await run()
  expect(result.kind).toBe('finished')
  expect(asked).toMatchObject([{ url: '/api/v1/responses', headers: { authorization: `Bearer ${KEY}` } }])
  expect(asked[0]?.headers).not.toHaveProperty('chatgpt-account-id')
})

it('a key that is set goes before a log-in', async () => {
  await logIn(subscription(IN_AN_HOUR))
  vi.stubEnv('OPENAI_API_KEY', KEY)
  const { asked } = await run()
  expect(asked).toMatchObject([{ url: '/api/v1/responses', headers: { authorization: `Bearer ${KEY}` } }])
})

it('a log-in that is refused is told with what renews it', async () => {
  await logIn(subscription(IN_AN_HOUR))
  expect((await run(401)).result).toMatchObject({
    kind: 'model-unavailable',
    detail: expect.stringMatching(
      /refused the key in \$CODEX_HOME\/auth.json \(401\): start `codex` once, which renews it/,
    ),
  })
})

it.each([
  ['nobody is logged in', undefined, 'There is no $CODEX_HOME/auth.json: `codex login` writes it'],
  ['it has run out', subscription(accessToken(1_000)), 'has run out: start `codex` once, which renews it.'],
  ['it is of another kind', { auth_mode: 'chatgpt', tokens: null }, 'holds no log-in that can be used'],
  ['it is damaged', { tokens: 'x' }, 'is not as codex writes it'],
  [
    'its account is no name',
    { tokens: { access_token: IN_AN_HOUR, account_id: 'a\r\nb: c' } },
    'is not as codex writes it',
  ],
])('where %s, one sentence says what is needed', async (_, content, words) => {
  if (content !== undefined) await logIn(content)
  const { result, asked } = await run()
  expect(result).toMatchObject({ kind: 'model-unavailable', detail: expect.stringContaining(words) })
  expect('detail' in result && result.detail).toContain('set OPENAI_API_KEY. Or log in to codex')
  expect(asked).toEqual([])
})

it('a server uses no log-in of the machine, and no provider but the one it was made for gets it', async () => {
  await logIn(subscription(IN_AN_HOUR))
  const provider = presetToolchains.get('codex')?.provider
  if (provider === undefined) throw new Error('there is no codex')
  expect((await findCredential(provider, {})).kind).toBe('missing')
  const { login: _, ...elsewhere } = { ...provider, base_url: 'https://models.example.org' }
  expect((await findCredential(elsewhere, { logins: true })).kind).toBe('missing')
  expect(await findCredential(provider, { logins: true })).toMatchObject({
    gateway: { baseUrl: 'https://chatgpt.com/backend-api/codex' },
  })
})
