import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ScriptedModel, startScriptedModel } from '../../../src/sample/scripted-model.ts'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

const KEY = 'sk-canary-of-the-provider-0123'
const LONG = 60_000
let root: string
let model: ScriptedModel

/** An agent that asks its model once, and does what it is told to. */
const AGENT = `
const answer = await fetch(process.env.MODEL_URL + '/v1/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'small', messages: [{ role: 'user', content: 'work' }] }),
})
const body = await answer.json()
if (!answer.ok) throw new Error(body.error.message)
const { writeFileSync } = await import('node:fs')
writeFileSync('READY.txt', body.choices[0].message.content)
`

beforeEach(async () => {
  root = await temporaryFolder()
  model = await startScriptedModel({ script: () => ({ text: 'ready' }), key: KEY })
  await define(model.url)
})
afterEach(async () => {
  await model.close()
  expect((await readdir(root)).filter((name) => name.startsWith('speculate-'))).toEqual([])
})

async function define(address: string, more: Record<string, unknown> = {}): Promise<void> {
  const mine = {
    kind: 'command',
    command: [process.execPath, '--input-type=module', '--eval', AGENT],
    set: { MODEL_URL: '{gateway}' },
    model: 'small',
    provider: { base_url: address, key: 'MY_KEY', header: 'authorization' },
    budget: { tokens: 5_000 },
    ...more,
  }
  const ghost = { kind: 'acp', command: ['no-such-agent'], install: 'ask its maker' }
  const prices = { small: { input: 1, output: 10 } }
  await writeFile(join(root, 'toolchains.yml'), JSON.stringify({ toolchains: { mine, ghost }, prices }))
}

function toolchains(args: readonly string[], env: Record<string, string> = {}) {
  const own = {
    TMPDIR: root,
    TOOLCHAINS_DIR: join(root, 'packages'),
    MY_KEY: KEY,
    npm_command: 'exec',
    ...env,
  }
  return runHere(['toolchains', ...args], { cwd: root, env: own })
}

describe('speculate toolchains', () => {
  inSandbox(
    'lists what is configured and then the presets, with what each needs',
    { timeout: LONG },
    async () => {
      const { stdout, exitCode } = await toolchains([], { OPENAI_API_KEY: '', MY_KEY: '' })
      expect(exitCode).toBe(0)
      expect(
        stdout
          .split('\n')
          .map((line) => line.split(/\s/, 1)[0])
          .slice(0, 7),
      ).toEqual(['toolchain', 'mine', 'ghost', 'codex', 'claude', 'opencode', 'gemini'])
      expect(stdout).toMatch(
        /^mine .*command .*small .*MY_KEY is not set .*5,000 tokens .*not ready: no key$/m,
      )
      expect(stdout).toContain('mine: The toolchain mine needs a key of its provider: set MY_KEY.')
      expect(stdout).toContain(
        'ghost: The toolchain ghost needs the program no-such-agent, which is not installed; ask its maker.',
      )
      expect(stdout).toMatch(/^codex .*not ready: no program, no key$/m)
      expect(stdout).toContain('run `npx speculate toolchains --install codex`')
    },
  )

  inSandbox('tells the same as JSON, and never a key', { timeout: LONG }, async () => {
    const { stdout, stderr, exitCode } = await toolchains(['mine', '--json'])
    expect(exitCode, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      {
        name: 'mine',
        configured: true,
        protocol: 'command',
        model: 'small',
        key: { variable: 'MY_KEY', set: true },
        budget: { tokens: 5_000 },
        state: ['ready'],
        missing: null,
      },
    ])
    expect(stdout + stderr).not.toContain(KEY)
  })

  inSandbox('tries one with its real provider: time, tokens and cost', { timeout: LONG }, async () => {
    const { stdout, stderr, exitCode } = await toolchains(['mine', '--check', '--json'])
    expect(exitCode, stdout + stderr).toBe(0)
    const usage = { seconds: expect.any(Number), inputTokens: 1_200, outputTokens: 34, usd: 0.00154 }
    expect(JSON.parse(stdout)).toMatchObject([{ check: { ok: true, problem: null, usage } }])
    expect(model.calls.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${KEY}`])
  })

  it('tries one without a sandbox as well, where that is asked for', { timeout: LONG }, async () => {
    const { stdout, exitCode } = await toolchains(['mine', '--check', '--unconfined'])
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toMatch(/^mine .* none .*works \([\d.]+ s, 1,234 tokens, \$0\.0015\)$/m)
  })

  it('S1: shows no secret that an agent says', { timeout: LONG }, async () => {
    const value = 'correct-horse-battery-staple'
    const says = `console.log(process.env.MINE); console.error(process.env.MINE); process.exit(3)`
    const command = [process.execPath, '--eval', says]
    await define(model.url, { command, environment: ['MINE'] })
    for (const more of [[], ['--json']]) {
      const args = ['mine', '--check', '--unconfined', ...more]
      const { stdout, stderr, exitCode } = await toolchains(args, { MINE: value })
      expect(exitCode).toBe(1)
      expect(stdout).toContain('[redacted]')
      expect(stdout + stderr).not.toContain(value)
    }
  })

  it('says what is missing for a sandbox, and tries nothing without one', { timeout: LONG }, async () => {
    const { stdout, exitCode } = await toolchains(['mine', '--check'], { PATH: root })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^mine .* missing .*failed/m)
    expect(stdout).toMatch(
      /^mine: Agents run in a sandbox, .*install the packages bubblewrap, socat and util-linux/m,
    )
    expect(model.calls).toEqual([])
  })

  inSandbox('says what is wrong with a key, and answers 1', { timeout: LONG }, async () => {
    const { stdout, exitCode } = await toolchains(['mine', '--check'], { MY_KEY: 'sk-another-key-0123' })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('failed')
    expect(stdout).toMatch(/^mine: .*MY_KEY/m)
  })

  inSandbox('says so when the budget does not do', { timeout: LONG }, async () => {
    await define(model.url, { budget: { tokens: 1 } })
    const { stdout, exitCode } = await toolchains(['mine', '--check'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('the budget of this attempt (1 tokens) is used up')
  })

  it('says what to do when the registry cannot be reached, and leaves nothing', {
    timeout: LONG,
  }, async () => {
    const nowhere = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(root, 'npm') }
    const { stderr, exitCode } = await toolchains(['codex', '--install'], nowhere)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      '@agentclientprotocol/codex-acp@2.6.0 cannot be installed: the npm registry cannot be reached',
    )
    // The lock stays: who waits for it would otherwise hold another file than who comes after.
    expect(await readdir(join(root, 'packages'))).toEqual(['work.lock'])
  })

  it.each([
    [['nobody'], 'there is no toolchain "nobody"'],
    [['--toolchains', 'missing.yml'], 'missing.yml cannot be read'],
  ])('refuses %j', { timeout: LONG }, async (args, words) => {
    const { stderr, exitCode } = await toolchains(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(words)
  })
})
