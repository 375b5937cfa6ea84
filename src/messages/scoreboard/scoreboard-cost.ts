import type { Row } from '../../domain/judgement/row.ts'
import type { Amounts as Used } from '../../domain/run/budget.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { count, formatSeconds, secondsBetween } from '../numbers.ts'
import { dollars, thousands } from '../reasons/budget.ts'
import type { ScoreboardView } from './scoreboard-view.ts'

/** One line of the table of costs, each cell finished Markdown. */
export interface CostRow {
  readonly of: string
  readonly agent: string
  readonly tokens: string
  readonly checks: string
}

interface Amounts {
  readonly agent: number | undefined
  readonly tokens: number | undefined
  readonly usd: number | undefined
  readonly checks: number | undefined
}

/** A12: what each candidate has cost so far, all together, and each verdict on a candidate. */
export function costRows({ scoreboard: { rows, planning, distinction } }: ScoreboardView): CostRow[] {
  const asked = distinction && distinction.kind !== 'not-asked' ? distinction.cost : undefined
  const [planned, distinguished] = [planning, asked].map(amountsOfAll)
  const amounts = [...rows.map(amountsOf), ...(planned ?? []), ...(distinguished ?? [])]
  const total = {
    agent: sum(amounts.map(({ agent }) => agent)),
    tokens: sum(amounts.map(({ tokens }) => tokens)),
    usd: sum(amounts.map(({ usd }) => usd)),
    checks: sum(amounts.map(({ checks }) => checks)),
  }
  const judged = rows.filter((row) => row.phase === 'judged').length
  const partly = amounts.some(({ tokens }) => tokens === undefined) && total.tokens !== undefined
  return [
    ...(planned ?? []).map((amount) => costRow('Planning', amount)),
    ...rows.map((row) => costRow(codeSpan(row.candidate, 40), amountsOf(row))),
    ...(distinguished ?? []).map((amount) => costRow('Test on which the best two differ', amount)),
    costRow(`**All of them**${partly ? ' (tokens not reported by all)' : ''}`, total),
    ...(judged > 0
      ? [costRow(`**Per verdict**, of ${count(judged, 'candidate')} judged`, each(total, judged))]
      : []),
  ]
}

/** How long the required checks of a candidate ran, added up; undefined when none says. */
export function ciSeconds(row: Row): number | undefined {
  return sum(
    row.checks.map(({ startedAt, completedAt }) =>
      startedAt && completedAt ? secondsBetween(startedAt, completedAt) : undefined,
    ),
  )
}

/** Of what belongs to no candidate; none where nothing was used for it. */
function amountsOfAll(used: Used | undefined): Amounts[] {
  if (!used) return []
  const { seconds: agent, tokens, usd } = used
  return [{ agent, tokens, usd, checks: undefined }]
}

function amountsOf(row: Row): Amounts {
  return { agent: row.seconds, tokens: row.tokens, usd: row.usd, checks: ciSeconds(row) }
}

/** Of what is known; undefined when nothing is. */
function sum(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined)
  return known.length === 0 ? undefined : known.reduce((total, amount) => total + amount, 0)
}

function each({ agent, tokens, usd, checks }: Amounts, parts: number): Amounts {
  const share = (amount: number | undefined) => (amount === undefined ? undefined : amount / parts)
  return { agent: share(agent), tokens: share(tokens), usd: share(usd), checks: share(checks) }
}

function costRow(of: string, { agent, tokens, usd, checks }: Amounts): CostRow {
  return {
    of,
    agent: agent === undefined ? '—' : formatSeconds(agent),
    tokens: `${tokens === undefined ? 'not reported' : thousands(tokens)}${usd === undefined ? '' : ` (${dollars(usd)})`}`,
    checks: checks === undefined ? '—' : formatSeconds(checks),
  }
}
