import { expect, it } from 'vitest'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { reconcile } from '../../../src/reconcile.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const DAY_MS = 86_400_000

/** One run under way with three candidates, and another issue that asks for one. */
async function second(caps: string) {
  const world = await aWorld({ settings: `verifier:\n  checks: [lint, test]\ncaps: ${caps}\n` })
  const number = await world.openIssue({ title: 'Another', body: 'It is.' })
  await world.label(world.number, 'speculate')
  await write(world)
  await world.label(number, 'speculate')
  const issue = { owner: 'acme', repo: 'payments', number }
  const wake = () => reconcile(issueKey(issue), world.reconciling)
  const said = () => world.state.issues.find((one) => one.number === number)?.comments.map(({ body }) => body)
  return { ...world, wakeSecond: wake, said, began: () => world.store.latestSpeculation(issue) }
}

it('E8: a run that would open more than may be open waits, says so once, and begins by itself', async () => {
  const world = await second('{ open_candidates: 4 }')
  await world.wakeSecond()
  expect(await world.began()).toBeUndefined()
  expect(world.said()).toHaveLength(1)
  expect(world.said()?.[0]).toContain('#2: waiting')
  expect(world.said()?.[0]).toContain('the limit of 4 (`caps.open_candidates`)')
  expect(world.waits.at(-1)).toBe(5 * 60_000)
  world.passTime(20 * 60_000)
  await world.wakeSecond()
  expect(world.waits.at(-1)).toBe(20 * 60_000)
  expect(world.said()).toHaveLength(1)
  // Once the first has a winner, which stays open, there is room for three more.
  await world.checksAnswer()
  await world.wake()
  await world.wakeSecond()
  expect((await world.began())?.run).toBe(1)
})

it('E8: with a limit that leaves room, it begins at once', async () => {
  const world = await second('{ open_candidates: 6 }')
  await world.wakeSecond()
  expect(await world.began()).toBeDefined()
})

it('E8: the run after the last one of a day waits for the next', async () => {
  const world = await second('{ runs_per_day: 1 }')
  await world.wakeSecond()
  expect(world.said()?.[0]).toContain('1 run has begun here today')
  expect(world.waits.at(-1)).toBe(DAY_MS / 2)
  world.passTime(DAY_MS / 2)
  await world.wakeSecond()
  expect(await world.began()).toBeDefined()
})

it('E8: no candidate is added for whom there is no room, and one is once there is', async () => {
  const world = await second('{ open_candidates: 6 }')
  await world.wakeSecond()
  const add = async () => {
    world.passTime(60_000)
    await world.comment(world.number, '/speculate add "Keep a table."', 'maya')
    await world.wake()
    return (await world.speculation())?.plan.briefs.length
  }
  expect(await add()).toBe(3)
  expect(world.issue().comments.at(-1)?.body).toContain('`caps.open_candidates` allows, which is 6')
  await world.unlabel((await world.began())?.issue.number ?? 0, 'speculate')
  // A label may be put back in the first moments.
  for (const _ of ['withdrawn', 'ended']) {
    world.passTime(10 * 60_000)
    await world.wakeSecond()
  }
  expect(await add()).toBe(4)
})
