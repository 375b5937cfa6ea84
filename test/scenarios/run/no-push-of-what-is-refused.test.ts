import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 300_000 })

const WAIT = { timeout: 200_000, interval: 200 }
/** Whatever could bring an object or a branch to GitHub. */
const BRINGS = /^POST \S*(?:git-receive-pack|\/git\/(?:blobs|trees|commits|refs|tags))|^PUT \S*\/contents\//

/** Every request that a server of this process got from the label on. */
const asked: string[] = []
const record = (message: unknown) => {
  const { method, url } = (message as { readonly request: IncomingMessage }).request
  asked.push(`${method} ${url}`)
}

let stage: EmbeddedStage
let app: Speculate
beforeEach(async () => {
  stage = await startEmbeddedStage()
  await stage.commitToMain('.github/speculate.yml', 'verifier: { checks: [unit] }\n')
})
afterEach(async () => {
  unsubscribe('http.server.request.start', record)
  asked.length = 0
  await app.close()
  await stage.close()
})

async function begin(script: string): Promise<number> {
  const number = await stage.openIssue({ title: 'Fix it', body: 'It pays twice.' })
  await stage.label(number, TRIGGER_LABEL)
  subscribe('http.server.request.start', record)
  const directory = await temporaryFolder()
  app = await startApp(stage, { directory, toolchain: shellToolchain(script), log: () => undefined })
  return number
}

it.each([
  ['a workflow in other letters', 'mkdir -p .GitHub/Workflows; echo "on: push" > .GitHub/Workflows/mine.yml'],
  ['a link to what is protected', 'ln -s .github/speculate.yml settings.yml'],
  ['a token', `echo "token: ghp_${'a1B2c3D4e5F6'.repeat(3)}" > config.txt`],
])('T1: of a patch with %s not one byte reaches GitHub', async (_, script) => {
  const number = await begin(script)
  const run = () => app.store.latestSpeculation({ ...stage.repository, number })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  const kinds = (await app.store.attempts((await run())?.id ?? '')).map(({ outcome }) => outcome?.kind)
  expect(new Set(kinds)).toEqual(new Set(['patch']))
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((request) => BRINGS.test(request))).toEqual([])
})

it('T1: of an honest patch it does, and is seen to', async () => {
  await begin('echo fixed > fixed.txt')
  await expect.poll(() => asked.filter((request) => BRINGS.test(request)), WAIT).not.toEqual([])
})
