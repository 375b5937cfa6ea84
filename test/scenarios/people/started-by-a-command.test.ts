import { describe, expect, it } from 'vitest'
import { replay } from '../../../src/stages/replay.ts'
import { aWorld, write } from '../worlds/a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>

/** A command on the issue, a minute later, and the look that follows; what the app has changed for it. */
async function say(world: World, text: string, by = 'maya') {
  world.passTime(60_000)
  await world.comment(world.number, text, by)
  const before = world.changes.length
  await world.wake()
  const made = world.changes.slice(before)
  // However often it is woken then, it is answered once.
  const after = world.changes.length
  await world.wake()
  await world.wake()
  expect(world.changes.slice(after)).toEqual([])
  return made
}

const replies = (world: World) =>
  world
    .issue()
    .comments.map(({ body }) => body)
    .filter((body) => body.startsWith('<!-- speculate:reply '))
const lastReply = (world: World) => replies(world).at(-1) ?? ''
const scoreboards = (world: World) =>
  world
    .issue()
    .comments.map(({ body }) => body)
    .filter((body) => body.startsWith('<!-- speculate:scoreboard '))

async function decided(world: World) {
  await write(world)
  await world.checksAnswer(['pattern-extraction'])
  await world.wake()
}

describe('/speculate on an issue without the label', () => {
  it('starts a run, which says who has started it and with what, and is over like any other', async () => {
    const world = await aWorld()
    expect(await say(world, '/speculate candidates=2')).toEqual(['react +1', `comment #${world.number}`])
    const run = await world.speculation()
    expect(run?.trigger).toMatchObject({
      kind: 'command',
      actor: 'maya',
      role: 'write',
      line: '/speculate candidates=2',
      options: { candidates: 2 },
    })
    expect(run?.plan.briefs.map(({ id }) => id)).toEqual(['minimal-change', 'refactor-heavy'])
    expect(scoreboards(world)[0]).toContain('> Started by `maya` with `⁄speculate candidates=2`.')
    expect(scoreboards(world)[0]).toContain('The comment `/speculate cancel` stops the run.')
    await write(world)
    await world.checksAnswer(['refactor-heavy'])
    await world.wake()
    const settled = await world.speculation()
    expect(settled).toMatchObject({ verdict: { decision: { kind: 'promote', candidate: 'minimal-change' } } })
    expect(settled?.settledAt).toBeDefined()
    expect([...world.issue().labels]).not.toContain('speculate')
    const { entries } = await world.store.auditLog(run?.id ?? '')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('goes on when the label is put on and taken off', async () => {
    const world = await aWorld()
    await say(world, '@Speculate start')
    await world.label(world.number, 'speculate')
    await world.wake()
    world.passTime(60_000)
    await world.unlabel(world.number, 'speculate')
    await world.wake()
    expect((await world.speculation())?.verdict).toBeUndefined()
    await decided(world)
    const run = await world.speculation()
    expect(run).toMatchObject({ run: 1, verdict: { decision: { kind: 'promote' } } })
    await world.wake()
    expect((await world.speculation())?.run).toBe(1)
  })

  it('is told while a run is going on, and starts the next one once it is over', async () => {
    const world = await aWorld()
    await say(world, '/speculate')
    await say(world, '/speculate candidates=1')
    expect(lastReply(world)).toContain('a run is going on already')
    await decided(world)
    await say(world, '/speculate candidates=1')
    const run = await world.speculation()
    expect(run).toMatchObject({ run: 2, trigger: { kind: 'command', options: { candidates: 1 } } })
    expect(run?.plan.briefs).toHaveLength(1)
  })

  it.each([
    ['/speculate stage=red', { plan: { stage: 'red' } }],
    ['/speculate budget=$2.50', { settings: { budget: { speculation: { usd: 2.5 } } } }],
    ['/speculate budget=3', { settings: { budget: { speculation: { usd: 3 } } } }],
  ])('%s acts', async (text, expected) => {
    const settings =
      'verifier:\n  checks: [lint, { name: test, fails_in_red: true }]\nbudget: { speculation: { usd: 4 } }\n'
    const world = await aWorld({ settings })
    await say(world, text)
    expect(await world.speculation()).toMatchObject(expected)
  })

  it('toolchain=… writes all candidates', async () => {
    const world = await aWorld({ toolchains: ['scripted', 'codex'] })
    await say(world, '/speculate toolchain=codex')
    const run = await world.speculation()
    expect(run?.plan.briefs.map(({ toolchain }) => toolchain)).toEqual(['codex', 'codex', 'codex'])
  })

  it.each([
    ['candidates=6', '`candidates=6` is not possible: a number from 1 to 5 is possible'],
    [
      'candidates=5',
      '`candidates=5` is not possible: there are 4 strategies to begin with, so 1 to 4 are possible.',
    ],
    ['candidats=2', 'there is no option `candidats=2`; did you mean `candidates=`?'],
    ['stage=blue', '`stage=blue` is not possible: `red`, `green` or `commit` is possible'],
    ['budget=$9', '`budget=$9` is not possible: one run may spend `$4` here, and less may be asked for.'],
    ['budget=nothing', '`budget=nothing` is not possible: US dollars are possible, such as `$5`'],
    ['toolchain=copilot', 'The toolchain `copilot` is not configured; configured: `scripted`.'],
    ['stage=red', 'nothing says which check runs the tests'],
    ['candidates=2 candidates=3', '`candidates` is given twice'],
  ])('%s gets one polite reply, and nothing is started', async (options, why) => {
    const world = await aWorld({
      settings: 'verifier:\n  checks: [lint, test]\nbudget: { speculation: { usd: 4 } }\n',
    })
    const made = await say(world, `/speculate ${options}`)
    expect(made).toEqual(['react confused', `comment #${world.number}`])
    expect(lastReply(world)).toContain(why)
    expect(await world.speculation()).toBeUndefined()
    await say(world, '/speculate')
    expect(await world.speculation()).toBeDefined()
  })

  it('tells a stranger once that it takes write access, and hears who may', async () => {
    const world = await aWorld()
    expect(await say(world, '/speculate', 'stranger')).toEqual(['react confused', `comment #${world.number}`])
    expect(lastReply(world)).toContain("it takes write access, and the author's role is `read`")
    expect(await say(world, '/speculate candidates=1', 'stranger')).toEqual([])
    expect(await say(world, '/speculate', 'dep[bot]')).toEqual(['react confused', `comment #${world.number}`])
    expect(lastReply(world)).toContain('only people start a run')
    await say(world, '/speculate')
    expect((await world.speculation())?.trigger).toMatchObject({ actor: 'maya' })
  })

  it('takes the title as it was when it was asked for, and refuses a text that was edited since', async () => {
    const world = await aWorld()
    world.passTime(60_000)
    await world.comment(world.number, '/speculate', 'maya')
    world.passTime(60_000)
    await world.rename(world.number, 'Something else')
    await world.wake()
    expect((await world.speculation())?.snapshot.title).toBe('Retry charges twice')
    expect(scoreboards(world)[0]).toContain('The title was changed after the run was asked for')

    const other = await aWorld()
    other.passTime(60_000)
    await other.comment(other.number, '/speculate', 'maya')
    other.passTime(60_000)
    other.issue().lastEditedAt = new Date(other.now()).toISOString()
    await other.wake()
    expect(await other.speculation()).toBeUndefined()
    expect(lastReply(other)).toContain('The issue was edited after the command was written')
    expect(lastReply(other)).toContain('write the command again')
  })

  it('other commands are told that there is no run, and help lists them all', async () => {
    const world = await aWorld()
    await say(world, '/speculate status')
    expect(lastReply(world)).toContain('there is no run on this issue yet: `/speculate` starts one')
    await say(world, '/speculate help')
    expect(lastReply(world)).toContain('- `/speculate [candidates=2]')
    expect(replies(world)).toHaveLength(2)
  })

  it('several of one look: each has its answer, and the first that may starts the run', async () => {
    const world = await aWorld()
    world.passTime(60_000)
    await world.comment(world.number, '/speculate', 'stranger')
    await world.comment(world.number, '/speculate candidates=0', 'maya')
    await world.comment(world.number, '/speculate candidates=2', 'maya')
    await world.comment(world.number, '/speculate candidates=1', 'maya')
    await world.wake()
    expect((await world.speculation())?.trigger).toMatchObject({ options: { candidates: 2 } })
    expect(replies(world)).toHaveLength(3)
    expect(lastReply(world)).toContain('a run is going on already')
  })

  it('a refusal is in the log with the author of the command', async () => {
    const world = await aWorld()
    const closed = world.issue()
    closed.open = false
    await say(world, '/speculate')
    const { entries } = await world.store.auditLog('acme/payments#1.1')
    expect(entries).toMatchObject([
      { kind: 'refused', payload: { kind: 'issue-closed', askedBy: 'maya', line: '/speculate' } },
    ])
  })
})

describe('a label that is put on between a cancel and the next look', () => {
  it('asks for another run', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await world.wake()
    world.passTime(60_000)
    await world.comment(world.number, '/speculate cancel', 'maya')
    world.passTime(60_000)
    await world.unlabel(world.number, 'speculate')
    world.passTime(10_000)
    await world.label(world.number, 'speculate')
    await world.wake()
    await world.wake()
    expect(await world.speculation()).toMatchObject({ run: 2 })
    expect((await world.speculation())?.verdict).toBeUndefined()
  })
})
