import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository, type BusyRepository, type Story } from '../worlds/counted/a-busy-repository.ts'
import { takeLabelOff } from '../worlds/counted/acts.ts'

let repository: BusyRepository
beforeAll(async () => {
  repository = await aBusyRepository()
})
afterAll(() => repository.close())

/** Its second run goes on, and `near` of the first one, which was promoted, is closed for it. */
async function aSecondRun() {
  const run = await repository.story()
  await run.decided()
  const first = { near: run.draftOf('near').number, far: run.draftOf('far').number }
  await run.act(() => takeLabelOff(run, repository))
  await run.act(() => repository.stage.label(run.number, 'speculate'))
  await run.act(() => repository.steps.queue.wake(`acme/payments#${run.number}`))
  expect((await run.run())?.run).toBe(2)
  run.told()
  return { run, first }
}

/** What everybody is told of what was said there. */
async function said(
  run: Story,
  on: number,
  commands: readonly (readonly [string, 'maya' | 'stranger'])[],
): Promise<string> {
  const told: string[] = []
  for (const [command, by] of commands) {
    await run.say(command, { on, by })
    told.push(`# ${by}: ${command}\n\n${run.told()}`)
  }
  return told.join('\n')
}

it('what can be asked on a draft of a run that another one has followed, and what belongs elsewhere', async () => {
  const { run, first } = await aSecondRun()
  const told = await said(run, first.far, [
    ['/speculate status', 'maya'],
    ['/speculate why', 'maya'],
    ['/speculate help', 'maya'],
    ['/speculate promote', 'maya'],
    ['/speculate', 'maya'],
    ['/speculate restor', 'maya'],
    ['/speculate cancel', 'stranger'],
  ])
  await expect(told).toMatchFileSnapshot(golden())
  const [before] = await repository.store.earlierSpeculations({ ...repository.here, number: run.number })
  const { entries } = await repository.store.auditLog(before?.id ?? '')
  expect(entries.filter(({ kind }) => kind === 'command').map(({ payload }) => Object(payload).by)).toEqual([
    ...Array(6).fill('maya'),
    'stranger',
  ])
})

it('a loser and the former winner of a run that another one has followed are restored as drafts', async () => {
  const { run, first } = await aSecondRun()
  const restored = await said(run, first.far, [['/speculate restore', 'maya']])
  const bodyOf = (on: number) => repository.repository().issues.find(({ number }) => number === on)?.body
  expect(bodyOf(first.near)).toContain(`Fixes #${run.number}`)
  const back = await said(run, first.far, [['/speculate restore near', 'maya']])
  expect(bodyOf(first.near)).not.toContain('Fixes')
  await run.end({ near: 'success', far: 'failure' })
  const told = `${restored}\n${back}\n# The checks of the second run end\n\n${run.told()}`
  await expect(told).toMatchFileSnapshot(golden())
  const requests = repository.requests.length
  await run.act(() => repository.steps.queue.wake(`acme/payments#${run.number}`))
  expect(repository.requests.length - requests).toBeLessThanOrEqual(2)
})

it('such a command is found without a webhook among the pull requests that have changed', async () => {
  const { run, first } = await aSecondRun()
  const since = new Date(repository.clock.now()).toISOString()
  await repository.passTime(60_000)
  const { askingIssues } = repository.stage.installations
  const drafts = async () => (await askingIssues(since)).found.filter(({ by }) => by === 'draft')
  await repository.stage.comment(first.near, 'What is this?', 'maya')
  expect(await drafts()).toEqual([])
  await repository.stage.comment(first.near, '/speculate why', 'maya')
  expect(await drafts()).toMatchObject([{ issue: { ...repository.here, number: run.number }, run: 1 }])
})
