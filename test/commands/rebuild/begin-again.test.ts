import { expect, it } from 'vitest'
import { beginAgain } from '../../../src/commands/rebuild/begin-again.ts'
import { aWorld } from '../../scenarios/worlds/a-world.ts'

it('a run began with its label where the scoreboard is older, because a run before it had written that', async () => {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  const labelled = new Date(world.now()).toISOString()
  const found = {
    ...{ id: 'acme/payments#1.2', run: 2, issue: { owner: 'acme', repo: 'payments', number: world.number } },
    ...{ startedAt: '2026-04-01T08:00:00.000Z', drafts: [], board: undefined, boards: [], end: undefined },
  }
  const again = await beginAgain(found, world.reconciling, { base: undefined, isOver: false })
  expect(again).toMatchObject({ id: 'acme/payments#1.2', run: 2, startedAt: labelled })
})
