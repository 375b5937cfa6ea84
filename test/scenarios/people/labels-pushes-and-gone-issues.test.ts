import { describe, expect, it } from 'vitest'
import { aWorld, IDS, write } from '../worlds/a-world.ts'
import { published } from '../worlds/published-world.ts'

const [FIRST, SECOND, THIRD] = ['minimal-change', 'refactor-heavy', 'pattern-extraction'] as const
type World = Awaited<ReturnType<typeof aWorld>>

const winners = (world: Pick<World, 'pulls'>) =>
  world.pulls().filter(({ isOpen, labels }) => isOpen && labels.includes('speculate:winner'))
const settled = async (world: World) => {
  for (let look = 0; look < 4; look += 1) await world.wake()
}

describe('one run and one winner, whatever the label does', () => {
  it('V7, varied: the label flaps while checks run, and again between the verdict and its settlement', async () => {
    const run = await published()
    for (const offMs of [50, 900, 1_900]) {
      await run.unlabel(run.number, 'speculate')
      run.passTime(offMs)
      await run.label(run.number, 'speculate', 'rhea')
      await run.wake()
    }
    await run.checksAnswer([SECOND])
    await run.unlabel(run.number, 'speculate')
    await run.label(run.number, 'speculate')
    await settled(run)
    expect((await run.speculation())?.run).toBe(1)
    expect(winners(run)).toHaveLength(1)
  })

  it('V7, varied: a label that stays off ends the run, and put on later begins exactly one more', async () => {
    const run = await published()
    await run.unlabel(run.number, 'speculate')
    await run.wake()
    run.passTime(60_000)
    await settled(run)
    expect(await run.decision()).toMatchObject({ kind: 'escalate', cause: 'withdrawn' })
    run.passTime(60_000)
    await run.label(run.number, 'speculate')
    await settled(run)
    expect((await run.speculation())?.run).toBe(2)
    expect(run.pulls().filter(({ isOpen }) => isOpen)).toEqual([])
  })

  it('V36, varied: labels of the repository are written in other letters', async () => {
    const world = await aWorld()
    await world.label(world.number, 'SPECULATE')
    await write(world)
    await world.checksAnswer()
    await settled(world)
    expect((await world.speculation())?.verdict?.decision).toMatchObject({ kind: 'promote' })
    expect(winners(world)).toHaveLength(1)
  })
})

describe('an issue that is gone', () => {
  it.each(['before anybody has written', 'after everybody was published', 'after some checks'])(
    'V10, varied: %s',
    async (when) => {
      const world = await aWorld()
      await world.label(world.number, 'speculate')
      await world.wake()
      if (when !== 'before anybody has written') await write(world)
      if (when === 'after some checks') await world.checksAnswer([], [FIRST])
      await world.removeIssue(world.number)
      await settled(world)
      expect(world.pulls().filter(({ isOpen }) => isOpen)).toEqual([])
      const before = structuredClone(world.state)
      await settled(world)
      expect(world.state).toEqual(before)
    },
  )
})

describe('what people do to candidates', () => {
  it('V13, varied: a person pushes to two of three, the third wins, and theirs stay open', async () => {
    const run = await published()
    for (const id of [FIRST, THIRD]) await run.push(run.pullOf(id).pull.branch, 'src/mine.js', 'mine', 'rhea')
    await run.checksAnswer()
    await settled(run)
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
    for (const id of [FIRST, THIRD]) {
      expect(run.pullOf(id).isOpen).toBe(true)
      expect(run.pullOf(id).labels).not.toContain('speculate:rejected')
      expect((await run.rowOf(id))?.reason).toContain('rhea')
    }
  })

  it('V13, varied: a person who pushes to all of them leaves nobody to promote and nothing closed', async () => {
    const run = await published()
    for (const id of IDS) await run.push(run.pullOf(id).pull.branch, 'src/mine.js', `mine ${id}`, 'maya')
    await run.checksAnswer()
    await settled(run)
    expect(await run.decision()).toMatchObject({ kind: 'escalate' })
    expect(IDS.every((id) => run.pullOf(id).isOpen)).toBe(true)
  })

  it('V11, varied: the base moves under all that passed; nothing right is closed', async () => {
    const run = await published()
    await run.checksAnswer([THIRD])
    await run.commitToMain('src/client.js', 'moved')
    for (const id of [FIRST, SECOND]) run.pullOf(id).pull.mergeable = 'conflicting'
    await settled(run)
    expect((await run.decision())?.kind).toBe('escalate')
    expect([FIRST, SECOND].every((id) => run.pullOf(id).isOpen)).toBe(true)
    expect(run.pullOf(THIRD).isOpen).toBe(false)
  })

  it('V41, varied: a stale bot closes every draft before the verdict; the right one still wins', async () => {
    const run = await published()
    for (const id of IDS) await run.closeAs('stale[bot]', run.pullOf(id).number)
    await settled(run)
    await run.checksAnswer([FIRST, THIRD])
    await settled(run)
    expect(await run.decision()).toMatchObject({ kind: 'promote', candidate: SECOND })
  })

  it('V41, varied: a person who closes a draft is obeyed', async () => {
    const run = await published()
    await run.closeAs('rhea', run.pullOf(SECOND).number)
    await run.checksAnswer([FIRST, THIRD])
    await settled(run)
    expect((await run.decision())?.kind).toBe('escalate')
    expect(run.pullOf(SECOND)).toMatchObject({ isOpen: false })
    expect(run.pullOf(SECOND).labels).not.toContain('speculate:rejected')
  })
})

describe('the winner and the leftovers', () => {
  it('V22, varied: the winner alone closes the issue, and no longer once it is sent back', async () => {
    const run = await published()
    await run.checksAnswer([THIRD])
    await settled(run)
    const decided = await run.decision()
    const won = decided?.kind === 'promote' ? decided.candidate : ''
    const closes = (id: string) => /^(?:Fixes|Closes) #\d+/m.test(run.pullOf(id).body)
    expect(IDS.filter(closes)).toEqual([won])
    await run.push(run.pullOf(won).pull.branch, 'src/more.js', 'more', 'maya')
    await settled(run)
    expect(IDS.filter(closes)).toEqual([])
  })

  it('V21, varied: what an escalated run left open goes when the next one begins, and one scoreboard stays', async () => {
    const run = await published('verifier: { checks: [lint, test] }\nspeculation: { vote_threshold: 1 }\n')
    await run.checksAnswer()
    await settled(run)
    expect(run.pulls().filter(({ isOpen }) => isOpen)).not.toEqual([])
    run.passTime(60_000)
    await run.unlabel(run.number, 'speculate')
    await run.wake()
    run.passTime(60_000)
    await run.label(run.number, 'speculate')
    await settled(run)
    expect((await run.speculation())?.run).toBe(2)
    expect(run.pulls().filter(({ isOpen }) => isOpen)).toEqual([])
    expect(run.issue().comments.filter(({ body }) => body.includes('speculate:scoreboard'))).toHaveLength(1)
  })

  it('V42, varied: a title that is changed twice after the label is not what agents are given', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    world.passTime(1_000)
    await world.rename(world.number, 'Delete everything')
    world.passTime(1_000)
    await world.rename(world.number, 'Delete it all')
    await world.wake()
    const speculation = await world.speculation()
    expect(speculation?.snapshot.title ?? 'refused').not.toContain('Delete')
  })

  it('V35, varied: a settled run stays settled under comments of people and bots on every page', async () => {
    const run = await published()
    await run.checksAnswer()
    await settled(run)
    for (let n = 0; n < 120; n += 1)
      for (const on of run.state.issues.map(({ number }) => number))
        await run.comment(on, `comment ${n}`, n % 2 ? 'ann' : 'codecov[bot]')
    const before = structuredClone(run.state)
    await settled(run)
    expect(run.state).toEqual(before)
  })
})
