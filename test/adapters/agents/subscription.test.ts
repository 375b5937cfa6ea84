import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { missingKeySentence } from '../../../src/adapters/agents/credential.ts'
import { toolchainAgent } from '../../../src/adapters/agents/toolchain-agent.ts'
import { parseToolchains, presetToolchains, Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { rawProvider } from '../gateway/support.ts'

/** A canary: appears nowhere but on the way to the provider. */
const TOKEN = 'sk-ant-oat-canary-0123456789abcdef'
const KEY = 'sk-ant-api-canary-0123456789abcdef'

/** Asks as its environment tells it to, and writes down all that it sees. */
const AGENT = `
const { ANTHROPIC_API_KEY: key, CLAUDE_CODE_OAUTH_TOKEN: token, GATEWAY } = process.env
const headers = { 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : { authorization: 'Bearer ' + token }) }
const answer = await fetch(GATEWAY + '/v1/messages', { method: 'POST', headers, body: '{"model":"m","messages":[],"max_tokens":9}' })
const { writeFileSync } = await import('node:fs')
writeFileSync('seen.json', JSON.stringify({ environment: process.env, answer: await answer.text(), headers: [...answer.headers] }))
`

afterEach(() => vi.unstubAllEnvs())

async function run(env: Readonly<Record<string, string>>) {
  for (const name of ['ANTHROPIC_API_KEY', 'CLAUDE_CODE_OAUTH_TOKEN']) vi.stubEnv(name, env[name])
  const shown: Record<string, unknown>[] = []
  const url = await rawProvider((request, response) => {
    shown.push(request.headers)
    // A provider that repeats what it was shown.
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-echo': String(request.headers.authorization),
    })
    response.end(JSON.stringify({ echo: request.headers, usage: { input_tokens: 1, output_tokens: 1 } }))
  })
  const root = await temporaryFolder()
  const workTree = { path: join(root, 'tree'), home: join(root, 'home') }
  for (const folder of Object.values(workTree)) await mkdir(folder)
  const logged: string[] = []
  const toolchain = Toolchain.parse({
    kind: 'command',
    command: [process.execPath, '--input-type=module', '-e', AGENT],
    model: 'm',
    provider: { ...presetToolchains.get('claude')?.provider, base_url: url },
    set: { GATEWAY: '{gateway}', ANTHROPIC_API_KEY: 'held-by-the-gateway' },
  })
  const options = {
    ...onThisHost,
    transcripts: join(root, 'transcripts'),
    log: (line: string) => void logged.push(line),
  }
  const agent = toolchainAgent('claude', toolchain, options)
  const result = await agent.run({
    workTree,
    budget: {},
    brief: 'Do it.',
    signal: AbortSignal.timeout(60_000),
    onProgress: (line) => void logged.push(line),
  })
  return { root, result, shown, logged, seen: await readFile(join(workTree.path, 'seen.json'), 'utf8') }
}

it('a token of a subscription is shown to the provider by the gateway, and to nobody else', async () => {
  const { root, result, shown, logged, seen } = await run({ CLAUDE_CODE_OAUTH_TOKEN: TOKEN })
  expect(result.kind).toBe('finished')
  expect(shown).toMatchObject([{ authorization: `Bearer ${TOKEN}` }])
  expect(shown[0]).not.toHaveProperty('x-api-key')
  const { environment } = JSON.parse(seen)
  expect(environment.CLAUDE_CODE_OAUTH_TOKEN).toBe('held-by-the-gateway')
  // With a key, the agent would not ask as a subscription asks.
  expect(environment).not.toHaveProperty('ANTHROPIC_API_KEY')
  expect(JSON.stringify([result, logged])).not.toContain(TOKEN)
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['seen.json']))
  for (const { parentPath, name } of files)
    expect(await readFile(join(parentPath, name), 'utf8'), name).not.toContain(TOKEN)
})

it('where a key is set, it is used, and the agent hears nothing of a token', async () => {
  const { shown, seen } = await run({ CLAUDE_CODE_OAUTH_TOKEN: TOKEN, ANTHROPIC_API_KEY: KEY })
  expect(shown).toMatchObject([{ 'x-api-key': KEY }])
  const { environment } = JSON.parse(seen)
  expect(environment).not.toHaveProperty('CLAUDE_CODE_OAUTH_TOKEN')
  expect(environment.ANTHROPIC_API_KEY).toBe('held-by-the-gateway')
})

it('where neither is there, one sentence says what is needed', async () => {
  for (const name of ['ANTHROPIC_API_KEY', 'CLAUDE_CODE_OAUTH_TOKEN', 'OPENAI_API_KEY']) vi.stubEnv(name, '')
  const sentenceOf = async (name: string) => {
    const toolchain = presetToolchains.get(name)
    return toolchain && missingKeySentence(name, toolchain, {})
  }
  const [claude, codex] = await Promise.all(['claude', 'codex'].map(sentenceOf))
  expect(claude).toContain('set ANTHROPIC_API_KEY. With a subscription instead: set CLAUDE_CODE_OAUTH_TOKEN')
  expect(codex).toContain('set OPENAI_API_KEY. A log-in by subscription cannot be used for it')
})

it('no agent is given the token by name', () => {
  const parsed = parseToolchains(
    'toolchains:\n  claude: { environment: [CLAUDE_CODE_OAUTH_TOKEN] }\n',
    'x.yml',
  )
  expect(parsed).toMatchObject({ ok: false })
})
