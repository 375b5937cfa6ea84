import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { ReviewVerdict } from '../../../src/domain/checks/evidence.ts'
import { replay } from '../../../src/stages/replay.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const SETTINGS = (more = '') => `verifier:
  checks: [lint, test]
speculation:
  adversarial_review:
    enabled: true
${more}`

/** Everybody has written, the checks have passed but for `red`, and the reviewers are asked. */
async function reviewed(
  review: (asked: Attempt) => ReviewVerdict,
  { more = '', red = [] as string[], toolchains = ['codex', 'claude'] } = {},
) {
  const world = await aWorld({ settings: SETTINGS(more), toolchains })
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(red)
  await world.wake()
  const asked: Attempt[] = []
  const listen = (attempt: Attempt) => {
    asked.push(attempt)
    return review(attempt)
  }
  while (world.queued.length > 0) {
    await world.agentsAnswer({ review: listen })
    await world.wake()
  }
  const speculation = await world.speculation()
  const { entries } = await world.store.auditLog(speculation?.id ?? '')
  return { world, asked, speculation, entries, decision: speculation?.verdict?.decision }
}

const of = (asked: readonly Attempt[]) =>
  asked.map(({ toolchain, candidate }) => `${toolchain} on ${candidate}`)

describe('reviews by the other toolchains', () => {
  it('are asked for of those that passed only, posted on their drafts, and lift the winner', async () => {
    const { world, asked, decision, entries } = await reviewed(() => 'approve', { red: ['refactor-heavy'] })
    expect(of(asked)).toEqual(['claude on minimal-change', 'claude on pattern-extraction'])
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'minimal-change' })
    expect(world.pulls().map(({ reviews }) => reviews.length)).toEqual([1, 0, 1])
    expect(world.pulls()[0]?.reviews[0]?.body).toContain('**Review by `claude`: approves.**')
    expect(world.issue().comments[0]?.body).toContain('Reviews: `claude` approves')
    const again = replay(entries)
    expect(again).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it('are not asked for where the settings do not say so', async () => {
    const world = await aWorld({ toolchains: ['codex', 'claude'] })
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer()
    await world.wake()
    expect(world.queued).toEqual([])
    expect((await world.speculation())?.verdict?.decision.kind).toBe('promote')
  })

  it('keep a candidate without approval from winning: the next one that has it does', async () => {
    const { decision, speculation } = await reviewed(({ candidate }) =>
      candidate === 'minimal-change' ? 'request_changes' : 'approve',
    )
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'refactor-heavy' })
    expect(decision?.reason).not.toContain('no other')
    const row = speculation?.verdict?.scoreboard.rows.find((one) => one.candidate === 'minimal-change')
    expect(row?.reason).toBe(
      'passes every check, but has 0 of the 1 approval it needs: `claude` asks for changes',
    )
  })

  it('say of a lone winner that the others lack approval, not that they failed', async () => {
    const { decision } = await reviewed(({ candidate }) =>
      candidate === 'minimal-change' ? 'approve' : 'request_changes',
    )
    expect(decision?.reason).toContain('; no other that passed has the approvals it needs.')
  })

  it('ask a human when nobody who passes has the approvals', async () => {
    const { world, decision } = await reviewed(() => 'abstain')
    expect(decision).toEqual({
      kind: 'escalate',
      cause: 'not-approved',
      reason: 'No candidate that passes has the approvals it needs.',
    })
    // What passed stays open for the human to choose.
    expect(world.pulls().every(({ isOpen }) => isOpen)).toBe(true)
  })

  it.each([
    ['vote', 'promote'],
    ['escalate', 'escalate'],
  ])('that disagree on the best one: %s', async (way, kind) => {
    const { decision } = await reviewed(
      ({ toolchain }) => (toolchain === 'claude' ? 'approve' : 'request_changes'),
      { more: `    on_disagreement: ${way}\n`, toolchains: ['codex', 'claude', 'gemini'] },
    )
    expect(decision?.kind).toBe(kind)
    if (kind === 'escalate')
      expect(decision?.reason).toBe(
        'The reviewers of the best candidate, `minimal-change`, disagree: `claude` approves and `gemini` asks for changes.',
      )
  })

  it('happen once, whatever is woken in between', async () => {
    const { world, asked } = await reviewed(() => 'approve')
    expect(asked).toHaveLength(3)
    const before = world.changes.length
    await world.wake()
    await world.wake()
    expect(world.changes.slice(before)).toEqual([])
  })
})
