import { describe, expect, it } from 'vitest'
import { createMemoryQueue } from '../../fakes/memory-queue.ts'
import { aWorld, IDS, write } from '../worlds/a-world.ts'

describe('a whole run', () => {
  it('A7: goes from the label to one ready winner and closed, tagged losers, and then rests', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    expect(world.pulls().map((pull) => pull.isDraft)).toEqual([true, true, true])

    await world.checksAnswer(['refactor-heavy'])
    await world.wake()
    expect((await world.speculation())?.verdict?.decision).toMatchObject({
      kind: 'promote',
      candidate: 'minimal-change',
    })
    const shown = world
      .pulls()
      .map((pull) => [
        pull.isOpen,
        pull.isDraft,
        pull.labels.filter((label) => /winner|rejected/.test(label)),
      ])
    expect(shown).toEqual([
      [true, false, ['speculate:winner']],
      [false, true, ['speculate:rejected']],
      [false, true, ['speculate:rejected']],
    ])
    expect(world.traces.map((trace) => trace.candidate_id).sort()).toEqual([...IDS].sort())

    const before = world.changes.length
    await world.wake()
    await world.wake()
    expect(world.changes.length).toBe(before)
  })

  it('D2: keeps one scoreboard on the issue from planning to the end, and writes one note on each draft at the verdict', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer()
    await world.wake()
    expect([world.issue(), ...world.pulls()].map(({ comments }) => comments.length)).toEqual([1, 1, 1, 1])
    const notes = world.pulls().map(({ comments }) => comments[0]?.body ?? '')
    for (const note of notes) expect(note).toMatch(/\[The scoreboard on #1\]\(\S+#issuecomment-\d+\)/)
    expect(Math.max(...notes.map(({ length }) => length))).toBeLessThan(1_000)
  })

  it('asks a human when all fail', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer(IDS)
    await world.wake()
    expect((await world.speculation())?.verdict?.decision).toMatchObject({
      kind: 'escalate',
      cause: 'nobody-passed',
    })
    expect(world.pulls().every((pull) => !pull.isOpen)).toBe(true)
  })

  it('goes on with the others when one agent crashes', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world, { without: ['minimal-change'] })
    await world.checksAnswer()
    await world.wake()
    expect(world.pulls()).toHaveLength(2)
    expect((await world.speculation())?.verdict?.decision).toMatchObject({
      kind: 'promote',
      candidate: 'refactor-heavy',
    })
  })

  it.each([
    'createCommit',
    'createBranches',
    'ensureDraft',
    'ensureComment',
    'ensureLabels',
    'changePullRequest',
    'markReady',
  ] as const)('does nothing twice when %s fails before or after its effect', async (method) => {
    for (const when of ['before', 'after'] as const) {
      const world = await aWorld()
      const wake = () => world.wake().catch(() => {})
      await world.label(world.number, 'speculate')
      await wake()
      world.failNext(method, when)
      for (let round = 0; round < 6; round += 1) {
        await world.agentsAnswer()
        await wake()
        if (round === 3) await world.checksAnswer(['refactor-heavy'])
        if (round === 4) world.failNext(method, when)
      }
      await wake()
      expect(world.pulls()).toHaveLength(3)
      expect((await world.speculation())?.settledAt, `${method} ${when}`).toBeDefined()
      expect([world.issue(), ...world.pulls()].map(({ comments }) => comments.length)).toEqual([1, 1, 1, 1])
      expect(world.pulls().filter((pull) => pull.isOpen && !pull.isDraft)).toHaveLength(1)
    }
  })

  it('stops when the label is taken off', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await world.wake()
    world.issue().labels.delete('speculate')
    await world.wake()
    expect((await world.speculation())?.verdict?.decision).toMatchObject({
      kind: 'escalate',
      cause: 'withdrawn',
    })
    expect((await world.speculation())?.settledAt).toBeDefined()
  })

  it('runs once when the label flaps 1,000 times and every flap wakes the issue (T15)', async () => {
    const world = await aWorld()
    const queue = createMemoryQueue()
    let looks = 0
    const reconcile = async () => {
      looks += 1
      await world.wake()
    }
    await queue.work({ reconcile, attempt: async () => {} }, { reconciles: 4, attempts: 1 })
    for (let flap = 0; flap < 1_000; flap += 1) {
      world.issue().labels.delete('speculate')
      await world.label(world.number, 'speculate')
      world.passTime(10)
      await queue.wake(`acme/payments#${world.number}`)
    }
    await queue.idle()
    expect(await world.speculation()).toMatchObject({ run: 1 })
    expect(world.queued).toHaveLength(2)
    expect(world.issue().comments).toHaveLength(1)
    expect(looks).toBeLessThanOrEqual(1_000)
  })

  it('runs once however often the label flaps, and again when it is put on after the end', async () => {
    const world = await aWorld()
    for (let flap = 0; flap < 100; flap += 1) {
      await world.label(world.number, 'speculate')
      world.passTime(10)
    }
    await write(world)
    await world.checksAnswer()
    await world.wake()
    expect(await world.speculation()).toMatchObject({ run: 1 })
    await world.wake()
    expect(await world.speculation()).toMatchObject({ run: 1 })
    world.passTime(60_000)
    await world.label(world.number, 'speculate')
    await world.wake()
    expect(await world.speculation()).toMatchObject({ run: 2 })
  })

  it('answers a stranger with one refusal and starts nothing', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate', 'stranger')
    await world.wake()
    await world.wake()
    expect(await world.speculation()).toBeUndefined()
    expect(world.issue().comments).toHaveLength(1)
  })
})
