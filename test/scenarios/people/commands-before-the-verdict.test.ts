import { describe, expect, it } from 'vitest'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { replay } from '../../../src/stages/replay.ts'
import { aWorld, write } from '../worlds/a-world.ts'

/** Three drafts are open, and their checks have yet to answer. */
async function aRun() {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  world.passTime(60_000)
  return world
}

const say = (world: Awaited<ReturnType<typeof aRun>>, text: string) =>
  world.comment(world.number, text, 'maya')

describe('before the verdict, on a comment of somebody with write access', () => {
  it('hold leaves the choice to people, who promote with a command', async () => {
    const world = await aRun()
    await say(world, '/speculate hold')
    await world.wake()
    await world.checksAnswer(['pattern-extraction'])
    await world.wake()
    const run = await world.speculation()
    expect(run?.verdict?.decision).toMatchObject({ kind: 'escalate', cause: 'held' })
    expect(world.pulls().map(({ isOpen, isDraft }) => [isOpen, isDraft])).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ])
    expect([...world.issue().labels]).toContain('speculate:escalated')
    expect(world.issue().comments[0]?.body).toContain('`maya` asked to choose')
    world.passTime(60_000)
    await say(world, '/speculate promote refactor-heavy')
    await world.wake()
    expect(world.pulls().map(({ isOpen, isDraft }) => [isOpen, isDraft])).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ])
    expect([...world.issue().labels]).toEqual(['speculate'])
    const { entries } = await world.store.auditLog(run?.id ?? '')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('cancel ends the run although the label stays, and nothing begins by itself', async () => {
    const world = await aRun()
    await say(world, '/speculate cancel')
    await world.wake()
    const run = await world.speculation()
    expect(run?.verdict?.decision).toEqual({
      kind: 'escalate',
      cause: 'withdrawn',
      reason: '`maya` cancelled the run before a verdict.',
    })
    expect(world.pulls().every(({ isOpen }) => !isOpen)).toBe(true)
    expect([...world.issue().labels]).toEqual(['speculate'])
    world.passTime(3_600_000)
    await world.wake()
    expect((await world.speculation())?.run).toBe(1)
  })

  it('retry has the agent of a failed candidate write again, and only that', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await world.wake()
    await world.agentsAnswer({ without: ['refactor-heavy'] })
    await world.wake()
    await world.agentsAnswer({ without: ['refactor-heavy'] })
    await world.wake()
    await world.checksAnswer()
    world.passTime(60_000)
    await say(world, '/speculate retry')
    await world.wake()
    await world.agentsAnswer()
    await world.wake()
    expect(world.pulls()).toHaveLength(3)
    expect((await world.speculation())?.commands?.map(({ answer }) => answer)).toEqual([
      { kind: 'retried', candidates: ['refactor-heavy'] },
    ])
    await say(world, '/speculate retry')
    await world.wake()
    expect(world.issue().comments.at(-1)?.body).toContain('no agent has failed.')
  })

  it('retry is answered as what it was, also where the reaction to it failed', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world, { without: ['refactor-heavy'] })
    world.passTime(60_000)
    await say(world, '/speculate retry')
    world.failNext('react', 'before', new ForgeError('unavailable', '502'))
    await world.wake().catch(() => {})
    await world.wake()
    expect((await world.speculation())?.commands?.map(({ answer }) => answer)).toEqual([
      { kind: 'retried', candidates: ['refactor-heavy'] },
    ])
    expect(world.queued).toHaveLength(1)
  })

  it('several retries of one look start no more agents than may be at work', async () => {
    const failing = { without: ['minimal-change', 'refactor-heavy'] }
    const world = await aWorld({
      settings: 'verifier:\n  checks: [lint, test]\nspeculation:\n  default_parallelism: 1\n',
    })
    await world.label(world.number, 'speculate')
    await write(world, failing)
    world.passTime(60_000)
    for (const id of failing.without) await say(world, `/speculate retry ${id}`)
    await world.wake()
    expect(world.queued.map(({ candidate }) => candidate)).toEqual(['minimal-change'])
    expect(world.issue().comments.at(-1)?.body).toContain('as many agents are at work as may be')
  })

  it('promote comes too early', async () => {
    const world = await aRun()
    await say(world, '/speculate promote primary')
    await world.wake()
    expect(world.issue().comments.at(-1)?.body).toContain('there is no verdict yet.')
  })

  it('status says what each is waited for', async () => {
    const world = await aRun()
    await say(world, '/speculate status')
    await world.wake()
    const reply = world.issue().comments.at(-1)?.body ?? ''
    expect(reply).toContain('3 being checked')
    expect(reply.match(/^- `/gm)).toHaveLength(3)
  })
})
