import { describe, expect, it } from 'vitest'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { aWorld, write } from '../worlds/a-world.ts'

type World = Awaited<ReturnType<typeof aWorld>>
const HOURS = 3

/** A sweep every two minutes for some hours, and how often something was asked for in each of them. */
async function sweeps(world: World, asked: () => number): Promise<readonly number[]> {
  const inEach: number[] = []
  for (let hour = 0; hour < HOURS; hour += 1) {
    const before = asked()
    for (let minute = 0; minute < 60; minute += 2) {
      await world.attend().catch((error: Error) => world.logged.push(`reported: ${error.message}`))
      world.passTime(120_000)
    }
    inEach.push(asked() - before)
  }
  return inEach
}

/** One answer instead of another, for as long as the test wants it. */
function refusing(
  world: World,
  method: 'ensureLabels' | 'facts' | 'ensureComment' | 'markReady',
  error: () => Error,
) {
  const real = world.forge[method] as (...given: unknown[]) => Promise<unknown>
  const state = { asked: 0, isOn: true }
  Object.assign(world.forge, {
    [method]: async (...given: unknown[]) => {
      if (!state.isOn) return real(...given)
      state.asked += 1
      throw error()
    },
  })
  return state
}

const winners = (world: World) => world.pulls().filter(({ labels }) => labels.includes('speculate:winner'))

async function judged(): Promise<World> {
  const world = await aWorld()
  await world.label(world.number, 'speculate')
  await write(world)
  await world.checksAnswer(['refactor-heavy', 'pattern-extraction'])
  world.waits.length = 0
  return world
}

describe('a round that ends in an error again and again', () => {
  it.each<[string, () => Error]>([
    ['cannot be processed (422)', () => new ForgeError('unprocessable', 'Validation Failed')],
    ['is answered by 502', () => new ForgeError('unavailable', 'Server Error')],
  ])('is tried less and less often where one effect %s, and told once', async (_, error) => {
    const world = await judged()
    const labels = refusing(world, 'ensureLabels', error)
    const waits: number[] = []
    for (let round = 0; round < 15; round += 1) {
      await world.attend()
      const [wait = 0] = world.waits.splice(0)
      waits.push(wait)
      const before = labels.asked
      await world.attend()
      // Whoever wakes it earlier, only the forge's facts are read, and the first rounds are free.
      if (wait > 5_000) expect(labels.asked).toBe(before)
      world.waits.length = 0
      world.passTime(wait)
    }
    expect(waits.every((wait, at) => wait >= (waits[at - 1] ?? 0))).toBe(true)
    expect(waits.at(-1)).toBe(60 * 60_000)
    const reported = world.logged.filter((line) => line.includes(error().message))
    expect(reported.length).toBeLessThanOrEqual(3)
    expect(new Set(reported).size).toBe(reported.length)

    labels.isOn = false
    world.passTime(60 * 60_000)
    for (let look = 0; look < 3; look += 1) await world.attend()
    expect(winners(world)).toHaveLength(1)
    expect((await world.speculation())?.settledAt).toBeDefined()
  })

  it('has its other effects done at once', async () => {
    const world = await judged()
    refusing(world, 'ensureComment', () => new ForgeError('unavailable', 'Server Error'))
    await world.attend()
    expect(winners(world)).toHaveLength(1)
  })

  it.each<[string, () => Error]>([
    ['the forge does not answer', () => new ForgeError('unavailable', `Server Error ${Math.random()}`)],
    ['a stage crashes', () => new TypeError("Cannot read properties of undefined (reading 'map')")],
  ])('is looked at less and less often where %s, which is reported once', async (_, error) => {
    const world = await judged()
    const facts = refusing(world, 'facts', error)
    const inEach = await sweeps(world, () => facts.asked)
    expect(inEach[0]).toBeLessThan(20)
    expect(inEach.at(-1)).toBeLessThanOrEqual(6)
    expect(world.logged.filter((line) => line.startsWith('reported'))).toHaveLength(1)
    expect(world.logged.filter((line) => line.includes('failed alike'))).toHaveLength(1)

    facts.isOn = false
    world.passTime(10 * 60_000)
    for (let look = 0; look < 3; look += 1) await world.attend()
    expect(winners(world)).toHaveLength(1)
    world.waits.length = 0
    await world.attend()
    expect(world.waits).toEqual([])
  })

  it.each(['facts', 'markReady'] as const)(
    'comes back when the forge has said where %s meets a limit, however late, and goes on at once if it is over before',
    async (method) => {
      const world = await judged()
      const limit = refusing(world, method, () => new ForgeError('rate-limited', 'slow down', 5_400_000))
      await world.attend()
      expect([limit.asked, world.waits]).toEqual([1, [5_400_000]])
      expect(world.logged).toEqual([])
      limit.isOn = false
      world.passTime(1_000)
      await world.attend()
      expect(winners(world)).toHaveLength(1)
    },
  )

  it('keeps in the journal that a step waits, and does nothing that comes after it', async () => {
    const world = await judged()
    refusing(world, 'markReady', () => new ForgeError('rate-limited', 'slow down', 5_000))
    await world.attend()
    const journal = await world.store.journalOf((await world.speculation())?.id ?? '')
    expect(journal.at(-1)).toMatchObject({ step: 'mark-ready', phase: 'waiting', detail: 'slow down' })
  })
})
