import { expect, it } from 'vitest'
import { aWorld, write } from '../worlds/a-world.ts'

const ON = 'verifier:\n  checks: [lint, test]\nsettle:\n  auto_merge: true\n'

async function promoted({ settings = ON, refuses }: { settings?: string; refuses?: string } = {}) {
  const world = await aWorld({ settings })
  if (refuses !== undefined) world.state.refusesAutoMerge = refuses
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer()
  await world.wake()
  await world.wake()
  const winner = () => {
    const one = world.pulls().find(({ events }) => events.some(({ kind }) => kind === 'ready'))
    if (!one) throw new Error('nobody was promoted')
    return one
  }
  const merges = () => world.changes.filter((change) => change.includes('auto-merge'))
  return { ...world, winner, merges, scoreboard: () => world.issue().comments[0]?.body ?? '' }
}

it('D5: merging is left to people unless the repository says otherwise', async () => {
  const run = await promoted({ settings: 'verifier:\n  checks: [lint, test]\n' })
  expect(run.merges()).toEqual([])
  expect(run.winner().autoMerge).toBeFalsy()
})

it('D5: a repository that wants it gets auto-merge for the winner, once, and the scoreboard says so', async () => {
  const run = await promoted()
  expect(run.winner().autoMerge).toBe(true)
  expect(run.merges()).toHaveLength(1)
  expect(run.scoreboard()).toMatch(/Auto-merge is on: GitHub merges `#\d+` once/)
  const { entries } = await run.store.auditLog((await run.speculation())?.id ?? '')
  expect(entries.filter(({ kind }) => kind === 'auto-merge')).toHaveLength(1)
})

it('D5: who turns it off again is not argued with', async () => {
  const run = await promoted()
  for (const { pull } of run.state.issues) if (pull) pull.autoMerge = false
  run.passTime(60_000)
  await run.wake()
  await run.wake()
  expect(run.merges()).toHaveLength(1)
})

it('D5: where GitHub refuses, the scoreboard says why, and nothing is asked again', async () => {
  const run = await promoted({ refuses: 'Auto merge is not allowed for this repository' })
  await run.wake()
  expect(run.merges()).toEqual([])
  expect((await run.speculation())?.settledAt).toBeDefined()
  expect(run.scoreboard()).toContain(
    'so somebody has to merge it: `Auto merge is not allowed for this repository`.',
  )
})

it('D5: a promotion that is taken back merges nothing', async () => {
  const run = await promoted()
  run.passTime(60_000)
  await run.push(run.winner().branch, 'src/more.js', '1')
  await run.wake()
  expect(run.winner()).toMatchObject({ autoMerge: false, isDraft: true })
  expect(run.scoreboard()).not.toContain('Auto-merge is on')
})
