import { describe, expect, it } from 'vitest'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const START = Date.parse('2026-05-05T12:00:00.000Z')

/** A run whose verdict is applied; from then on nobody tells the app of anything but the minutes that pass. */
async function aSettledRun(red: readonly string[] = []) {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(red)
  await world.wake()
  let passed = 0
  /** The minutes in which the sweep looked at the issue, of as many as are asked for. */
  const sweep = async (minutes: number) => {
    const looks: number[] = []
    for (let minute = 1; minute <= minutes; minute += 1) {
      world.passTime(MINUTE_MS)
      passed += MINUTE_MS
      const open = await world.store.openIssues(new Date(START + passed).toISOString())
      if (!open.some((one) => issueKey(one).endsWith(`#${world.number}`))) continue
      await world.wake()
      looks.push(minute)
    }
    return looks
  }
  return { ...world, sweep }
}

describe('O3: a settled run', () => {
  it('is looked at less and less often, and then once a day', async () => {
    const run = await aSettledRun()
    const looks = await run.sweep((10 * DAY_MS) / MINUTE_MS)
    expect(looks.slice(0, 9)).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 2_560])
    expect(looks.slice(9).map((minute, place) => minute - (looks[place + 8] ?? 0))).toEqual(
      Array(looks.length - 9).fill(1_440),
    )
    expect(looks).toHaveLength(17)
  })

  it('that nobody won is looked at like one with a winner, until it is archived', async () => {
    const run = await aSettledRun(['minimal-change', 'refactor-heavy', 'pattern-extraction'])
    expect((await run.speculation())?.verdict?.decision.kind).toBe('escalate')
    expect((await run.sweep(100)).slice(0, 4)).toEqual([10, 20, 40, 80])
    await run.sweep((15 * DAY_MS) / MINUTE_MS)
    expect((await run.speculation())?.archivedAt).toBeDefined()
    expect(await run.sweep((3 * DAY_MS) / MINUTE_MS)).toEqual([])
  })

  it('shows what no webhook told of after as long again as it had been quiet, and at once counts anew', async () => {
    const run = await aSettledRun()
    await run.sweep(300)
    const winner = run.pulls().find(({ labels }) => labels.includes('speculate:winner'))
    if (!winner) throw new Error('no winner')
    await run.push(winner.branch, 'src/more.js', '1')
    const found: number[] = []
    for (let minute = 0; minute < 300 && !(await run.speculation())?.revoked; minute += 1)
      found.push(...(await run.sweep(1)))
    expect((await run.speculation())?.revoked).toMatchObject({ cause: 'new-commits' })
    expect(found).toHaveLength(1)
    expect((await run.sweep(100)).slice(0, 4)).toEqual([10, 20, 40, 80])
  })

  it('is looked at with every sweep until GitHub has found out whether its winner conflicts with the base', async () => {
    const run = await aSettledRun()
    await run.sweep(300)
    const winner = run.state.issues.find(({ labels }) => labels.has('speculate:winner'))
    if (!winner?.pull) throw new Error('no winner')
    winner.pull.mergeable = 'unknown'
    // Somebody pushes to the base.
    await run.wake()
    expect(await run.sweep(3)).toEqual([1, 2, 3])
    winner.pull.mergeable = 'conflicting'
    await run.sweep(1)
    expect((await run.speculation())?.revoked).toMatchObject({ cause: 'conflict' })
  })

  it('of an issue that is gone is left alone until its losers are archived', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    await world.removeIssue(world.number)
    await world.wake()
    const at = (days: number) => new Date(START + days * DAY_MS).toISOString()
    expect(await world.store.openIssues(at(13))).toEqual([])
    expect(await world.store.openIssues(at(15))).toHaveLength(1)
  })
})
