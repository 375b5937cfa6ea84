import { expect } from 'vitest'
import { aWorld, write } from './a-world.ts'

/** A run that is over and settled: `minimal-change` is ready for review, the others are closed. */
export async function aSettledRun() {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(['pattern-extraction'])
  await world.wake()
  const pullOf = (id: string) => {
    const pull = world.pulls().find(({ branch }) => branch.endsWith(`/${id}`))
    const issue = world.state.issues.find(({ pull: one }) => one && one.branch === pull?.branch)
    if (!pull || !issue?.pull) throw new Error(`no pull request of ${id}`)
    return { ...pull, number: issue.number, pull: issue.pull }
  }
  const changesOf = async (act: () => unknown) => {
    world.passTime(60_000)
    await act()
    const before = world.changes.length
    await world.wake()
    const made = world.changes.slice(before)
    // However often it is woken then, nothing more happens.
    await world.wake()
    await world.wake()
    expect(world.changes.slice(before)).toEqual(made)
    expect((await world.speculation())?.settledAt).toBeDefined()
    return made
  }
  const scoreboard = () => world.issue().comments[0]?.body ?? ''
  return { ...world, pullOf, changesOf, scoreboard }
}
