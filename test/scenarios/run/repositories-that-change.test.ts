import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aWholeApp, type WholeApp } from '../worlds/a-whole-app.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const WAIT = { timeout: 60_000, interval: 100 }

let world: WholeApp
beforeEach(async () => {
  world = await aWholeApp()
  await world.labelledIssue()
  await world.start({ sweepMs: 300 })
  await expect.poll(() => world.drafts().length, WAIT).toBe(3)
})
afterEach(() => world.close())

const name = () => ({ owner: world.stage.repository.owner, name: world.stage.repository.repo })

async function judged() {
  await world.checksSucceed()
  await expect.poll(async () => (await world.run())?.settledAt, WAIT).toBeDefined()
}

it('O16: a run whose repository is archived ends, says so once, is left alone, and is tidied up once that is over', async () => {
  const { stage, logged, drafts, run, store } = world
  await stage.github.admin.setArchived(name(), true)
  await expect.poll(() => logged.join('\n'), WAIT).toContain('the repository is archived')
  expect((await run())?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
  const openNow = () => store().openIssues(new Date().toISOString())
  await expect.poll(openNow, WAIT).toEqual([])
  await stage.github.admin.setArchived(name(), false)
  // A look that was under way meanwhile has put the next one off again.
  const lookedAtNow = async () => {
    await store().putOffLook((await run())?.id ?? '', new Date(0).toISOString())
    return (await run())?.settledAt
  }
  await expect.poll(lookedAtNow, WAIT).toBeDefined()
  expect(drafts().map(({ state }) => state)).toEqual(['closed', 'closed', 'closed'])
  expect(logged.filter((line) => line.includes('the repository is archived'))).toHaveLength(1)
})

it('O16: a run whose repository becomes private goes on', async () => {
  await world.stage.github.admin.setPrivate(name(), true)
  await judged()
  expect(world.drafts()).toHaveLength(3)
})

it('O16: a run whose default branch is renamed goes on, and its drafts follow', async () => {
  const { stage, drafts, run } = world
  await stage.github.admin.renameBranch(name(), 'main', 'trunk')
  await judged()
  expect(drafts().map(({ pull }) => pull.base.ref)).toEqual(['trunk', 'trunk', 'trunk'])
  expect((await run())?.verdict?.decision).not.toMatchObject({ cause: 'withdrawn' })
  expect((await run())?.verdict?.scoreboard.rows.map(({ left }) => left)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

it('O16: a run whose base branch is deleted ends, and says so on the issue', async () => {
  const { stage, repository, run } = world
  const owner = await world.asOwner()
  const { data } = await owner.rest.git.getRef({ ...stage.repository, ref: 'heads/main' })
  await owner.rest.git.createRef({ ...stage.repository, ref: 'refs/heads/trunk', sha: data.object.sha })
  repository().defaultBranch = 'trunk'
  await owner.rest.git.deleteRef({ ...stage.repository, ref: 'heads/main' })
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  const board = repository().comments.find(({ issue }) => issue === 1)?.body
  expect((await run())?.verdict?.decision.kind).toBe('escalate')
  // Which of the two is seen first depends on when it is looked at.
  expect(board).toMatch(/it was closed by `acme` before the verdict|base branch `main` was deleted/)
})

it.each([
  ['renamed', { new_name: 'ai' }],
  ['deleted', undefined],
])('E8: a run whose label is %s in the repository ends, and says so on the issue', async (_, change) => {
  const { stage, repository, run, drafts } = world
  const { rest } = await world.asOwner()
  const label = { ...stage.repository, name: 'speculate' }
  await (change ? rest.issues.updateLabel({ ...label, ...change }) : rest.issues.deleteLabel(label))
  await expect.poll(async () => (await run())?.settledAt, WAIT).toBeDefined()
  expect((await run())?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
  expect(repository().comments.find(({ issue }) => issue === 1)?.body).toContain(
    'The label `speculate` was renamed or deleted in the repository',
  )
  expect(drafts().map(({ state }) => state)).toEqual(['closed', 'closed', 'closed'])
})
