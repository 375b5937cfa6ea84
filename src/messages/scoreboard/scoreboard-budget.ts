import type { Row } from '../../domain/judgement/row.ts'
import { type Amounts, addAmounts, amountsOf, DIMENSIONS, type Dimension } from '../../domain/run/budget.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { count, formatSeconds, list } from '../numbers.ts'
import { amountsText, amountText } from '../reasons/budget.ts'
import { ciSeconds } from './scoreboard-cost.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

/** What was used of which limit, and the other limits that hold (E6); nothing for runs from before there were budgets. */
export function budgetRules({ speculation, scoreboard: { spent, proof } }: ScoreboardView): string[] {
  if (!spent) return []
  const { attempt_minutes, budget, speculation: mode } = speculation.settings
  const attempt: Amounts = { seconds: attempt_minutes * 60, ...budget.attempt }
  const day = amountsText(amountsOf(budget.repository_day))
  return [
    `used by this run: ${usedOf(spent, amountsOf(budget.speculation)) || 'nothing yet'}${proof?.kind === 'checked' ? ', in which the tests that were run on each other are counted' : ''}`,
    `one attempt: at most ${amountsText(attempt)}`,
    ...(day === '' ? [] : [`this repository: at most ${day} a day (UTC)`]),
    ...(mode.sequential ? ['sequential: the next candidate starts only while nobody has passed'] : []),
  ]
}

/** What sequential mode has not spent, by the average of those who ran; undefined when everybody was needed. */
export function savedNote({ scoreboard: { rows } }: ScoreboardView): string | undefined {
  const spared = rows.filter((row) => row.unstarted === 'not-needed' && row.seconds === undefined).length
  if (spared === 0) return undefined
  const who = `${count(spared, 'candidate was', 'candidates were')} not needed`
  const ran = rows.filter((row) => row.seconds !== undefined).map(costOf)
  const saved = amountsText(scaled(addAmounts(ran), spared / ran.length))
  if (ran.length === 0 || saved === '') return `${who}.`
  const like = ran.length === 1 ? 'as the one that ran' : `as the ${ran.length} that ran did on average`
  return `${who}: about ${saved} saved, if each had cost as much ${like}.`
}

function usedOf(spent: Amounts, limits: Amounts): string {
  return list(
    DIMENSIONS.flatMap((dimension) => {
      const [amount, limit] = [spent[dimension], limits[dimension]]
      if (amount === undefined && limit === undefined) return []
      const used = amountText(dimension, amount ?? 0)
      return [limit === undefined ? used : `${used} (limit ${limitText(dimension, limit)})`]
    }),
  )
}

function limitText(dimension: Dimension, limit: number): string {
  return dimension === 'seconds' || dimension === 'ciSeconds'
    ? formatSeconds(limit)
    : amountText(dimension, limit)
}

function costOf(row: Row): Amounts {
  const jobs = ciSeconds(row)
  const { seconds, tokens, usd } = row
  return {
    ...withoutUndefined({ seconds, tokens, usd, ciSeconds: jobs }),
  }
}

function scaled(amounts: Amounts, factor: number): Amounts {
  return Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => {
      const amount = amounts[dimension]
      return amount === undefined ? [] : [[dimension, amount * factor] as const]
    }),
  )
}
