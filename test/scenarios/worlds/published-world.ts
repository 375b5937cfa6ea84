import { aWorld, write } from './a-world.ts'

/** Everybody has written and is published; no check has answered yet. */
export async function published(settings?: string) {
  const world = await aWorld(settings === undefined ? {} : { settings })
  await world.label(world.number, 'speculate')
  await write(world)
  const pullOf = (id: string) => {
    const issue = world.state.issues.find(({ pull }) => pull?.branch.endsWith(`/${id}`))
    if (!issue?.pull) throw new Error(`no pull request of ${id}`)
    return { ...issue, pull: issue.pull, labels: [...issue.labels], isOpen: issue.open }
  }
  const rowOf = async (id: string) =>
    (await world.speculation())?.verdict?.scoreboard.rows.find(({ candidate }) => candidate === id)
  const decision = async () => (await world.speculation())?.verdict?.decision
  const scoreboard = () => world.issue().comments[0]?.body ?? ''
  return { ...world, pullOf, rowOf, decision, scoreboard }
}

export type PublishedWorld = Awaited<ReturnType<typeof published>>
