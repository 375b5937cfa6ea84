import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type EmbeddedStage, startEmbeddedStage } from '../contracts/embedded-stage.ts'
import { hostileToolchain } from '../fakes/agents/agent-commands.ts'
import { startApp } from '../scenarios/worlds/start-app.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// They open a database each.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stage: EmbeddedStage

beforeAll(async () => {
  stage = await startEmbeddedStage()
})
afterAll(() => stage?.close())

const start = async (options: { readonly dashboard?: 'loopback' }) =>
  startApp(stage, {
    directory: await temporaryFolder(),
    toolchain: hostileToolchain('true'),
    log: () => {},
    ...options,
  })

it('a server that nobody can sign in to has no pages', async () => {
  const app = await start({})
  for (const path of ['/runs', '/operations', '/sign-in']) {
    const answer = await fetch(`${app.url}${path}`)
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('The dashboard is off.'),
    ])
  }
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  await app.close()
})

it('a server stops although somebody looks at a page of it', async () => {
  const app = await start({ dashboard: 'loopback' })
  expect((await fetch(`${app.url}/runs`)).status).toBe(200)
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
  const events = (await fetch(`${app.url}/runs/events`)).body?.getReader()
  const { value } = (await events?.read()) ?? {}
  expect(Buffer.from(value ?? []).toString()).toMatch(/^event: version\ndata: \w+\n/)
  const ended = (async () => {
    for (;;) {
      const read = await events?.read()
      if (read?.done ?? true) return true
    }
  })()
  await app.close()
  expect(await ended).toBe(true)
})
