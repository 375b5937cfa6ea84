import { amountsOf, type DaySpending, type SpentLimit } from '../../domain/run/budget.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Settings } from '../../domain/settings.ts'
import { spentLimit } from './levels.ts'

/** E5: the repository's daily limit that leaves too little to begin a run. */
export function spentDay(
  { budget }: Settings,
  { othersToday }: { readonly othersToday?: DaySpending | undefined },
): SpentLimit | undefined {
  if (!othersToday) return undefined
  const limits = amountsOf(budget.repository_day)
  return spentLimit([{ name: 'repository_day', limits, ...othersToday }])
}

export function hasDayLimit({ settings }: Speculation): boolean {
  return Object.keys(amountsOf(settings.budget.repository_day)).length > 0
}
