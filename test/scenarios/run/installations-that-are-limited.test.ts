import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { aWholeApp, FIXES, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const WAIT = { timeout: 60_000, interval: 100 }

let world: WholeApp
beforeEach(async () => {
  world = await aWholeApp()
  await appendFile(paid(), '')
  await world.labelledIssue()
})
afterEach(() => world.close())

const paid = () => join(world.directory, 'paid')

/** Its one agent writes down each time that it was paid. */
const start = () =>
  world.start({ toolchain: shellToolchain(`echo once >> ${paid()}; ${FIXES}; sleep 1`), sweepMs: 300 })

const timesPaid = async () => (await readFile(paid(), 'utf8')).split('\n').length - 1
const said = () => [...world.logged, ...world.advised].join('\n')

/** It has opened nothing twice, and paid nobody twice. */
async function judgedOnce() {
  await expect.poll(() => world.drafts().length, WAIT).toBe(3)
  await world.checksSucceed()
  await expect.poll(async () => (await world.run())?.settledAt, WAIT).toBeDefined()
  expect(world.drafts().length).toBe(3)
  expect(await timesPaid()).toBe(3)
  expect(world.repository().comments.filter(({ issue }) => issue === 1)).toHaveLength(1)
}

const appId = () => world.stage.credentials.appId
const suspend = (isSuspended: boolean) => world.stage.github.admin.setSuspended(appId(), 'acme', isSuspended)
const grant = (change: Readonly<Record<string, 'read' | 'write'>>) =>
  world.stage.github.admin.setPermissions(appId(), 'acme', {
    ...world.stage.github.state.apps.at(-1)?.permissions,
    ...change,
  })

const hasBegun = async () => (await world.run()) !== undefined
const hasDrafts = async () => world.drafts().length === 3

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
