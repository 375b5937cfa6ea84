import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CheckedRow,
  ComparedRow,
  JudgedRow,
  PatchlessRow,
  Row,
  UnwrittenRow,
} from '../../../src/domain/judgement/row.ts'
import { aRow, aWaitingRow, type RowFields } from '../../builders/judgement/row.ts'

/** As they were stored before rows were told by phase. */
const STORED = readFileSync(new URL('stored/rows.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): { phase: string; result: string; candidate: string } => JSON.parse(line))

const PHASES = [
  'queued',
  'writing',
  'publishing',
  'verifying',
  'proving',
  'distinguishing',
  'reviewing',
  'judged',
] as const

describe('a row that was stored before', () => {
  it('is there for every phase and every result', () => {
    const phases = new Set(STORED.map(({ phase }) => phase))
    expect(PHASES.filter((phase) => !phases.has(phase))).toEqual([])
    expect(new Set(STORED.map(({ result }) => result))).toEqual(
      new Set(['promote', 'hold', 'reject', 'waiting']),
    )
  })

  it.each(STORED.map((row, at) => [`${at} ${row.phase} ${row.result}`, row] as const))(
    'is read and written as it is: %s',
    (_, row) => {
      expect(Row.parse(row)).toStrictEqual(row)
    },
  )
})

const SCORED = { score: 90, key: [90] }
const MEASURED = { risk: { level: 'low' as const, reasons: [] }, insertions: 1, deletions: 2 }

describe('a row', () => {
  it('has no score before it is judged, and no size before it is written', () => {
    for (const phase of PHASES.slice(0, -1))
      expect(Row.safeParse({ ...aWaitingRow('one', { phase }), ...SCORED }).success).toBe(false)
    for (const phase of ['queued', 'writing'] as const)
      expect(Row.safeParse({ ...aWaitingRow('one', { phase }), ...MEASURED }).success).toBe(false)
  })

  it('has its risk and its size from then on', () => {
    for (const phase of PHASES.slice(2, -1)) {
      const { risk: _, ...row } = aWaitingRow('one', { phase })
      expect(Row.safeParse(row).success).toBe(false)
    }
    const { insertions: _, ...judged } = aRow('one')
    expect(Row.safeParse(judged).success).toBe(false)
  })

  it('is not promoted without a patch', () => {
    expect(Row.safeParse(aRow('one', { unstarted: 'budget', result: 'reject' })).success).toBe(true)
    expect(Row.safeParse({ ...aRow('one', { unstarted: 'budget' }), result: 'promote' }).success).toBe(false)
  })

  it('is told by its phase to the compiler, too', () => {
    const queued = UnwrittenRow.parse(aWaitingRow('one'))
    const judged = JudgedRow.parse(aRow('one'))
    const verifying = CheckedRow.parse(aWaitingRow('one', { phase: 'verifying' }))
    // @ts-expect-error a queued row has no score
    const scored: UnwrittenRow = { ...queued, score: 90 }
    // @ts-expect-error a queued row has no risk
    const risky: UnwrittenRow = { ...queued, risk: { level: 'low', reasons: [] } }
    // @ts-expect-error a row that is verified has no score yet
    const early: CheckedRow = { ...verifying, score: 90 }
    // @ts-expect-error a row that is waited for is not promoted
    const won: CheckedRow = { ...verifying, result: 'promote' }
    const lines: number = judged.insertions + judged.deletions
    expect(lines).toBe(0)
    for (const row of [scored, risky, early, won]) expect(Row.safeParse(row).success).toBe(false)
  })
})

describe('any row', () => {
  const optional = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined })
  const patch = fc.record({
    confidence: optional(fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true })),
    insertions: fc.nat(),
    deletions: fc.nat(),
    complexityDelta: optional(fc.integer()),
    rationale: optional(fc.string()),
    testsAdded: optional(fc.array(fc.string())),
  })
  const ranked = fc.record({
    score: optional(fc.nat(100)),
    key: optional(fc.array(fc.integer())),
    left: optional(fc.constantFrom('base-moved' as const, 'taken-over' as const)),
    result: fc.constantFrom('promote' as const, 'hold' as const, 'reject' as const),
  })
  const compared = fc.record({
    agreement: optional(fc.array(fc.constantFrom('two', 'three'))),
    proof: optional(fc.record({ isProven: fc.boolean(), words: fc.string() })),
  })
  const fields = fc
    .tuple(fc.constantFrom(...PHASES), fc.boolean(), patch, compared, ranked)
    .map(([phase, isStarted, hasPatch, isCompared, isRanked]): RowFields => {
      if (phase === 'queued' || phase === 'writing') return { phase }
      if (phase === 'publishing' || phase === 'verifying') return { phase, ...hasPatch }
      if (phase !== 'judged') return { phase, ...hasPatch, ...isCompared }
      if (!isStarted) return { phase, unstarted: 'budget', result: 'reject' }
      return { phase, ...hasPatch, ...isCompared, ...isRanked }
    })

  it('comes back from where it is stored as it was, as one of its kinds and no other', () => {
    fc.assert(
      fc.property(fields, (given) => {
        const row = aWaitingRow('one', given)
        const stored: unknown = JSON.parse(JSON.stringify(row))
        expect(Row.parse(stored)).toEqual(row)
        const kinds = [UnwrittenRow, CheckedRow, ComparedRow, JudgedRow, PatchlessRow]
        expect(kinds.filter((kind) => kind.safeParse(stored).success)).toHaveLength(1)
      }),
    )
  })
})
