import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import {
  AT,
  exampleAttempt,
  examplePatch,
  exampleSpeculation,
  exampleTrace,
  exampleVerdict,
  LATER,
} from './examples.ts'

/** What every store promises. `store` is asked for inside each case; cases keep apart by the owner's name. */
export function describeStore(name: string, store: () => Store): void {
  describe(`store contract: ${name}`, () => {
    describeSpeculations(store)
    describeAttempts(store)
    describeAudit(store)
  })
}

const keyOf = ({ speculation, candidate, number }: ReturnType<typeof exampleAttempt>) => ({
  speculation,
  candidate,
  number,
})

function describeSpeculations(store: () => Store): void {
  it('knows nothing of an issue that never had a speculation', async () => {
    expect(await store().latestSpeculation({ owner: 'nobody', repo: 'nothing', number: 1 })).toBeUndefined()
  })

  it('gives back a speculation as it was written, the latest run first', async () => {
    const [first, second] = [exampleSpeculation('latest', 12, 1), exampleSpeculation('latest', 12, 2)]
    await store().insertSpeculation(second)
    await store().insertSpeculation(first)
    await store().insertSpeculation(exampleSpeculation('latest', 13, 9))
    expect(await store().latestSpeculation(first.issue)).toEqual(second)
  })

  it('keeps the first of two speculations with one id', async () => {
    const speculation = exampleSpeculation('twice')
    await store().insertSpeculation(speculation)
    await store().insertSpeculation({ ...speculation, startedAt: LATER })
    expect(await store().latestSpeculation(speculation.issue)).toEqual(speculation)
  })

  it('keeps the first verdict, the first settlement and the first archiving', async () => {
    const speculation = exampleSpeculation('verdicts')
    await store().insertSpeculation(speculation)
    for (const [reason, at] of [
      ['first', AT],
      ['second', LATER],
    ] as const) {
      await store().recordVerdict(speculation.id, exampleVerdict(reason))
      await store().settle(speculation.id, at)
      await store().archive(speculation.id, at)
    }
    expect(await store().latestSpeculation(speculation.issue)).toEqual({
      ...speculation,
      verdict: exampleVerdict('first'),
      settledAt: AT,
      archivedAt: AT,
    })
  })

  it('lists an issue as open until it is settled, and again when the time of its losers is over', async () => {
    const open = async (now: string) =>
      (await store().openIssues(now)).filter(({ owner }) => owner === 'open')
    const later = new Date(Date.parse(AT) + 14 * 86_400_000)
    const [one, two] = [exampleSpeculation('open', 1), exampleSpeculation('open', 2)]
    await store().insertSpeculation(one)
    await store().insertSpeculation(two)
    expect(await open(AT)).toEqual([one.issue, two.issue])
    await store().settle(one.id, AT)
    expect(await open(AT)).toEqual([two.issue])
    expect(await open(new Date(later.getTime() - 1).toISOString())).toEqual([two.issue])
    expect(await open(later.toISOString())).toEqual([one.issue, two.issue])
    await store().archive(one.id, AT)
    expect(await open(later.toISOString())).toEqual([two.issue])
    // An earlier run that was never archived does not keep an issue open.
    await store().insertSpeculation({ ...exampleSpeculation('open', 2, 2), archivedAt: AT })
    expect(await open(later.toISOString())).toEqual([])
  })

  it('keeps text that a database might refuse readable', async () => {
    const speculation = exampleSpeculation('hostile')
    const body = 'quote \' " back\\slash \\u0000 ; drop table -- 🎉 \u2028'
    const snapshot = { ...speculation.snapshot, title: 'NUL \u0000 and half \uD800 a pair', body }
    await store().insertSpeculation({ ...speculation, snapshot })
    const read = await store().latestSpeculation(speculation.issue)
    expect(read?.snapshot.body).toBe(body)
    expect(read?.snapshot.title).toMatch(/^NUL . and half . a pair$/su)
  })
}

function describeAttempts(store: () => Store): void {
  it('walks an attempt from queued to ended, and then nothing changes it', async () => {
    const attempt = await inserted(store(), 'attempts')
    const key = keyOf(attempt)
    expect(await store().attempts(attempt.speculation)).toEqual([attempt])
    expect(await store().beginAttempt(key, AT)).toBe(true)
    expect(await store().heartbeat(key, LATER, 'reading')).toBe(true)
    expect(await store().heartbeat(key, LATER, undefined)).toBe(true)
    await store().endAttempt(key, LATER, examplePatch(), new Uint8Array([0, 1, 255]))

    expect(await store().beginAttempt(key, LATER)).toBe(false)
    expect(await store().heartbeat(key, LATER, 'still here')).toBe(false)
    await store().endAttempt(key, LATER, examplePatch('Another.'), new Uint8Array([9]))
    expect(await store().attempts(attempt.speculation)).toEqual([
      {
        ...attempt,
        status: 'ended',
        startedAt: AT,
        heartbeatAt: LATER,
        endedAt: LATER,
        progress: 'reading',
        outcome: examplePatch(),
      },
    ])
    expect(await store().bundle(key)).toEqual(new Uint8Array([0, 1, 255]))
  })

  it('lets an attempt that was interrupted begin again', async () => {
    const key = keyOf(await inserted(store(), 'again'))
    expect(await store().beginAttempt(key, AT)).toBe(true)
    expect(await store().beginAttempt(key, LATER)).toBe(true)
    expect((await store().attempts(key.speculation))[0]).toMatchObject({
      status: 'running',
      startedAt: LATER,
    })
  })

  it('ends an attempt that never began, without a bundle', async () => {
    const key = keyOf(await inserted(store(), 'cancelled'))
    const outcome = { kind: 'failure', failure: 'cancelled', detail: '', usage: { seconds: 0 } } as const
    await store().endAttempt(key, AT, outcome, undefined)
    expect(await store().beginAttempt(key, LATER)).toBe(false)
    expect(await store().bundle(key)).toBeUndefined()
  })

  it('keeps one attempt per candidate and number, in the order of writing', async () => {
    const attempt = await inserted(store(), 'order')
    const speculation = exampleSpeculation('order')
    const others = [
      exampleAttempt(speculation, 'a-first-by-name'),
      exampleAttempt(speculation, 'minimal-change', 2),
    ]
    for (const each of [...others, attempt]) await store().insertAttempt({ ...each, queuedAt: AT })
    expect(await store().attempts(speculation.id)).toEqual([attempt, ...others])
  })

  it('refuses an attempt of a speculation it does not know', async () => {
    await expect(store().insertAttempt(exampleAttempt(exampleSpeculation('unknown')))).rejects.toThrow()
  })

  it('cuts a line of progress that is too long', async () => {
    const key = keyOf(await inserted(store(), 'long'))
    await store().heartbeat(key, AT, 'x'.repeat(5_000))
    expect((await store().attempts(key.speculation))[0]?.progress).toBe('x'.repeat(300))
  })

  it('keeps a bundle of several megabytes byte by byte', async () => {
    const key = keyOf(await inserted(store(), 'large'))
    const bundle = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 256)
    await store().endAttempt(key, AT, examplePatch(), bundle)
    expect(Buffer.compare(Buffer.from((await store().bundle(key)) ?? []), Buffer.from(bundle))).toBe(0)
  })
}

function describeAudit(store: () => Store): void {
  it('appends one trace per candidate and result, in the order of writing', async () => {
    const speculation = exampleSpeculation('traces')
    const [hold, reject, promote] = [
      exampleTrace(speculation, 'minimal-change', 'hold'),
      exampleTrace(speculation, 'refactor-heavy', 'reject'),
      exampleTrace(speculation, 'minimal-change', 'promote'),
    ]
    await store().appendTraces(speculation.id, [])
    await store().appendTraces(speculation.id, [reject, hold])
    await store().appendTraces(speculation.id, [{ ...hold, reason: 'rewritten' }, promote, promote])
    expect(await store().traces(speculation.id)).toEqual([reject, hold, promote])
    expect(await store().traces('another')).toEqual([])
  })

  it('keeps the journal in the order of writing, each entry once', async () => {
    const intent = {
      speculation: 'journal/x#1.1',
      at: AT,
      step: 'settle',
      phase: 'intent',
      detail: '',
    } as const
    const done = { ...intent, at: LATER, phase: 'done' } as const
    for (const entry of [intent, done, intent]) await store().journal(entry)
    expect(await store().journalOf('journal/x#1.1')).toEqual([intent, done])
  })
}

async function inserted(store: Store, owner: string) {
  const speculation = exampleSpeculation(owner)
  await store.insertSpeculation(speculation)
  const attempt = exampleAttempt(speculation)
  await store.insertAttempt(attempt)
  return attempt
}
