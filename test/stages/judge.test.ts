import { describe, expect, it } from 'vitest'
import type { VerifierContract } from '../../src/domain/checks/contract.ts'
import { aCheck } from '../builders/checks/required-check.ts'
import { contract, judged } from './judged.ts'

describe('rules that change while candidates are judged', () => {
  const other = (checks: VerifierContract['checks']) => ({ checks, fingerprint: 'b'.repeat(64) })

  it.each([
    [
      'names a check that was added',
      other([...contract.checks, aCheck('risk')]),
      '`main` requires `risk` now',
    ],
    ['names a check that was removed', other([aCheck('lint')]), '`main` does not require `test` any more'],
    [
      'says that something else was changed',
      other(contract.checks),
      'workflows, required checks or settings',
    ],
  ])('compare nobody, and the reason %s', (_, contractNow, reason) => {
    const { decision, scoreboard } = judged({ contractNow })
    expect(decision).toMatchObject({ kind: 'escalate', cause: 'not-comparable' })
    expect(decision.reason).toContain(reason)
    expect(scoreboard.rows.map(({ result }) => result)).toEqual(['hold', 'hold', 'hold'])
  })

  it('are not there while the fingerprint is the same, or not read', () => {
    expect(judged({ contractNow: contract }).decision.kind).toBe('promote')
    expect(judged().decision.kind).toBe('promote')
  })
})
