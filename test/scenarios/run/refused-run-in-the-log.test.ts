import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../../src/adapters/audit/verify-chain.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { aWorld, IDS, write } from '../worlds/a-world.ts'

describe('a run that was refused', () => {
  it('is an entry of the chain, once, which verifies and tells why', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate', 'stranger')
    await world.wake()
    await world.wake()
    const { entries, head } = await world.store.auditLog('acme/payments#1.1')
    expect(entries.map(({ kind }) => kind)).toEqual(['refused'])
    expect(verifyChain(entries, head).faults).toEqual([])
    const story = renderWhy(entries, undefined, 500)
    expect(story).toContain('stranger labelled the issue "Retry charges twice", and nothing was started:')
    expect(await world.store.auditedSpeculations()).toEqual(['acme/payments#1.1'])
  })

  it('goes on in the same chain when the run begins after all', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate', 'stranger')
    await world.wake()
    world.passTime(60_000)
    await world.label(world.number, 'speculate')
    await write(world)
    const { entries, head } = await world.store.auditLog('acme/payments#1.1')
    expect(entries.map(({ kind }) => kind).slice(0, 2)).toEqual(['refused', 'started'])
    expect(verifyChain(entries, head).faults).toEqual([])
  })
})

describe('one right patch', () => {
  it('V14: is promoted although its rivals fail', async () => {
    const world = await aWorld()
    await world.label(world.number, 'speculate')
    await write(world, { confidence: 0.5 })
    await world.checksAnswer(['refactor-heavy', 'pattern-extraction'], IDS)
    await world.wake()
    const { decision, scoreboard } = (await world.speculation())?.verdict ?? {}
    expect(decision).toMatchObject({ kind: 'promote', candidate: 'minimal-change' })
    expect(scoreboard?.rows[0]?.parts.map(({ explanation }) => explanation)).toContain(
      'nobody to compare with, not counted',
    )
  })
})
