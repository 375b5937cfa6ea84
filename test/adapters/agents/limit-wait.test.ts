import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { toolchainAgent } from '../../../src/adapters/agents/toolchain-agent.ts'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { scriptedModel } from '../gateway/support.ts'

const AGENT = `
const headers = { 'content-type': 'application/json' }
const answer = await fetch(process.env.GATEWAY + '/v1/messages', { method: 'POST', headers, body: '{"model":"m"}' })
process.exitCode = answer.ok ? 0 : 3
`

/** An agent whose provider refuses the first call, or every call. */
async function run(waitMs: number, { refusals = 1, stopOn = '' } = {}) {
  vi.stubEnv('MODEL_KEY', 'sk-0123456789abcdef')
  let left = refusals
  const model = await scriptedModel({
    key: 'sk-0123456789abcdef',
    script: () =>
      left-- > 0 ? { error: 'rate-limit', headers: { 'retry-after-ms': String(waitMs) } } : { text: 'Fine.' },
  })
  const root = await temporaryFolder()
  const workTree = { path: join(root, 'tree'), home: join(root, 'home') }
  for (const folder of Object.values(workTree)) await mkdir(folder)
  const toolchain = Toolchain.parse({
    kind: 'command',
    command: [process.execPath, '--input-type=module', '-e', AGENT],
    provider: { base_url: model.url, key: 'MODEL_KEY', header: 'authorization' },
    model: 'm',
    set: { GATEWAY: '{gateway}' },
  })
  const progress: string[] = []
  const stop = new AbortController()
  const result = await toolchainAgent('mine', toolchain, onThisHost).run({
    workTree,
    budget: {},
    brief: 'Do it.',
    signal: stop.signal,
    onProgress(line) {
      progress.push(line)
      if (stopOn !== '' && line.startsWith(stopOn)) stop.abort('timed-out')
    },
  })
  return { result, progress }
}

it('R8: the wait for a limit of the provider is the current step, and the work goes on after it', async () => {
  const { result, progress } = await run(30)
  expect(result.kind).toBe('finished')
  expect(progress).toEqual([
    "waits less than 1 s for a limit of the model's provider (429)",
    'the wait is over; the model is asked again',
  ])
})

it('an attempt that its provider refuses again says that it has waited', async () => {
  const { result } = await run(30, { refusals: 2 })
  expect(result).toMatchObject({
    kind: 'model-unavailable',
    detail: expect.stringMatching(
      /\(429\).*; the gateway had waited less than 1 s for a limit of the provider/,
    ),
  })
})

it('an attempt whose time is over while it waits ends at once, and says so', async () => {
  const { result } = await run(60_000, { stopOn: 'waits 1 min' })
  expect(result).toMatchObject({
    kind: 'timed-out',
    detail: expect.stringMatching(
      /^The agent did not end within its time; the gateway had waited .* for a limit of the provider, as that asked\.$/,
    ),
  })
})
