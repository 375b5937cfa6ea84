import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aWholeApp, SETTINGS, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const WAIT = { timeout: 100_000, interval: 200 }

let world: WholeApp
beforeEach(async () => {
  world = await aWholeApp()
})
afterEach(() => world.close())

const former = () => ({ owner: world.stage.repository.owner, name: world.stage.repository.repo })
const runOf = (owner: string, repo: string) => world.store().latestSpeculation({ owner, repo, number: 1 })

async function draftsOfLabelledIssue(): Promise<void> {
  await world.labelledIssue()
  await world.start()
  await expect.poll(() => world.drafts().length, WAIT).toBe(3)
}

const MOVES: readonly [string, string, string, boolean][] = [
  ['renamed', 'acme', 'billing', false],
  ['renamed while the app is stopped', 'acme', 'billing', true],
  ['transferred to an owner who has the App', 'globex', 'payments', false],
]

it.each(MOVES)(
  'O16: the run of a repository that is %s goes on there, once',
  async (_how, owner, name, stops) => {
    const { stage, drafts, repository, logged } = world
    await draftsOfLabelledIssue()
    if (owner !== 'acme') {
      await stage.github.admin.createUser(owner)
      await stage.github.admin.installApp(stage.credentials.appId, owner, [])
    }
    if (stops) await world.stop()
    await stage.github.admin.moveRepository(former(), { owner, name })
    if (stops) await world.start()
    await expect.poll(async () => (await runOf(owner, name))?.id, WAIT).toBe('acme/payments#1.1')
    await world.checksSucceed()
    await expect.poll(async () => (await runOf(owner, name))?.settledAt, WAIT).toBeDefined()
    expect((await runOf(owner, name))?.run).toBe(1)
    expect(await runOf('acme', 'payments')).toBeUndefined()
    expect(drafts().length).toBe(3)
    const boards = repository().comments.filter(({ issue }) => issue === 1)
    expect(boards.length).toBe(1)
    expect(logged.join('\n')).toContain(`acme/payments is called ${owner}/${name} now`)
  },
)

it('O16: a run of another repository that has taken the former name gets an id of its own', async () => {
  const { stage } = world
  await draftsOfLabelledIssue()
  await world.stop()
  await stage.github.admin.moveRepository(former(), { name: 'billing' })
  await stage.github.admin.createRepository({ ...former(), source: { directory: import.meta.dirname } })
  await stage.github.admin.setCollaborator(former(), 'maya', 'write')
  await stage.github.admin.installApp(stage.credentials.appId, 'acme', [former().name])
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  await world.labelledIssue('Mend it')
  await world.start()
  await expect.poll(async () => (await runOf('acme', 'payments'))?.id, WAIT).toBe('acme/payments#1.2')
  await expect.poll(async () => (await runOf('acme', 'billing'))?.id, WAIT).toBe('acme/payments#1.1')
})
