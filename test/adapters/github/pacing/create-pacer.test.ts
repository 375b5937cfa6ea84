import { beforeEach, describe, expect, it } from 'vitest'
import type { Answered } from '../../../../src/adapters/github/pacing/answered.ts'
import {
  createPacer,
  type PacedRequest,
  type Pacer,
} from '../../../../src/adapters/github/pacing/create-pacer.ts'
import { type Ledgers, ledgersInMemory } from '../../../../src/adapters/github/pacing/ledgers.ts'

const READ: PacedRequest = {
  cost: { rest: 1, graphql: 0, creations: 0 },
  urgency: 'urgent',
  key: 'acme/payments#1',
  patienceMs: 0,
}
const QUERY = { ...READ, cost: { rest: 0, graphql: 1, creations: 0 } }
const WRITE: PacedRequest = { ...READ, cost: { rest: 5, graphql: 0, creations: 0 }, urgency: 'normal' }
const COMMENT: PacedRequest = { ...READ, cost: { rest: 5, graphql: 0, creations: 1 }, urgency: 'normal' }
const NOTHING: Answered = { allowance: undefined, refusal: undefined }

let now: number
let ledgers: Ledgers
let pacer: Pacer
beforeEach(() => {
  now = Date.parse('2026-05-05T12:00:00.000Z')
  ledgers = ledgersInMemory({ now: () => now })
  pacer = createPacer(ledgers)
})

/** Sends one after the other, until one has to wait; answers how many were sent and how long it would wait. */
async function sendAll(request: PacedRequest, through = pacer) {
  for (let sent = 0; ; sent += 1) {
    const place = await through.take('1', request)
    if ('waitMs' in place) return { sent, waitMs: place.waitMs }
    place.end(NOTHING)
  }
}

describe('a pacer', () => {
  it('keeps nobody waiting who is alone, up to the limits of a minute', async () => {
    expect(await sendAll(READ)).toEqual({ sent: 900, waitMs: 60_000 })
    now += 60_000
    expect((await sendAll(COMMENT)).sent).toBe(80)
  })

  it('leaves a part of each limit to what is more urgent', async () => {
    expect((await sendAll({ ...WRITE, urgency: 'cosmetic' })).sent).toBe(99)
    expect((await sendAll(WRITE)).sent).toBe(45)
    expect((await sendAll(READ)).sent).toBe(180)
    expect((await sendAll(QUERY)).sent).toBe(2_000)
  })

  it('creates nothing that only looks nice while drafts wait for the limit, of whatever process', async () => {
    const nice: PacedRequest = { ...COMMENT, urgency: 'cosmetic' }
    const other = createPacer(ledgers)
    expect((await sendAll(nice, other)).sent).toBe(32)
    expect(await sendAll(COMMENT)).toEqual({ sent: 48, waitMs: 60_000 })
    now += 60_000
    expect(await sendAll(nice, other)).toEqual({ sent: 0, waitMs: 3_000 })
    expect((await sendAll(COMMENT)).sent).toBe(80)
    now += 63_000
    expect((await sendAll(nice, other)).sent).toBe(32)
  })

  it('makes at most 500 things in an hour, whatever the minutes would allow', async () => {
    let sent = 0
    for (let minute = 0; minute < 30; minute += 1) {
      sent += (await sendAll(COMMENT)).sent
      now += 60_000
    }
    expect(sent).toBe(500)
    const { waitMs } = await sendAll(COMMENT)
    expect(waitMs).toBe(30 * 60_000)
  })

  it('has at most 100 requests under way, of all processes together', async () => {
    const other = createPacer(ledgers)
    const taken = await Promise.all(
      Array.from({ length: 120 }, (_, index) => (index % 2 ? pacer : other).take('1', READ)),
    )
    const places = taken.filter((one) => !('waitMs' in one))
    expect(places).toHaveLength(100)
    expect(await other.take('2', READ)).not.toHaveProperty('waitMs')
  })

  it('counts what another process has sent, and gives back the place of one that died', async () => {
    const dead = createPacer(ledgers)
    await Promise.all(Array.from({ length: 100 }, () => dead.take('1', QUERY)))
    expect(await pacer.take('1', QUERY)).toEqual({ waitMs: 100 })
    now += 90_000
    expect(await pacer.take('1', QUERY)).not.toHaveProperty('waitMs')
  })

  it('tells every process to wait as long as GitHub has asked for', async () => {
    const place = await pacer.take('1', READ)
    if ('waitMs' in place) throw new Error('it was alone')
    place.end({ allowance: undefined, refusal: { retryAfterMs: 7_200_000 } })
    await pacer.idle()
    const other = createPacer(ledgers)
    expect(await other.take('1', QUERY)).toEqual({ waitMs: 7_200_000 })
    now += 7_200_000
    expect(await other.take('1', QUERY)).not.toHaveProperty('waitMs')
  })

  it('waits longer each time where GitHub does not say how long', async () => {
    for (const minutes of [1, 2, 4]) {
      const place = await pacer.take('1', READ)
      if ('waitMs' in place) throw new Error('it waits too long')
      place.end({ allowance: undefined, refusal: { retryAfterMs: undefined } })
      expect(await pacer.take('1', READ)).toEqual({ waitMs: minutes * 60_000 })
      now += minutes * 60_000
    }
  })

  it('waits for the reset when the requests of an hour are used up, of the one resource alone', async () => {
    const place = await pacer.take('1', READ)
    if ('waitMs' in place) throw new Error('it was alone')
    place.end({
      allowance: { resource: 'core', limit: 5_000, used: 5_000, resetsInMs: 1_800_000 },
      refusal: undefined,
    })
    expect(await pacer.take('1', READ)).toEqual({ waitMs: 1_800_000 })
    expect(await pacer.take('1', QUERY)).not.toHaveProperty('waitMs')
  })

  it('keeps no process alive for what nobody waits for', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const place = await pacer.take('1', READ)
    const before = timers()
    if (!('waitMs' in place)) place.end(NOTHING)
    expect(timers()).toBe(before)
  })

  it('serves what is urgent first, and then everybody in turn', async () => {
    const held = await Promise.all(Array.from({ length: 100 }, () => pacer.take('1', READ)))
    const served: string[] = []
    const join = async (key: string, urgency: PacedRequest['urgency']) => {
      const place = await pacer.take('1', { ...QUERY, key, urgency, patienceMs: 60_000 })
      served.push(`${key} ${urgency}`)
      return place
    }
    const [greedy, modest] = ['acme/greedy#1', 'acme/modest#1']
    const joined = [
      join(greedy, 'normal'),
      join(greedy, 'normal'),
      join(greedy, 'normal'),
      join(modest, 'normal'),
      join(greedy, 'urgent'),
    ]
    for (const one of held) if (!('waitMs' in one)) one.end(NOTHING)
    await Promise.all(joined)
    expect(served.slice(0, 3)).toEqual([`${greedy} urgent`, `${greedy} normal`, `${modest} normal`])
  })
})
