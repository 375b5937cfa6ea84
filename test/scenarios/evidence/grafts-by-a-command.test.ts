import { describe, expect, it } from 'vitest'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { replay } from '../../../src/stages/replay.ts'
import { MINIMAL, matrixOf, PATTERN, proved, REFACTOR } from '../worlds/a-proof.ts'
import { aWorld, write } from '../worlds/a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>

/** `minimal-change` has won, and the tests of the others are offered to it. */
async function aRunWithGrafts() {
  const { world } = await proved((one) => matrixOf(one, { [MINIMAL]: {}, [PATTERN]: {}, [REFACTOR]: {} }))
  expect((await world.speculation())?.settledAt).toBeDefined()
  return world
}

async function say(world: World, text: string, by = 'maya') {
  world.passTime(60_000)
  await world.comment(world.number, text, by)
  const before = world.changes.length
  await world.wake()
  return world.changes.slice(before)
}

const reply = (world: World) => world.issue().comments.at(-1)?.body ?? ''
const scoreboard = (world: World) => world.issue().comments[0]?.body ?? ''
const winnerOf = (world: World) => {
  const [winner] = world.pulls()
  return winner ?? expect.unreachable()
}
const graftOf = (world: World, id: string) => world.state.heads.get(`speculate/1.1/graft-${id}`)

describe('/speculate graft', () => {
  it("puts a loser's tests onto the winner, which stays promoted while its checks pass", async () => {
    const world = await aRunWithGrafts()
    const made = await say(world, `/speculate graft ${PATTERN}`)
    const told = ['react +1', `comment #${world.number}`, 'edit #2', `edit #${world.number}`]
    expect(made).toEqual([`advance ${winnerOf(world).branch}`, ...told])
    expect(scoreboard(world)).toContain('put onto `#2` as commit')
    expect(scoreboard(world)).toContain('its checks run again.')
    expect(winnerOf(world).head).toBe(graftOf(world, PATTERN))
    expect(reply(world)).toContain('The tests of `pattern-extraction` are on #2 now, as commit')
    await world.report(winnerOf(world).head, { name: 'lint', conclusion: 'success' })
    await world.report(winnerOf(world).head, { name: 'test', conclusion: 'success' })
    await world.wake()
    const run = await world.speculation()
    expect(scoreboard(world)).toContain('the required checks have passed with them.')
    const before = world.changes.length
    await world.wake()
    expect(world.changes).toHaveLength(before)
    expect(run?.revoked).toBeUndefined()
    expect(winnerOf(world)).toMatchObject({ isDraft: false })
    expect(run?.commands?.at(-1)).toMatchObject({
      by: 'maya',
      answer: { kind: 'grafted', candidate: PATTERN, commit: graftOf(world, PATTERN) },
    })
    const { entries } = await world.store.auditLog(run?.id ?? '')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
    expect(renderWhy(entries, undefined, 200)).toContain(
      `maya (write) gave /speculate graft ${PATTERN}: the tests of ${PATTERN} were put onto the winner, as commit `,
    )
  })

  it('has the promotion taken back where a check fails on them', async () => {
    const world = await aRunWithGrafts()
    await say(world, `/speculate graft ${PATTERN}`)
    await world.report(winnerOf(world).head, { name: 'lint', conclusion: 'success' })
    await world.report(winnerOf(world).head, { name: 'test', conclusion: 'failure' })
    await world.wake()
    expect((await world.speculation())?.revoked).toMatchObject({ cause: 'check-failed' })
    expect(winnerOf(world)).toMatchObject({ isDraft: true })
  })

  it('takes the promotion back when somebody pushes more', async () => {
    const world = await aRunWithGrafts()
    await say(world, `/speculate graft ${PATTERN}`)
    await world.push(winnerOf(world).branch, 'more.js', '1', 'maya')
    await world.wake()
    expect((await world.speculation())?.revoked).toMatchObject({ cause: 'new-commits' })
  })

  it('pushes nothing onto what has other commits than were judged', async () => {
    const world = await aRunWithGrafts()
    const head = await world.push(winnerOf(world).branch, 'more.js', '1', 'maya')
    expect(await say(world, `/speculate graft ${PATTERN}`)).toContain('react confused')
    expect(world.state.heads.get(winnerOf(world).branch)).toBe(head)
    const said = world
      .issue()
      .comments.map(({ body }) => body)
      .join('\n')
    expect(said).toContain('#2 has other commits than were judged: take the tests by hand, as #2 says.')
  })

  it('of two, the second is left where it is offered; the same one again is there already', async () => {
    const world = await aRunWithGrafts()
    await say(world, `/speculate graft ${PATTERN}`)
    await say(world, `/speculate graft ${REFACTOR}`)
    expect(reply(world)).toContain('the tests of `pattern-extraction` are on #2 already')
    expect(reply(world)).toContain('`speculate/1.1/graft-refactor-heavy`')
    await say(world, `/speculate graft ${PATTERN}`)
    expect(reply(world)).toContain('#2 has them already.')
    expect(winnerOf(world).head).toBe(graftOf(world, PATTERN))
  })

  it('says nothing of a push that failed, and is refused where somebody was quicker', async () => {
    const world = await aRunWithGrafts()
    world.failNext('advanceBranch', 'before', new ForgeError('unprocessable', 'it was moved'))
    expect(await say(world, `/speculate graft ${PATTERN}`)).toEqual([])
    await world.push(winnerOf(world).branch, 'more.js', '1', 'maya')
    await world.wake()
    const said = world.issue().comments.map(({ body }) => body)
    expect(said.filter((body) => body.includes('has other commits than were judged'))).toHaveLength(1)
    expect(said.filter((body) => body.includes('are on #2 now'))).toEqual([])
  })

  it.each(['before', 'after'] as const)('is done once where GitHub fails %s the push', async (when) => {
    const world = await aRunWithGrafts()
    world.failNext('advanceBranch', when, new ForgeError('unavailable', '502'))
    await say(world, `/speculate graft ${PATTERN}`).catch(() => {})
    await world.wake()
    expect(winnerOf(world).head).toBe(graftOf(world, PATTERN))
    expect((await world.speculation())?.revoked).toBeUndefined()
    expect((await world.speculation())?.commands?.map(({ answer }) => answer.kind)).toEqual(['grafted'])
  })

  it('where a person has had another one promoted, what is offered can be taken by hand alone, until they come back', async () => {
    const world = await aRunWithGrafts()
    const offer = () => winnerOf(world).comments.find(({ body }) => body.includes('git cherry-pick'))?.body
    expect(offer()).toContain('write `/speculate graft ')
    await say(world, `/speculate promote ${REFACTOR}`)
    expect(offer()).toContain('**To take them**, on a checkout of this branch:')
    await say(world, `/speculate graft ${PATTERN}`)
    expect(reply(world)).toContain('another candidate was promoted since.')

    await say(world, `/speculate promote ${MINIMAL}`)
    expect(offer()).toContain('write `/speculate graft ')
    await say(world, `/speculate graft ${PATTERN}`)
    expect(reply(world)).toContain('it stays promoted, because a person has had it promoted.')
    expect(winnerOf(world)).toMatchObject({ head: graftOf(world, PATTERN), isDraft: false })
    await world.report(winnerOf(world).head, { name: 'test', conclusion: 'failure' })
    await world.wake()
    expect((await world.speculation())?.revoked).toBeUndefined()
    expect(winnerOf(world)).toMatchObject({ isDraft: false })
  })

  it('puts nothing onto what a person has taken over, and offers no command for it', async () => {
    const world = await aRunWithGrafts()
    await say(world, '/speculate hold')
    await world.markReadyAs('maya', 2)
    await world.wake()
    expect(winnerOf(world).comments.some(({ body }) => body.includes('write `/speculate graft '))).toBe(false)
    await say(world, `/speculate graft ${PATTERN}`)
    expect(reply(world)).toContain('the promotion was taken back.')
  })

  it.each([
    [`/speculate graft ${MINIMAL}`, 'that is the winner itself.'],
    ['/speculate graft nobody', 'this run has no such candidate; it has `minimal-change` (#2),'],
    ['/speculate graft', 'it names no candidate'],
  ])('%s is refused in plain words', async (text, why) => {
    const world = await aRunWithGrafts()
    await say(world, text)
    expect(reply(world)).toContain(why)
  })

  it('is refused before the verdict, without `proof`, to strangers, and once the winner is merged', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    await say(world, `/speculate graft ${PATTERN}`)
    expect(reply(world)).toContain('there is no verdict yet.')
    await world.checksAnswer()
    await world.wake()
    await say(world, `/speculate graft ${PATTERN}`)
    expect(reply(world)).toContain('`proof` is off in this repository.')
    await say(world, `/speculate graft ${PATTERN}`, 'stranger')
    expect(reply(world)).toContain('it takes write access')

    const other = await aRunWithGrafts()
    await other.mergeAs('maya', 2)
    await say(other, `/speculate graft ${PATTERN}`)
    expect(
      other
        .issue()
        .comments.map(({ body }) => body)
        .join('\n'),
    ).toContain('#2 is merged.')
  })
})
