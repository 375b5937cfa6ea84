import { expect, it } from 'vitest'
import { hashOf } from '../../../src/adapters/audit/hash-chain.ts'
import type { Store } from '../../../src/ports/store.ts'
import { AT, examplePatch, exampleSpeculation, exampleTrace, exampleVerdict, LATER } from '../examples.ts'
import { inserted, keyOf } from './key-of.ts'

export function describeAudit(store: () => Store): void {
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

  it('tells a step whose intent has no good end from one that was never tried or has ended well', async () => {
    const step = { speculation: 'journal/x#2.1', step: 'open-draft', detail: 'one' }
    const isUncertain = () => store().isUncertain(step.speculation, step)
    expect(await isUncertain()).toBe(false)
    await store().journal({ ...step, at: AT, phase: 'intent' })
    expect(await isUncertain()).toBe(true)
    await store().journal({ ...step, at: AT, phase: 'failed', detail: 'a time-out' })
    expect(await isUncertain()).toBe(true)
    await store().journal({ ...step, at: AT, phase: 'done' })
    expect(await isUncertain()).toBe(false)
    expect(await store().isUncertain(step.speculation, { ...step, detail: 'two' })).toBe(false)
  })
}

export function describeAuditLog(store: () => Store): void {
  it('writes what it holds of a run into the hash chain of the run, each once', async () => {
    const attempt = await inserted(store(), 'chain')
    const id = attempt.speculation
    const verdict = exampleVerdict('Nobody passed.')
    const payload = { now: LATER, text: 'NUL \u0000 half \uD800', 'name\u0000': 1, names: 2 }
    const evidence = { at: LATER, kind: 'evidence', payload }
    const revoked = { cause: 'conflict', reason: 'it conflicts', at: LATER } as const
    const choice = { kind: 'reopened', candidate: 'one', at: LATER } as const
    for (let time = 0; time < 2; time += 1) {
      await store().insertSpeculation(exampleSpeculation('chain'))
      await store().endAttempt(keyOf(attempt), LATER, examplePatch(), undefined)
      await store().appendAudit(id, { ...evidence, at: time === 0 ? AT : LATER })
      await store().recordVerdict(id, verdict)
      await store().revoke(id, revoked)
      await store().recordChoice(id, choice)
      await store().settle(id, LATER)
      await store().archive(id, LATER)
    }
    const { entries, head } = await store().auditLog(id)
    expect(entries.map(({ seq, kind, at }) => [seq, kind, at])).toEqual([
      [1, 'started', AT],
      [2, 'attempt-ended', LATER],
      [3, 'evidence', AT],
      [4, 'verdict', LATER],
      [5, 'revoked', LATER],
      [6, 'human-choice', LATER],
      [7, 'settled', LATER],
      [8, 'archived', LATER],
    ])
    expect(entries[3]?.payload).toEqual(verdict)
    expect(head).toEqual({ seq: 8, hash: entries[7]?.hash })
    expect(entries[0]?.prev).toBe('0'.repeat(64))
    entries.forEach((entry, index) => {
      expect(entry.prev).toBe(entries[index - 1]?.hash ?? entry.prev)
      expect(hashOf(entry)).toBe(entry.hash)
    })
    expect(await store().auditedSpeculations()).toContain(id)
  })

  it('gives writers at the same moment places of their own', async () => {
    const id = 'many/x#1.1'
    const events = Array.from({ length: 12 }, (_, index) => ({
      at: AT,
      kind: 'evidence',
      payload: { index },
    }))
    await Promise.all([...events, ...events].map((event) => store().appendAudit(id, event)))
    const { entries } = await store().auditLog(id)
    expect(entries.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(new Set(entries.map(({ payload }) => JSON.stringify(payload))).size).toBe(12)
  })

  it('knows no log of a run that it does not know', async () => {
    expect(await store().auditLog('nobody/nothing#1.1')).toEqual({ entries: [], head: undefined })
  })
}
