import { expect, it } from 'vitest'
import { aWorld, write } from '../worlds/a-world.ts'

it('A1: a migration is left to people first: one comment, no agent, and a line in the log', async () => {
  const world = await aWorld()
  await world.label(world.number, 'kind: migration')
  await world.label(world.number, 'speculate')
  await world.wake()
  await world.wake()
  expect(world.issue().comments.map(({ body }) => body)).toEqual([
    expect.stringContaining('so people decide first. Nothing was spent.'),
  ])
  expect(world.queued).toEqual([])
  const { entries } = await world.store.auditLog('acme/payments#1.1')
  expect(entries.map(({ kind, payload }) => [kind, payload])).toMatchObject([
    ['refused', { kind: 'design-first' }],
  ])
})

it('A1: one candidate is written where one is enough, judged like any other, and the log has the checklist', async () => {
  const settings = 'triage: enforce\nverifier:\n  checks: [lint, test]\n'
  const world = await aWorld({ settings })
  await world.label(world.number, 'typo')
  await world.label(world.number, 'speculate')
  await write(world)
  expect(world.pulls()).toHaveLength(1)
  await world.checksAnswer()
  await world.wake()
  const run = await world.speculation()
  expect(run?.verdict?.decision).toMatchObject({ kind: 'promote', candidate: 'minimal-change' })
  expect(world.issue().comments[0]?.body).toContain('> One candidate is enough here: it has the label `typo`')
  const { entries } = await world.store.auditLog('acme/payments#1.1')
  expect(JSON.stringify(entries.find(({ kind }) => kind === 'started')?.payload)).toContain(
    '"kind":"mechanical"',
  )
})
