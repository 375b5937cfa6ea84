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

it.each([false, true])(
  'a run began with the command that its scoreboard names (over: %s)',
  async (isOver) => {
    const world = await aWorld()
    const said: string[] = []
    for (const [by, body] of [
      ['stranger', '/speculate candidates=3'],
      ['maya', '/speculate candidates=2'],
      ['maya', '/speculate status'],
    ] as const) {
      world.passTime(60_000)
      said.push(new Date(world.now()).toISOString())
      await world.comment(world.number, body, by)
    }
    world.passTime(60_000)
    const startedAt = new Date(world.now()).toISOString()
    const body =
      '<!-- x -->\n## Speculation on #1: under way\n\n> Started by `maya` with `⁄speculate candidates=2`.\n'
    const board = { speculation: 'acme/payments#1.1', on: 1, id: 9, body, createdAt: startedAt }
    const found = {
      ...{
        id: 'acme/payments#1.1',
        run: 1,
        issue: { owner: 'acme', repo: 'payments', number: world.number },
      },
      ...{ startedAt, drafts: [], board, boards: [board], end: undefined },
    }
    const again = await beginAgain(found, world.reconciling, { base: undefined, isOver })
    expect(again).toMatchObject({
      startedAt,
      trigger: { kind: 'command', actor: 'maya', at: said[1], options: { candidates: 2 } },
      plan: { briefs: [{ id: 'minimal-change' }, { id: 'refactor-heavy' }] },
    })
  },
)
