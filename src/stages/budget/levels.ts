import { type Attempt, chargeOf } from '../../domain/candidate/attempt.ts'
import { ownCandidates } from '../../domain/candidate/competitor.ts'
import type { CandidateFacts } from '../../domain/forge/forge-facts.ts'
import {
  type Amounts,
  addAmounts,
  amountsOf,
  type DaySpending,
  DIMENSIONS,
  type Dimension,
  type SpentLimit,
  utcDay,
} from '../../domain/run/budget.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { ciSecondsOf } from './ci-seconds-of.ts'

/** What the budgets of a run depend on. */
export interface BudgetInput {
  readonly speculation: Speculation
  readonly attempts: readonly Attempt[]
  readonly candidates: readonly CandidateFacts[]
  readonly now: string
  /** What the other runs of the repository have used today; absent where no limit of the day asks for it. */
  readonly othersToday?: DaySpending | undefined
}

/** The reason for rejecting a candidate whose attempt was ended by a budget. */
export const BUDGET_GATE = 'budget'

/** One of the budgets that an attempt must fit into: its own run's, and its repository's for the day. */
export interface Level {
  readonly name: SpentLimit['level']
  readonly limits: Amounts
  readonly spent: Amounts
  /** Reserved for attempts that are still running; what they do not use is returned. */
  readonly reserved: Amounts
}

export function levelsOf({ speculation, attempts, candidates, now, othersToday }: BudgetInput): Level[] {
  const { budget } = speculation.settings
  const day = utcDay(now)
  const known = speculation.ci ?? {}
  const before = Object.values(known).reduce((sum, seconds) => sum + seconds, 0)
  const ciSeconds = Math.max(before, ciSecondsOf(ownCandidates(speculation, candidates)))
  const ciToday = (known[day] ?? 0) + ciSeconds - before
  const today = attempts.filter(({ queuedAt }) => utcDay(queuedAt) === day)
  const [others, promised] = [othersToday?.spent ?? {}, othersToday?.reserved ?? {}]
  return [
    {
      name: 'speculation',
      limits: amountsOf(budget.speculation),
      spent: addAmounts([...chargesOf(attempts, true), ran(ciSeconds)]),
      reserved: addAmounts(chargesOf(attempts, false)),
    },
    {
      name: 'repository_day',
      limits: amountsOf(budget.repository_day),
      spent: addAmounts([...chargesOf(today, true), ran(ciToday), others]),
      reserved: addAmounts([...chargesOf(today, false), promised]),
    },
  ]
}

/** The smallest amount of each that is worth starting an attempt with. */
const LEAST = { seconds: 1, tokens: 1_000, usd: 0.01 } as const

/** The first limit with too little left even if every reservation were returned; nothing can be started then. */
export function spentLimit(levels: readonly Level[]): SpentLimit | undefined {
  for (const { name, limits, spent } of levels) {
    for (const dimension of DIMENSIONS) {
      const [limit, used] = [limits[dimension], spent[dimension] ?? 0]
      if (limit !== undefined && placesIn(dimension, limit - used) < 1)
        return { level: name, dimension, spent: used, limit }
    }
  }
  return undefined
}

/** How many attempts could still get the least of what is left; of jobs nobody knows before how long they will run. */
export function placesIn(dimension: Dimension, left: number): number {
  if (dimension === 'ciSeconds') return left > 0 ? Number.POSITIVE_INFINITY : 0
  return Math.floor(left / LEAST[dimension] + 1e-6)
}

function chargesOf(attempts: readonly Attempt[], ended: boolean): Amounts[] {
  return attempts.filter(({ status }) => (status === 'ended') === ended).map(chargeOf)
}

function ran(seconds: number): Amounts {
  return seconds > 0 ? { ciSeconds: seconds } : {}
}
