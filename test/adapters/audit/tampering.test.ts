import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAuditFile, writeAuditFile } from '../../../src/adapters/audit/audit-files.ts'
import { nextEntry } from '../../../src/adapters/audit/hash-chain.ts'
import { verifyChain } from '../../../src/adapters/audit/verify-chain.ts'
import { canonicalJson } from '../../../src/domain/canonical-json.ts'
import type { AuditEntry } from '../../../src/domain/run/audit.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const KINDS = ['started', 'attempt-ended', 'evidence', 'verdict', 'settled']
const entries: AuditEntry[] = []
for (const [index, kind] of KINDS.entries()) {
  const event = {
    at: `2026-05-05T12:00:0${index}.000Z`,
    kind,
    payload: { zebra: index, ape: `word ${index}` },
  }
  entries.push(nextEntry('acme/payments#12.1', event, entries.at(-1)))
}
const last = entries.at(-1)
const NONE = { at: 'x', kind: 'settled', payload: {} }
const head = last && { seq: last.seq, hash: last.hash }
const change = (at: number, values: Partial<AuditEntry>) =>
  entries.map((entry) => (entry.seq === at ? { ...entry, ...values } : entry))
/** Somebody who knows how hashes are made, and makes new ones from `at` on. */
const rewritten = (at: number) => {
  const chain: AuditEntry[] = []
  for (const entry of entries) {
    chain.push(
      entry.seq < at ? entry : nextEntry(entry.speculation, { ...entry, payload: 'new' }, chain.at(-1)),
    )
  }
  return chain
}

describe('a chain', () => {
  it('holds as it was written', () => {
    expect(verifyChain(entries, head)).toEqual({ entries: 5, faults: [], lastHash: head?.hash })
    expect(verifyChain([], undefined).faults).toEqual([])
  })

  const cases: [string, readonly AuditEntry[], number, string | RegExp][] = [
    ['a changed payload', change(3, { payload: { zebra: 2, ape: 'word 3' } }), 3, /^was changed/],
    ['a changed time', change(2, { at: '2026-05-05T12:00:09.000Z' }), 2, /^was changed/],
    ['a changed hash', change(4, { hash: '0'.repeat(64) }), 4, /^was changed/],
    ['a changed first entry', change(1, { kind: 'began' }), 1, /^was changed/],
    ['a removed entry', entries.toSpliced(2, 1), 4, 'follows a gap: entry 3 is missing before it'],
    [
      'two removed entries',
      entries.toSpliced(1, 2),
      4,
      'follows a gap: entries 2 to 3 are missing before it',
    ],
    ['a removed beginning', entries.slice(1), 2, 'follows a gap: entry 1 is missing before it'],
    ['a removed end', entries.slice(0, 4), 5, 'is missing at the end'],
    ['a cut chain', entries.slice(0, 2), 3, 'and all up to entry 5 are missing at the end'],
    ['a removed chain', [], 1, 'and all up to entry 5 are missing at the end'],
    ['a repeated entry', entries.toSpliced(2, 0, ...entries.slice(1, 2)), 2, /^stands in the wrong place/],
    ['a repeated end', [...entries, ...entries.slice(4)], 5, /^stands in the wrong place: entry 5 after 5/],
    ['swapped entries', [0, 2, 1, 3, 4].flatMap((at) => entries[at] ?? []), 3, /^stands in the wrong place/],
    [
      'an entry written anew',
      [...entries.slice(0, 2), ...rewritten(3).slice(2, 3), ...entries.slice(3)],
      4,
      /replaced/,
    ],
    ['an end written anew', rewritten(4), 5, 'is not the entry that was recorded as the end'],
    [
      'an entry of another run',
      change(1, nextEntry('acme/other#1.1', entries[0] ?? NONE, undefined)),
      2,
      /another run/,
    ],
    [
      'an added end',
      [...entries, nextEntry('acme/payments#12.1', NONE, last)],
      6,
      /^was added behind entry 5/,
    ],
  ]
  it.each(cases)('shows %s, and where', (_, tampered, entry, what) => {
    expect(verifyChain(tampered, head).faults[0]).toMatchObject({
      entry,
      what: typeof what === 'string' ? what : expect.stringMatching(what),
    })
  })

  it('goes on from the entry that retention left, and from nothing else', () => {
    const payload = {
      rule: { settledBefore: 'x' },
      removed: { audit: 5, traces: 0, journal: 0 },
      lastSeq: 5,
      lastHash: last?.hash,
    }
    const pruned = nextEntry('acme/payments#12.1', { at: 'x', kind: 'pruned', payload }, last)
    expect(verifyChain([pruned], pruned).faults).toEqual([])
    const other = nextEntry('acme/payments#12.1', { at: 'x', kind: 'settled', payload }, last)
    expect(verifyChain([other], other).faults).toMatchObject([
      { entry: 6, what: 'follows a gap: entries 1 to 5 are missing before it' },
    ])
  })
})

describe('an exported chain', () => {
  let root: string
  let path: string
  let whole: string
  beforeAll(async () => {
    root = await temporaryFolder()
  })
  afterAll(() => rm(root, { recursive: true }))
  beforeEach(async () => {
    path = await writeAuditFile(root, 'acme.payments.12.1', entries)
    whole = await readFile(path, 'utf8')
  })
  const faultsOf = async (text: string) => {
    await writeFile(path, text)
    return (await readAuditFile(path)).report.faults
  }

  it('is one canonical line per entry, and a trailer', async () => {
    expect(whole.split('\n').slice(0, 5)).toEqual(entries.map(canonicalJson))
    expect(await faultsOf(whole)).toEqual([])
    expect((await readAuditFile(path)).entries).toEqual(entries)
  })

  it('T14: shows any flipped byte, in its line', async () => {
    for (let at = 0; at < whole.length; at += 7) {
      const flipped = `${whole.slice(0, at)}${whole[at] === 'a' ? 'b' : 'a'}${whole.slice(at + 1)}`
      const line = whole.slice(0, at).split('\n').length
      const [fault] = await faultsOf(flipped)
      // Without its line break, two lines are read as one.
      expect(fault?.position, `byte ${at}`).toBe(line)
    }
  })

  it('shows removed, swapped, doubled and missing lines', async () => {
    const lines = whole.trimEnd().split('\n')
    const reported = async (changed: readonly (string | undefined)[]) =>
      (await faultsOf(`${changed.join('\n')}\n`)).map(({ position, what }) => `${position} ${what}`)[0]
    expect(await reported(lines.toSpliced(2, 1))).toMatch(/^3 follows a gap: entry 3/)
    expect(await reported([0, 2, 1, 3, 4, 5].map((at) => lines[at]))).toMatch(/^2 stands in the wrong place/)
    expect(await reported(lines.toSpliced(4, 1))).toMatch(/^5 is missing at the end/)
    expect(await reported(lines.slice(0, 5))).toMatch(/^5 is not the trailer/)
    expect(await reported(lines.slice(0, 3))).toMatch(/^3 is not the trailer/)
    expect(await reported(lines.map((line) => line.replace('{', '{ ')))).toMatch(/^1 cannot be read/)
    expect(await reported(lines.map((line) => line.replace('{', '{"at":"x",')))).toMatch(/^1 cannot be read/)
  })
})
