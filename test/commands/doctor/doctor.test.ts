import { once } from 'node:events'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { holdLock } from '@speculate-dev/system'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'
import { aServersFolder, examined } from './a-doctor.ts'

let stage: EmbeddedStage
/** What takes deliveries, as a server does; it answers with this. */
let hook: { readonly url: string; status: number; close(): void }

async function startHook() {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(hook.status).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  return { url: `http://127.0.0.1:${port}/hook`, status: 200, close: () => server.close() }
}

beforeAll(async () => {
  hook = await startHook()
  stage = await startEmbeddedStage({ webhookUrl: hook.url })
})
afterAll(async () => {
  await stage.close()
  hook.close()
})

describe('speculate doctor', () => {
  it('says of a whole server that all is well, one line for each thing', async () => {
    await stage.openIssue({ title: 'A', body: 'b' })
    const { exitCode, told } = await examined(await aServersFolder(stage))
    expect(exitCode).toBe(0)
    const of = (name: string) => told.find((one) => one.of === name)
    expect(of('environment')).toMatchObject({ status: 'ok' })
    expect(of('App')).toMatchObject({ status: 'ok', says: 'GitHub knows it as speculate', next: null })
    expect(of('permissions')).toMatchObject({ status: 'ok' })
    expect(of('installations')).toMatchObject({ status: 'ok', says: expect.stringContaining('on acme') })
    expect(of('webhook secret')).toMatchObject({ status: 'ok' })
    expect(of('webhook round trip')).toMatchObject({
      status: 'ok',
      says: 'what GitHub delivers arrives, and is taken',
    })
    expect(of('server')).toMatchObject({ status: 'ok', says: expect.stringContaining('none runs at') })
    expect(of('database')).toMatchObject({ status: 'ok', says: expect.stringContaining('there is none in') })
    expect(of('git and workspace')).toMatchObject({ status: 'ok' })
    expect(of('sandbox')).toBeUndefined()
    expect(of('toolchains')).toMatchObject({
      status: 'warn',
      next: expect.stringContaining('toolchains.yml'),
    })
  })

  it('makes no file and no folder, not even that of the data', async () => {
    await stage.openIssue({ title: 'C', body: 'b' })
    const folder = await aServersFolder(stage)
    await rm(folder.env.DATA_DIR, { recursive: true })
    const { exitCode, told } = await examined(folder)
    expect(exitCode).toBe(0)
    expect(told).toContainEqual(expect.objectContaining({ of: 'git and workspace', status: 'ok' }))
    expect(await readdir(folder.cwd)).toEqual([])
  })

  it('says that what GitHub delivers is refused, and that nobody answers', async () => {
    await stage.openIssue({ title: 'B', body: 'b' })
    const folder = await aServersFolder(stage)
    const trip = async () => {
      const { told } = await examined(folder)
      return told.find(({ of }) => of === 'webhook round trip')
    }
    hook.status = 401
    expect(await trip()).toMatchObject({ status: 'warn', next: expect.stringContaining('WEBHOOK_SECRET') })
    hook.status = 502
    expect(await trip()).toMatchObject({ status: 'warn', says: expect.stringContaining('502') })
    hook.status = 200
    const { told } = await examined(folder, '--no-delivery')
    expect(told.some(({ of }) => of === 'webhook round trip')).toBe(false)
  })

  it('names every variable that is missing or wrong, and goes on with what can be looked at', async () => {
    const folder = await aServersFolder(stage)
    const env = { ...folder.env, PRIVATE_KEY: '', WEBHOOK_SECRET: 'short', SPECULATE_SWEEP_SECONDS: 'often' }
    const { exitCode, told } = await examined({ ...folder, env })
    expect(exitCode).toBe(1)
    const wrong = told.filter(({ of }) => of === 'environment')
    expect(wrong.map(({ status }) => status)).toEqual(['fail', 'fail', 'fail'])
    expect(wrong).toContainEqual(
      expect.objectContaining({
        says: 'PRIVATE_KEY or PRIVATE_KEY_PATH is missing',
        next: "Generate a key on the App's settings page.",
      }),
    )
    expect(told).toContainEqual(expect.objectContaining({ of: 'git and workspace', status: 'ok' }))
    expect(told.some(({ of }) => of === 'App')).toBe(false)
  })

  it('looks at the data that are named instead of those of the environment', async () => {
    const folder = await aServersFolder(stage)
    const env = { ...folder.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const of = async (...args: string[]) => {
      const { told } = await examined({ ...folder, env }, '--no-delivery', ...args)
      return told.find((one) => one.of === 'database')
    }
    expect(await of()).toMatchObject({ status: 'fail', says: expect.stringContaining('at DATABASE_URL') })
    const named = join(folder.cwd, 'elsewhere')
    expect(await of('--data', named)).toMatchObject({ says: expect.stringContaining(`none in ${named} `) })
  })

  it('works beside a server that has the database open', async () => {
    const folder = await aServersFolder(stage)
    await mkdir(join(folder.env.DATA_DIR, 'database'))
    const lock = holdLock(join(folder.env.DATA_DIR, 'database.lock'))
    const { exitCode, told } = await examined(folder, '--no-delivery').finally(() => lock?.release())
    expect(exitCode).toBe(0)
    expect(told).toContainEqual(
      expect.objectContaining({
        of: 'database',
        status: 'ok',
        says: expect.stringContaining('which only one process can'),
      }),
    )
  })

  it('says what is not well of agents, prices and the secret, and tells no secret itself', async () => {
    const folder = await aServersFolder(stage)
    const key = 'sk-test-4f9Qz81LmN7yPbXw'
    await writeFile(
      join(folder.cwd, 'toolchains.yml'),
      'toolchains:\n  codex: { model: gpt-x, budget: { usd: 1 } }\n  claude: { model: c-1 }\nprices:\n  c-1: { input: 1, output: 2 }\n',
    )
    const env = { ...folder.env, WEBHOOK_SECRET: 'abababababababababab', OPENAI_API_KEY: key }
    const { exitCode, stdout } = await runHere(['doctor', '--no-delivery'], { ...folder, env })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^warn {2}webhook secret: it consists of only 2 different characters/m)
    expect(stdout).toMatch(
      /^fail {2}price of codex: gpt-x has none, so a budget in US dollars refuses every call/m,
    )
    expect(stdout).toMatch(/^ok {4}price of claude: c-1 has one$/m)
    expect(stdout).toMatch(/^warn {2}toolchain claude: cannot be started/m)
    expect(stdout).toMatch(/\n1 thing cannot work and \d things could be better; \d+ are well\.$/)
    for (const secret of [key, env.WEBHOOK_SECRET, 'BEGIN RSA']) expect(stdout).not.toContain(secret)
  })

  it('says of mistakes in toolchains.yml where they are', async () => {
    const folder = await aServersFolder(stage)
    await writeFile(join(folder.cwd, 'toolchains.yml'), 'toolchain: {}\n')
    const { exitCode, told } = await examined(folder, '--no-delivery')
    expect(exitCode).toBe(1)
    expect(told).toContainEqual(
      expect.objectContaining({
        of: 'toolchains',
        status: 'fail',
        says: 'toolchains.yml:1: unknown key "toolchain"; did you mean "toolchains"?',
      }),
    )
  })

  it('asks agents only where it is told to, and says whether they did what they were asked', async () => {
    const folder = await aServersFolder(stage)
    const script = join(await temporaryFolder(), 'agent.sh')
    await writeFile(script, 'echo ready > READY.txt\n')
    await writeFile(
      join(folder.cwd, 'toolchains.yml'),
      `toolchains:\n  able: { kind: command, command: [sh, ${script}], readable: [${join(script, '..')}] }\n  idle: { kind: command, command: ["true"] }\n`,
    )
    const silent = await examined(folder, '--no-delivery')
    expect(silent.told.some(({ of }) => of.startsWith('answer of'))).toBe(false)
    const { exitCode, told } = await examined(folder, '--no-delivery', '--ask-agents')
    expect(told).toContainEqual(expect.objectContaining({ of: 'answer of able', status: 'ok' }))
    expect(told).toContainEqual(expect.objectContaining({ of: 'answer of idle', status: 'fail' }))
    expect(exitCode).toBe(1)
  })
})
