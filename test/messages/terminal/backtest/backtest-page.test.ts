import { expect, it } from 'vitest'
import type { Backtest, BacktestFix } from '../../../../src/domain/judgement/backtest.ts'
import { backtestPage } from '../../../../src/messages/terminal/backtest/backtest-page.ts'

const judged = (promoted: string | undefined): BacktestFix => ({
  commit: 'c'.repeat(40),
  subject: 'Fix <img src=x>',
  kind: 'judged',
  isOpen: true,
  pool: [
    { id: 'real', words: 'the fix `a<b`', isRight: true, passesChecks: true, gates: [] },
    {
      id: 'part',
      words: 'a part of it',
      isRight: false,
      passesChecks: true,
      standing: 'fails `<script>`, a test that `real` brings',
      gates: [],
    },
  ],
  outcomes: [
    {
      policy: 'vote',
      without: { promoted: 'part', why: 'x' },
      with: { ...(promoted !== undefined && { promoted }), why: '`real` passes & wins' },
    },
  ],
  seconds: 1,
  runs: 1,
})
const document = (fixes: readonly BacktestFix[]): Backtest => {
  const tally = { right: 1, wrong: 1, nobody: 0 }
  const counts = (['open', 'all'] as const).map((pools) => ({
    policy: 'vote' as const,
    pools,
    without: { ...tally, right: 0 },
    with: tally,
  }))
  return { version: 1, head: 'h'.repeat(40), runner: 'go test', fixes, counts }
}

it('tells each fix by the worst that a policy makes of it, and shows code as code', () => {
  const page = backtestPage(document([judged('real'), judged('part'), judged(undefined)]))
  expect(page.match(/<span class="badge (\w+)">/g)).toEqual(
    ['right', 'wrong', 'nobody'].map((kind) => `<span class="badge ${kind}">`),
  )
  expect(page).toContain('3 past fixes up to commit <code>hhhhhhhhh</code>, 3 judged; in 3 of these')
  expect(page).toContain('aria-label="1 right, 1 wrong, 0 nobody"')
  expect(page).toContain('with proof <i class="key wrong"></i>part. <code>real</code> passes &amp; wins')
})

it('lets nothing of foreign text be markup', () => {
  const left: BacktestFix = { commit: 'd'.repeat(40), subject: 's', kind: 'left', why: '<b>no</b>' }
  const page = backtestPage(document([judged('real'), left]))
  expect(page).not.toMatch(/<img|<script|<b>no/)
  expect(page).toContain('It fails <code>&lt;script&gt;</code>, a test that <code>real</code> brings.')
})
