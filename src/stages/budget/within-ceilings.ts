import type { Ceilings } from '../../domain/run/budget.ts'
import type { Settings } from '../../domain/settings.ts'

/** A repository may spend less than the operator lets it, never more; of two limits the lower one is effective. */
export function withinCeilings(settings: Settings, ceilings: Ceilings | undefined): Settings {
  if (!ceilings) return settings
  const { minutes = Number.POSITIVE_INFINITY, ...attempt } = ceilings.attempt
  const { budget } = settings
  return {
    ...settings,
    attempt_minutes: Math.min(settings.attempt_minutes, minutes),
    budget: {
      attempt: lower(budget.attempt, attempt),
      speculation: lower(budget.speculation, ceilings.speculation),
      repository_day: { ...budget.repository_day, ...lower(budget.repository_day, ceilings.repository_day) },
    },
  }
}

type Limits = Readonly<Record<string, number | undefined>>

function lower<Own extends Limits>(own: Own, most: Limits): Own {
  const keys = Object.keys({ ...own, ...most })
  const entries = keys.flatMap((key) => {
    const set = [own[key], most[key]].filter((limit) => limit !== undefined)
    return set.length === 0 ? [] : [[key, Math.min(...set)] as const]
  })
  return { ...own, ...Object.fromEntries(entries) }
}
