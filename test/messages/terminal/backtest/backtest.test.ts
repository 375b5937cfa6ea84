import { describe, expect, it } from 'vitest'
import type { Backtest, BacktestFix } from '../../../../src/domain/judgement/backtest.ts'
import { backtestText, foundText } from '../../../../src/messages/terminal/backtest/backtest.ts'

const left = (why: string): BacktestFix => ({ commit: 'c'.repeat(40), subject: 'Fix it', kind: 'left', why })
const nothing = { right: 0, wrong: 0, nobody: 0 }

function text(fixes: readonly BacktestFix[]): string {
  const counts: Backtest['counts'] = (['open', 'all'] as const).map((pools) => ({
    policy: 'vote',
    pools,
    without: nothing,
    with: nothing,
  }))
  return backtestText({ version: 1, head: 'h', runner: 'mocha', fixes, counts })
}

describe('where nothing could be judged there is no table of zeros but what to do', () => {
  it.each([
    ['the set-up of its parent ends with exit code 1: npm error', 'Try the set-up by hand'],
    ['the tests of its parent do not run here: mocha: not found', '--setup "npm ci"'],
    ['its test passes on the base too', '--last 200'],
  ])('%s', (why, words) => {
    const said = text([left(why), left(why)])
    expect(said).toContain('None of the 2 past fixes could be judged')
    expect(said).toContain(words)
    expect(said).toContain(why)
    expect(said).not.toMatch(/policy|Promoted/)
  })

  it('no past fix at all', () => {
    expect(text([])).not.toMatch(/policy|Promoted/)
    expect(foundText(0, { commits: 12, saying: 2 })).toMatch(
      /12 commits \(2 of them.*\n.*changes both code and tests/,
    )
  })
})

it('where the checks tell every fix, only all fixes are a table', () => {
  const pool = [{ id: 'real', words: 'the fix', isRight: true, passesChecks: true, gates: [] }]
  const outcomes = [{ policy: 'vote' as const, without: { why: '' }, with: { promoted: 'real', why: '' } }]
  const judged = { kind: 'judged' as const, isOpen: false, pool, outcomes, seconds: 1, runs: 1 }
  const said = text([{ commit: 'c', subject: 's', ...judged }])
  expect(said).toContain('all judged fixes')
  expect(said).not.toContain('Promoted, fixes where the checks pass a wrong candidate too')
})
