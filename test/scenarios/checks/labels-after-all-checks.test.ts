import { expect, it } from 'vitest'
import { aWorld, write } from '../worlds/a-world.ts'

const settings = 'verifier:\n  checks: [lint, test]\npolicy:\n  name: lexicographic\n'
const labelsOf = (world: Awaited<ReturnType<typeof aWorld>>) => world.pulls().flatMap(({ labels }) => labels)

it.each([
  ['none has begun', []],
  ['one check of each has ended', ['lint']],
])('V6, varied: no draft has a label of ours, a reviewer or a review while %s', async (_, ended) => {
  const world = await aWorld({ settings })
  await world.label(world.number, 'speculate')
  await write(world)
  for (const { head } of world.pulls())
    for (const name of ['lint', 'test'])
      await world.report(head, { name, ...(ended.includes(name) && { conclusion: 'success' }) })
  for (let look = 0; look < 3; look += 1) {
    world.passTime(120_000)
    await world.wake()
  }
  expect(labelsOf(world)).toEqual([])
  expect(world.pulls().flatMap(({ reviewers }) => [...reviewers])).toEqual([])
  expect(
    world.changes.filter(
      (change) => /label|review|ready/.test(change) && !change.includes(`#${world.number}`),
    ),
  ).toEqual([])
})

it('V6, varied: once all have ended, the winner and the others are labelled', async () => {
  const world = await aWorld({ settings })
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(['refactor-heavy'])
  await world.wake()
  await world.wake()
  expect(labelsOf(world).filter((label) => label === 'speculate:winner')).toHaveLength(1)
})
