import { expect, it, onTestFinished } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository } from '../worlds/counted/a-busy-repository.ts'

const MINUTES = 60_000

it('E8: a run for which there is no place waits, says so, and begins by itself', async () => {
  const repository = await aBusyRepository({ settings: 'caps:\n  open_candidates: 3\n' })
  onTestFinished(() => repository.close())
  const run = await repository.story()
  const next = await repository.story()
  await run.begun()
  await next.act(() => repository.stage.label(next.number, 'speculate'))
  const waits = next.told()
  expect(await next.run()).toBeUndefined()
  await run.end({ near: 'success', far: 'failure' })
  await repository.passTime(30 * MINUTES)
  const begins = next.told()
  expect((await next.run())?.run).toBe(1)
  await expect(`# Waits\n\n${waits}\n# Begins\n\n${begins}`).toMatchFileSnapshot(golden())
})

it('E8: a run after the last one of a day waits for the next day, says so, and begins by itself', async () => {
  const repository = await aBusyRepository({ settings: 'caps:\n  runs_per_day: 1\n' })
  onTestFinished(() => repository.close())
  const run = await repository.story()
  const next = await repository.story()
  await run.decided()
  await next.act(() => repository.stage.label(next.number, 'speculate'))
  const waits = next.told()
  await repository.passTime(24 * 60 * MINUTES)
  expect((await next.run())?.run).toBe(1)
  await expect(waits).toMatchFileSnapshot(golden())
})

it('D5: the winner is merged by GitHub once what the branch requires has passed, where the settings ask for it', async () => {
  const repository = await aBusyRepository({ settings: 'settle:\n  auto_merge: true\n' })
  onTestFinished(() => repository.close())
  const { github } = repository.stage
  const name = { owner: repository.here.owner, name: repository.here.repo }
  const checks = ['test', 'speculate'].map((context) => ({ context, integrationId: null }))
  await github.admin.setRuleset(name, { name: 'main', branches: ['main'], checks })
  const run = await repository.story()
  await run.decided()
  await repository.passTime(5 * MINUTES)
  await expect(run.told()).toMatchFileSnapshot(golden())
})

it('D5: where nothing is left to wait for, GitHub takes no auto-merge, and somebody has to merge', async () => {
  const repository = await aBusyRepository({ settings: 'settle:\n  auto_merge: true\n' })
  onTestFinished(() => repository.close())
  const run = await repository.story()
  await run.decided()
  await expect(run.told()).toMatchFileSnapshot(golden())
})
