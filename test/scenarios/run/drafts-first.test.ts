import { expect, it } from 'vitest'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { aWorld } from '../worlds/a-world.ts'

/** Two have written, and it is time to show on the issue how far things are. */
async function twoHaveWritten() {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await world.wake()
  expect(world.queued).toHaveLength(2)
  await world.agentsAnswer()
  world.passTime(30_000)
  return world
}

it('drafts are opened in the look that makes their branches, though comments meet a limit', async () => {
  const world = await twoHaveWritten()
  Object.assign(world.forge, {
    ensureComment: () => Promise.reject(new ForgeError('rate-limited', 'slow down', 60_000)),
  })
  await world.attend()
  expect(world.pulls()).toHaveLength(2)
  expect(world.waits).toEqual([60_000])
})

it('the scoreboard says how far things are though no branch can be made', async () => {
  const world = await twoHaveWritten()
  Object.assign(world.forge, {
    createBranches: () => Promise.reject(new ForgeError('unavailable', 'Server Error')),
  })
  const before = world.issue().comments.map(({ body }) => body)
  await world.attend()
  expect(world.issue().comments.map(({ body }) => body)).not.toEqual(before)
})
