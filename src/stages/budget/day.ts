import { amountsOf, type DaySpending, type SpentLimit } from '../../domain/run/budget.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Settings } from '../../domain/settings.ts'
import { spentLimit } from './levels.ts'

/** E5: the limit of the repository's day of which nothing is left to begin a run with. */
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

/** When the UTC day of `now` is over, ISO-8601. */
export function nextDay(now: string): string {
  const day = 86_400_000
  return new Date((Math.floor(Date.parse(now) / day) + 1) * day).toISOString()
}
