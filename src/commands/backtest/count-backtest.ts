import type { BacktestCount, BacktestFix, Promotion, Tally } from '../../domain/judgement/backtest.ts'
import { PolicyName } from '../../domain/settings/policy-settings.ts'

type JudgedFix = Extract<BacktestFix, { kind: 'judged' }>

/** Counts for each policy: over all pools, and over those whose candidates checks alone cannot tell apart. */
export function countBacktest(fixes: readonly BacktestFix[]): readonly BacktestCount[] {
  const judged = fixes.flatMap((one) => (one.kind === 'judged' ? [one] : []))
  return (['open', 'all'] as const).flatMap((pools) => {
    const some = pools === 'all' ? judged : judged.filter(({ isOpen }) => isOpen)
    return PolicyName.options.map((policy) => ({
      policy,
      pools,
      without: tally(some, (fix) => fix.outcomes.find((one) => one.policy === policy)?.without),
      with: tally(some, (fix) => fix.outcomes.find((one) => one.policy === policy)?.with),
    }))
  })
}

function tally(fixes: readonly JudgedFix[], of: (fix: JudgedFix) => Promotion | undefined): Tally {
  const ends = fixes.map((fix) => {
    const promoted = of(fix)?.promoted
    const member = fix.pool.find(({ id }) => id === promoted)
    return member ? (member.isRight ? 'right' : 'wrong') : 'nobody'
  })
  const count = (end: string) => ends.filter((one) => one === end).length
  return { right: count('right'), wrong: count('wrong'), nobody: count('nobody') }
}
