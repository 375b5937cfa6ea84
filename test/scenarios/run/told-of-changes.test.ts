import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const WAIT = { timeout: 60_000, interval: 100 }

let world: WholeApp
beforeEach(async () => {
  world = await aWholeApp({ isTold: true })
  // Nothing is found by looking: what is not told is not noticed.
  await world.start({ sweepMs: 3_600_000 })
  await world.labelledIssue()
  await expect.poll(() => world.drafts().length, WAIT).toBe(3)
})
afterEach(() => world.close())

const admin = () => world.stage.github.admin
const appId = () => world.stage.credentials.appId
const name = () => ({ owner: world.stage.repository.owner, name: world.stage.repository.repo })
const said = () => world.logged.join('\n')
const settledAt = async () => (await world.run())?.settledAt

it('O16: a run goes on when GitHub tells that its installation is suspended no more', async () => {
  await admin().setSuspended(appId(), 'acme', true)
  await expect.poll(said, WAIT).toContain('the App is suspended by acme')
  // Of this nobody is told, because the App is suspended.
  await world.checksSucceed()
  await world.stage.github.webhooksDelivered()
  expect(await settledAt()).toBeUndefined()
  await admin().setSuspended(appId(), 'acme', false)
  await expect.poll(settledAt, WAIT).toBeDefined()
})

it('O16: a run whose repository is renamed is followed when GitHub tells of it', async () => {
  await admin().moveRepository(name(), { name: 'billing' })
  const followed = () => world.store().latestSpeculation({ owner: 'acme', repo: 'billing', number: 1 })
  await expect.poll(followed, WAIT).toBeDefined()
})

it('O16: a run whose repository is archived ends when GitHub tells of it, and is tidied up once that is over', async () => {
  await admin().setArchived(name(), true)
  await expect.poll(said, WAIT).toContain('the repository is archived')
  await admin().setArchived(name(), false)
  await expect.poll(settledAt, WAIT).toBeDefined()
  expect(world.drafts().map(({ state }) => state)).toEqual(['closed', 'closed', 'closed'])
})

it('O16: that the App is uninstalled is noted when GitHub tells of it', async () => {
  await admin().uninstallApp(appId(), 'acme')
  const noted = () => world.store().note('without the App: acme/payments#1')
  await expect.poll(noted, WAIT).toBeDefined()
})
