import { expect, it } from 'vitest'
import { openWorld, type SavedWorld } from '../worlds/a-world.ts'
import { published } from '../worlds/published-world.ts'

const SETTINGS = 'verifier:\n  checks: [lint, test]\nreviewers: [rob]\n'

/** The end as people see it; ids of comments and times differ with what happened on the way. */
function shown({ issue, pulls }: ReturnType<typeof openWorld>) {
  return {
    issue: { labels: [...issue().labels].toSorted(), comments: issue().comments.map(({ body }) => body) },
    pulls: pulls().map(({ comments, ...pull }) => ({ ...pull, comments: comments.map(({ body }) => body) })),
  }
}

async function decided() {
  const world = await published(SETTINGS)
  await world.checksAnswer(['refactor-heavy'])
  const before = world.changes.length
  const moments: SavedWorld[] = []
  world.onChange(() => moments.push(world.save()))
  await world.wake()
  return { world, changes: world.changes.slice(before), moments }
}

it('O2: after the last check the winner comes first, then the scoreboard of the issue, labels, and the losers last', async () => {
  const { changes } = await decided()
  expect(changes).toMatchInlineSnapshot(`
    [
      "ready #2",
      "edit #1",
      "text #2",
      "comment #2",
      "comment #4",
      "comment #3",
      "reviewers #2",
      "label #2",
      "label #4",
      "label #3",
      "close #4",
      "close #3",
    ]
  `)
})

it('a process that is killed after any of these effects leaves a run that ends the same', async () => {
  const { world, moments } = await decided()
  for (const moment of moments) {
    const next = openWorld(moment)
    await next.wake()
    expect(shown(next)).toEqual(shown(world))
    expect((await next.speculation())?.settledAt).toBeDefined()
  }
})
