import { describe, expect, it } from 'vitest'
import { replay } from '../../../src/stages/replay.ts'
import { aWorld, IDS, write } from '../worlds/a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>

async function aRun(settings?: string) {
  const world = await aWorld(settings === undefined ? {} : { settings })
  await world.label(world.number, 'speculate')
  await write(world)
  return world
}

async function say(world: World, text: string, by = 'maya') {
  world.passTime(60_000)
  await world.comment(world.number, text, by)
  await world.wake()
}

const lastComment = (world: World) => world.issue().comments.at(-1)?.body ?? ''

describe('/speculate add "strategy"', () => {
  it('one more candidate competes with that strategy, and can win', async () => {
    const world = await aRun()
    await say(world, '/speculate add “Keep a table of what was charged.”')
    const run = await world.speculation()
    expect(run?.plan.briefs.at(-1)).toEqual({
      ...{ id: 'added-1', tag: 'alt3', strategy: 'Keep a table of what was charged.' },
      ...{ constraints: [], toolchain: 'scripted' },
    })
    expect(world.queued.map(({ candidate }) => candidate)).toEqual(['added-1'])
    await write(world)
    expect(world.pulls()).toHaveLength(4)
    await world.checksAnswer(IDS, [...IDS, 'added-1'])
    await world.wake()
    const settled = await world.speculation()
    expect(settled?.verdict?.decision).toMatchObject({ kind: 'promote', candidate: 'added-1' })
    expect(world.pulls().at(-1)?.labels).toEqual(['speculate:alt3', 'speculate:winner'])
    const board = world.issue().comments[0]?.body ?? ''
    expect(board).toContain('> `added-1` was added by `maya` while the run went on.')
    expect(board).toContain('Keep a table of what was charged.')
    const { entries } = await world.store.auditLog(settled?.id ?? '')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('is counted to five together with what was entered, and everybody keeps their tag', async () => {
    const world = await aRun()
    const number = await world.openPullRequest('theirs')
    await say(world, `/speculate enter #${number}`)
    await say(world, '/speculate add "One"')
    await say(world, '/speculate add "Two"')
    expect(lastComment(world)).toContain('5 candidates are the most')
    await say(world, '/speculate status')
    const labels = world.pulls().map(({ branch, labels: all }) => [branch.split('/').at(-1), ...all])
    expect(labels).toContainEqual(['theirs', 'speculate:alt3'])
    expect((await world.speculation())?.plan.briefs.map(({ id, tag }) => [id, tag])).toEqual([
      ['minimal-change', 'primary'],
      ['refactor-heavy', 'alt1'],
      ['pattern-extraction', 'alt2'],
      ['added-1', 'alt4'],
    ])
  })

  it('of two in one look the second knows of the first', async () => {
    const world = await aRun()
    world.passTime(60_000)
    for (const text of ['One', 'Two', 'Three'])
      await world.comment(world.number, `/speculate add ${text}`, 'maya')
    await world.wake()
    const run = await world.speculation()
    expect(run?.plan.briefs.slice(3).map(({ id, strategy }) => [id, strategy])).toEqual([
      ['added-1', 'One'],
      ['added-2', 'Two'],
    ])
    expect(lastComment(world)).toContain('5 candidates are the most')
  })

  it('is refused where the budget is used up, and after the verdict', async () => {
    const world = await aWorld({
      settings: 'verifier:\n  checks: [lint, test]\nbudget: { speculation: { minutes: 1 } }\n',
    })
    await world.label(world.number, 'speculate')
    await write(world, { change: (_, outcome) => ({ ...outcome, usage: { seconds: 20 } }) })
    await say(world, '/speculate add "One"')
    expect(lastComment(world)).toMatch(/Nothing was done for .*: .*budget/)
    expect((await world.speculation())?.plan.briefs).toHaveLength(3)

    const over = await aRun()
    await over.checksAnswer()
    await over.wake()
    await say(over, '/speculate add "One"')
    expect(lastComment(over)).toContain('it came too late: there is a verdict already.')
  })

  it.each([
    ['/speculate add', 'it names no strategy: write it as in `/speculate add "strategy"`'],
    ['/speculate add ""', 'it names no strategy'],
    [`/speculate add "${'x'.repeat(301)}"`, 'a strategy has at most 300 characters here'],
  ])('%s is told what is missing', async (text, why) => {
    const world = await aRun()
    await say(world, text)
    expect(lastComment(world)).toContain(why)
  })

  it('a stranger adds nothing', async () => {
    const world = await aRun()
    await say(world, '/speculate add "One"', 'stranger')
    expect((await world.speculation())?.plan.briefs).toHaveLength(3)
    expect(lastComment(world)).toContain('it takes write access')
  })
})
