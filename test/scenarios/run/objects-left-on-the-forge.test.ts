import { describe, expect, it } from 'vitest'
import { type ReconcileContext, reconcile } from '../../../src/reconcile.ts'
import { aWorld, openWorld } from '../worlds/a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>
type Workspace = ReconcileContext['workspace']

const SETTINGS = 'speculation:\n  default_parallelism: 3\nverifier:\n  checks: [lint, test]\n'

/** What is on the forge while objects are published: for each issue the commits that a temporary ref keeps. */
function aForgeOfObjects() {
  const refs = new Map<number, string[]>()
  const removed: number[] = []
  const workspace = (world: World, isRefused = () => false): Workspace => ({
    ...world.reconciling.workspace,
    withObjects: async ({ commits, waiting }, work) => {
      refs.set(
        waiting.issue,
        commits.map(({ commit }) => commit),
      )
      const made = await work(new Map())
      if (!isRefused()) refs.delete(waiting.issue)
      return { made, areLeft: isRefused() }
    },
    removeObjects: async ({ waiting }) => {
      removed.push(waiting.issue)
      if (isRefused()) throw new Error('git push failed')
      refs.delete(waiting.issue)
    },
  })
  return { refs, removed, workspace }
}

async function written(world: World): Promise<void> {
  await world.label(world.number, 'speculate')
  await world.wake()
  await world.agentsAnswer()
}

const withdraw = async (world: World) => {
  await world.unlabel(world.number, 'speculate')
  world.passTime(60_000)
}

/** A process that dies once the objects are on the forge; answers the world as the next one finds it. */
async function dyingInTheMiddle(world: World, workspace: Workspace): Promise<World> {
  const { promise: isPushed, resolve } = Promise.withResolvers<void>()
  const withObjects: Workspace['withObjects'] = (request) =>
    workspace.withObjects(request, () => {
      resolve()
      return new Promise(() => {})
    })
  void reconcile(world.key, { ...world.reconciling, workspace: { ...workspace, withObjects } })
  await isPushed
  return openWorld(world.save())
}

describe('temporary refs to objects', () => {
  it('are gone in the end when a process dies in the middle of a push and nothing is published afterwards', async () => {
    const { refs, removed, workspace } = aForgeOfObjects()
    const first = await aWorld({ settings: SETTINGS })
    await written(first)
    refs.set(77, ['of another run'])
    const world = await dyingInTheMiddle(first, workspace(first))
    const look = () => reconcile(world.key, { ...world.reconciling, workspace: workspace(world) })
    expect(refs.get(world.number)).toHaveLength(3)
    await withdraw(world)
    await look()
    expect((await world.speculation())?.settledAt).toBeDefined()
    expect([...refs.keys()]).toEqual([77])
    world.passTime(60 * 86_400_000)
    await look()
    expect((await world.speculation())?.archivedAt).toBeDefined()
    expect(removed).toEqual([world.number])
  })

  it('are gone in the end when they could not be removed after a publication that went well', async () => {
    const { refs, removed, workspace } = aForgeOfObjects()
    const world = await aWorld({ settings: SETTINGS })
    await written(world)
    const refused = workspace(world, () => true)
    await reconcile(world.key, { ...world.reconciling, workspace: refused })
    expect(world.pulls()).toHaveLength(3)
    expect(world.logged).toEqual([
      expect.stringContaining('the temporary refs to what was published could not be removed'),
    ])
    expect(refs.get(world.number)).toHaveLength(3)
    await world.checksAnswer()
    await reconcile(world.key, { ...world.reconciling, workspace: refused })
    expect((await world.speculation())?.settledAt).toBeUndefined()
    await reconcile(world.key, { ...world.reconciling, workspace: workspace(world) })
    expect((await world.speculation())?.settledAt).toBeDefined()
    expect(refs.size).toBe(0)
    expect(removed.length).toBeGreaterThan(1)
  })

  it('are not looked for where every publication ended well', async () => {
    const { removed, workspace } = aForgeOfObjects()
    const world = await aWorld({ settings: SETTINGS })
    await written(world)
    for (let looks = 0; looks < 3; looks += 1) {
      await reconcile(world.key, { ...world.reconciling, workspace: workspace(world) })
      await world.checksAnswer()
    }
    expect((await world.speculation())?.settledAt).toBeDefined()
    expect(removed).toEqual([])
  })
})
