import { describe, expect, it } from 'vitest'
import type { CheckAnswer } from '../../../src/domain/checks/evidence.ts'
import type { Row } from '../../../src/domain/judgement/row.ts'
import { decide } from '../../../src/stages/decide/decide.ts'
import { aCheckVerdict } from '../../builders/checks/check-verdict.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aScoreboard } from '../../builders/judgement/scoreboard.ts'

/** A judged candidate with one check per verdict. */
function judged(
  candidate: string,
  result: Row['result'],
  verdicts: readonly CheckAnswer[] = ['passed'],
): Row {
  return aRow(candidate, {
    checks: verdicts.map((verdict, index) => aCheckVerdict(`check-${index}`, { verdict, reason: verdict })),
    result,
  })
}

const decided = (rows: readonly Row[], minComparable?: number) =>
  decide(aScoreboard(rows), minComparable === undefined ? {} : { minComparable })

const passed = judged('one', 'hold')
const failed = judged('two', 'reject', ['passed', 'failed'])
const skipped = judged('three', 'reject', ['unverified'])
const withoutPatch = judged('four', 'reject', [])

describe('too few to compare', () => {
  it('is no matter as long as one is enough', () => {
    expect(decided([passed, skipped, withoutPatch]).decision).toMatchObject({ kind: 'promote' })
  })

  it('asks a human when fewer got a final answer than the settings ask for', () => {
    const { decision, scoreboard } = decided([passed, skipped, withoutPatch], 2)
    expect(decision).toEqual({
      kind: 'escalate',
      cause: 'not-comparable',
      reason: 'Only 1 of 3 candidates could be compared; at least 2 are required.',
    })
    expect(scoreboard.rows.map(({ reason }) => reason)).toEqual([
      'passes every check, but too few could be compared with it',
      'as the test wants it',
      'as the test wants it',
    ])
  })

  it('counts a failure as an answer', () => {
    expect(decided([passed, failed], 2).decision).toMatchObject({ kind: 'promote', candidate: 'one' })
    expect(decided([passed, failed], 3).decision).toMatchObject({ cause: 'not-comparable' })
  })

  it('does not count checks that answered in part', () => {
    expect(decided([passed, judged('two', 'reject', ['passed', 'timed-out'])], 2).decision).toMatchObject({
      cause: 'not-comparable',
    })
  })

  it('says so when the verifier answered about nobody', () => {
    expect(decided([skipped, withoutPatch]).decision).toEqual({
      kind: 'escalate',
      cause: 'not-comparable',
      reason: 'No candidate could be compared: the required checks gave no final answer about any of them.',
    })
  })

  it.each([
    ['all failed', [failed, skipped]],
    ['nobody wrote anything', [withoutPatch]],
  ])('is not the reason when %s', (_, rows) => {
    expect(decided(rows, 3).decision).toMatchObject({ cause: 'nobody-passed' })
  })
})

describe('waiting', () => {
  const waiting = (id: string, until?: string) => aRow(id, { result: 'waiting', phase: 'verifying', until })

  it('ends with the last deadline of the verifier', () => {
    expect(
      decided([waiting('one', '2026-05-05T13:00:00Z'), waiting('two', '2026-05-05T12:30:00Z'), failed])
        .decision,
    ).toMatchObject({ kind: 'wait', until: '2026-05-05T13:00:00Z' })
  })

  it('has no stated end while somebody is still writing', () => {
    expect(decided([waiting('one', '2026-05-05T13:00:00Z'), waiting('two')]).decision).toEqual({
      kind: 'wait',
      reason: '`one`: as the test wants it; `two`: as the test wants it',
    })
  })
})
