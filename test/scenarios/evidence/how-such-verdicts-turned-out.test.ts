import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/domain/judgement/calibration.ts'
import { renderTerminalTable } from '../../../src/messages/terminal/terminal-table.ts'
import { policyNotes } from '../../../src/stages/policies/policy-text.ts'
import { replay } from '../../../src/stages/replay.ts'
import { matrixOf, PATTERN, PROOF_SETTINGS, proved } from '../worlds/a-proof.ts'
import { aWorld, write } from '../worlds/a-world.ts'

const REPOSITORY = { owner: 'acme', repo: 'payments' }

/** So many of them were answered before, one of them against the winner. */
async function judgedAfter(many: number, kind: Answer['kind'] = 'proven-and-agreed') {
  const world = await aWorld({ settings: PROOF_SETTINGS() })
  for (let n = 0; n < many; n += 1)
    await world.store.recordAnswer(`acme/payments#${100 + n}.1`, REPOSITORY, {
      kind,
      source: 'people',
      isRight: n > 0,
    })
  const run = await proved((one) => matrixOf(one, { [PATTERN]: {} }), { world })
  return { ...run, said: run.comment.match(/Verdicts like this one.*/g) }
}

describe('how verdicts like this one have turned out', () => {
  it('E5: is told once there are ten of a kind, with both numbers, and is a part of what is replayed', async () => {
    const { said, entries, scoreboard } = await judgedAfter(10, 'proven-by-rivals')
    expect(scoreboard?.proof?.kind).toBe('checked')
    expect(said).toEqual([
      'Verdicts like this one (proven by the tests of rivals): 9 of 10 merged and kept by maintainers.',
    ])
    const shown =
      scoreboard && renderTerminalTable(scoreboard, { color: false, width: 200, notes: policyNotes })
    expect(shown).toContain('Verdicts like this one (proven by the tests of rivals): 9 of 10')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it.each([
    [9, 'proven-by-rivals'],
    [30, 'proven-alone'],
  ] as const)('is not told of %i of the kind %s', async (many, kind) => {
    const { said, scoreboard, entries } = await judgedAfter(many, kind)
    expect(said).toBeNull()
    expect(scoreboard).not.toHaveProperty('likeThis')
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
  })

  it.each([
    ['merged', 'mergeAs', { right: 1, of: 1 }],
    ['closed', 'closeAs', { right: 0, of: 1 }],
  ] as const)('is counted when the winner is %s by a maintainer', async (_, act, fared) => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world)
    await world.checksAnswer()
    await world.wake()
    expect(await world.store.calibration(REPOSITORY)).toBeUndefined()
    const number = world.state.issues.find(({ pull, open }) => pull && open)?.number ?? 0
    await world[act]('maya', number)
    await world.wake()
    expect(await world.store.calibration(REPOSITORY)).toEqual({ people: { 'not-checked': fared }, past: {} })
  })
})
