import { expect, it } from 'vitest'
import { reconcile } from '../../../src/reconcile.ts'
import { aWorld, write } from '../worlds/a-world.ts'

it('the scoreboard leads to the page of the run where people can reach it, and says when it has changed last', async () => {
  const world = await aWorld()
  const pagesUrl = 'https://speculate.example'
  await world.label(world.number, 'speculate')
  await write(world)
  world.passTime(60_000)
  await world.checksAnswer(['pattern-extraction'])
  await reconcile(world.key, { ...world.reconciling, pagesUrl })
  const board = world.issue().comments[0]?.body ?? ''
  expect(board).toContain(`](${pagesUrl}/runs/acme/payments/1/1)`)
  expect(board).toContain(`](${pagesUrl}/runs/acme/payments/1/1/transcripts/minimal-change/1)`)
  expect(board).toContain('<sub>Last change 2026-05-05 12:')
  const before = world.changes.length
  world.passTime(3_600_000)
  await reconcile(world.key, { ...world.reconciling, pagesUrl })
  expect(world.changes).toHaveLength(before)
})
