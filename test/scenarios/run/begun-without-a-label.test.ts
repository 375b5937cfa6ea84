import { describe, expect, it } from 'vitest'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const CHECKS = 'verifier:\n  checks: [lint, test]\n'
const ASKS = 'It does.\n\n```speculate\ndk_speculate: true\n```\n'

/** A world in which nobody has put the label on; its issue #1 says nothing. */
async function unlabelled(speculation = '') {
  return aWorld({ settings: `${CHECKS}${speculation && `speculation:\n${speculation}`}` })
}
type World = Awaited<ReturnType<typeof unlabelled>>

/** What blocks #1, so that it is the end of the longest path; #2 blocks it, and #3 nothing. */
async function onThePath(world: World) {
  const blocker = await world.openIssue({ title: 'First', body: '' })
  const other = await world.openIssue({ title: 'Other', body: '' })
  world.state.blockers.set(world.number, [blocker])
  return { blocker, other }
}

const triggerOf = async (world: World) => (await world.speculation())?.trigger
const said = (world: World) => world.issue().comments.map(({ body }) => body)

describe('C1: an issue that asks by its own text', () => {
  it('starts a run of all candidates, and says who has written it', async () => {
    const world = await unlabelled()
    world.issue().body = ASKS
    await world.wake()
    expect(await triggerOf(world)).toMatchObject({
      kind: 'text',
      actor: 'maya',
      role: 'write',
      where: 'block',
    })
    expect((await world.speculation())?.plan.briefs).toHaveLength(3)
    await write(world)
    await world.checksAnswer()
    await world.wake()
    expect((await world.speculation())?.verdict?.decision.kind).toBe('promote')
    expect(said(world)[0]).toContain('requested by `maya` (write), in the block of the issue')
  })

  it.each(['read', 'triage', 'none'] as const)(
    'T4: starts nothing where its author has the role %s',
    async (role) => {
      const world = await aWorld({ settings: `${CHECKS}issue_authors: anyone\n` })
      world.issue().body = ASKS
      await world.setRole('maya', role)
      await world.wake()
      expect(await triggerOf(world)).toBeUndefined()
      expect(said(world)[0]).toContain('asks for a run in this issue with')
    },
  )

  it('does not ask again once it had its run', async () => {
    const world = await unlabelled()
    world.issue().body = ASKS
    await write(world)
    await world.checksAnswer()
    await world.wake()
    world.passTime(60_000)
    await world.wake()
    expect((await world.speculation())?.run).toBe(1)
  })

  it('asks for nothing with `dk_speculate: false`', async () => {
    const world = await unlabelled('  force_speculate: false\n')
    world.issue().body = ASKS.replace('true', 'false')
    await world.wake()
    expect(await triggerOf(world)).toBeUndefined()
  })
})

describe('C1: an issue on the critical path whose risk is high', () => {
  it('starts a run, and says why', async () => {
    const world = await unlabelled()
    await onThePath(world)
    await world.label(world.number, 'risk:high')
    world.state.assignees.push('maya')
    await world.wake()
    expect(await triggerOf(world)).toMatchObject({
      kind: 'critical-path',
      risk: { level: 'high' },
      place: { path: [2, 1], minutes: 960 },
    })
    await write(world)
    expect(said(world)[0]).toContain(
      '> This run began without being asked for: the issue is on the critical path (`#2 → #1`, 2 days of work), and its risk is high (it has the label `risk:high`).',
    )
    const { entries } = await world.store.auditLog((await world.speculation())?.id ?? '')
    expect(renderWhy(entries, undefined, 200)).toContain(
      'is on the critical path (#2 → #1, 2 days of work) with high risk',
    )
  })

  it.each([
    ['nobody has said its risk', '', [], true],
    ['its risk is medium', '', ['risk:medium'], true],
    ['it is on no path', '', ['risk:high'], false],
    ['C7: `on_critical_path` is off', '  auto_trigger: { on_critical_path: false }\n', ['risk:high'], true],
    ['C7: `risk_levels` has another', '  auto_trigger: { risk_levels: [critical] }\n', ['risk:high'], true],
    ['C7: `enabled` is off', '  enabled: false\n', ['risk:high'], true],
  ])('starts nothing where %s', async (_why, settings, labels, isOnPath) => {
    const world = await unlabelled(settings)
    if (isOnPath) await onThePath(world)
    for (const label of labels) await world.label(world.number, label)
    await world.wake()
    expect([await triggerOf(world), said(world)]).toEqual([undefined, []])
  })

  it('C7: `risk_levels` says which', async () => {
    const world = await unlabelled('  auto_trigger: { risk_levels: [medium] }\n')
    await onThePath(world)
    await world.label(world.number, 'risk:medium')
    await world.wake()
    expect(await triggerOf(world)).toMatchObject({ kind: 'critical-path', risk: { level: 'medium' } })
  })

  it('starts nothing, and says so in the log, where issues wait for each other', async () => {
    const world = await unlabelled()
    const { blocker } = await onThePath(world)
    world.state.blockers.set(blocker, [world.number])
    await world.label(world.number, 'risk:high')
    await world.wake()
    expect(await triggerOf(world)).toBeUndefined()
    expect(world.logged).toContain(
      'acme/payments#1: is on no critical path, because these issues wait for each other: #2 → #1 → #2',
    )
  })

  it('is left to people first where it is a migration, with one comment', async () => {
    const world = await unlabelled()
    await onThePath(world)
    for (const label of ['risk:high', 'migration']) await world.label(world.number, label)
    await world.wake()
    await world.wake()
    expect(said(world)).toEqual([expect.stringContaining('so people decide first')])
  })
})

describe('C7: `force_speculate`', () => {
  const FORCED = '  force_speculate: true\n'

  it('starts a run on every issue, with as many candidates as its checklist says', async () => {
    const world = await unlabelled(FORCED)
    await world.label(world.number, 'typo')
    await world.wake()
    const run = await world.speculation()
    expect(run?.trigger.kind).toBe('forced')
    expect(run?.plan.briefs).toHaveLength(1)
    await write(world)
    expect(said(world)[0]).toContain('because `speculation.force_speculate` is on')
  })

  it('acts where the account of the repository says it', async () => {
    const world = await unlabelled()
    world.state.accountSettings = `speculation:\n${FORCED}`
    await world.wake()
    expect((await triggerOf(world))?.kind).toBe('forced')
  })

  it('C1: waits until two attempts more could be at work', async () => {
    const world = await unlabelled(FORCED)
    world.setFreePlaces(1)
    await world.wake()
    expect([await triggerOf(world), said(world), world.waits]).toEqual([undefined, [], [5 * 60_000]])
    world.setFreePlaces(2)
    await world.wake()
    expect((await triggerOf(world))?.kind).toBe('forced')
  })

  it('T4: starts nothing for a stranger, and tells nobody', async () => {
    const world = await unlabelled(`${FORCED}`)
    await world.setRole('maya', 'read')
    await world.wake()
    expect([await triggerOf(world), said(world)]).toEqual([undefined, []])
  })

  it('tells nobody that nothing begins where nothing could judge', async () => {
    const world = await aWorld({ settings: `speculation:\n${FORCED}` })
    await world.wake()
    expect([await triggerOf(world), said(world)]).toEqual([undefined, []])
  })
})
