import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp } from '../worlds/start-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
const SETTINGS = 'verifier:\n  checks: [test]\n'
const WAIT = { timeout: 60_000, interval: 100 }

let stage: EmbeddedStage
let directory: string
let app: Speculate
const logged: string[] = []
const next: (string | undefined)[] = []

/** No webhook ever arrives: what happens is found by looking. */
beforeEach(async () => {
  directory = await temporaryFolder()
  await appendFile(join(directory, 'paid'), '')
  stage = await startEmbeddedStage()
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  await stage.label(await stage.openIssue({ title: 'Fix it', body: 'Do.' }), TRIGGER_LABEL)
})
afterEach(async () => {
  await app.close()
  await stage.close()
  logged.length = 0
  next.length = 0
})

/** Its one agent writes down each time that it was paid. */
async function start() {
  const toolchain = shellToolchain(
    `echo once >> ${join(directory, 'paid')}; echo "export const fixed = true" > fixed.js; sleep 1`,
  )
  const log = (message: string, trouble?: { readonly next?: string | undefined }) => {
    logged.push(message)
    next.push(trouble?.next)
  }
  app = await startApp(stage, { directory, toolchain, log, sweepMs: 300 })
}

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('there is no repository')
  return found
}

const drafts = () => repository().issues.filter(isPullRequest)
const run = () => app.store.latestSpeculation({ ...stage.repository, number: 1 })
const timesPaid = async () => (await readFile(join(directory, 'paid'), 'utf8')).split('\n').length - 1
const said = () => [...logged, ...next].join('\n')

/** It has opened nothing twice, and paid nobody twice. */
async function judgedOnce() {
  await expect.poll(() => drafts().length, WAIT).toBe(3)
  for (const { pull } of drafts())
    await stage.report(pull.head.sha, { kind: 'status', name: 'test', conclusion: 'success' })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  expect(drafts().length).toBe(3)
  expect(await timesPaid()).toBe(3)
  expect(repository().comments.filter(({ issue }) => issue === 1)).toHaveLength(1)
}

const appId = () => stage.credentials.appId
const suspend = (isSuspended: boolean) => stage.github.admin.setSuspended(appId(), 'acme', isSuspended)
const grant = (change: Readonly<Record<string, 'read' | 'write'>>) =>
  stage.github.admin.setPermissions(appId(), 'acme', {
    ...stage.github.state.apps.at(-1)?.permissions,
    ...change,
  })

const hasBegun = async () => (await run()) !== undefined
const hasDrafts = async () => drafts().length === 3

it.each([
  ['before any agent has begun', hasBegun],
  ['while drafts are judged', hasDrafts],
])(
  'O16: a run whose installation is suspended %s waits, says what to do, and goes on',
  async (_when, until) => {
    await start()
    await expect.poll(until, WAIT).toBe(true)
    await suspend(true)
    await expect.poll(said, WAIT).toContain('the App is suspended by acme')
    expect(said()).toContain('Configure, Unsuspend')
    await suspend(false)
    await judgedOnce()
  },
)

it('O16: a run whose installation lacks a permission waits, names it and who grants it, and goes on', async () => {
  await start()
  await expect.poll(hasBegun, WAIT).toBe(true)
  await grant({ contents: 'read' })
  await expect.poll(said, WAIT).toContain("the App lacks a permission on what is acme's: contents: write")
  expect(said()).toContain('an owner of acme accepts it')
  await grant({})
  await judgedOnce()
})

it('O16: a run goes on without a permission that only repeats checks', async () => {
  await grant({ actions: 'read' })
  await start()
  await judgedOnce()
})
