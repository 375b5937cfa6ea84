import { isWithdrawn } from '../../domain/judgement/scoreboard.ts'
import { type Learned, learn } from '../../domain/learning/learn.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** How runs have ended, in the order in which they are drawn. */
export const ENDS = ['promoted', 'human', 'ended', 'open'] as const
export type End = (typeof ENDS)[number]

export interface Statistics {
  readonly runs: number
  /** By the week in which they began (its Monday, `2026-11-23`), without gaps. */
  readonly weeks: readonly { readonly week: string; readonly ends: Readonly<Record<End, number>> }[]
  /** What maintainers made of runs, and how candidates did. */
  readonly learned: Learned
  /** When a run began (milliseconds since the epoch), and how many minutes it took to the verdict. */
  readonly durations: readonly { readonly at: number; readonly minutes: number; readonly run: string }[]
  /** Of the runs in which money was counted: dollars each. */
  readonly costs: { readonly runs: number; readonly usd: number }
}

/** What many runs come to. They may stand in any order. */
export function statisticsOf(runs: readonly Speculation[], now: string): Statistics {
  const decided = runs.flatMap((run) => (run.verdict ? [{ ...run, verdict: run.verdict }] : []))
  const usd = decided.flatMap(({ verdict }) => verdict.scoreboard.spent?.usd ?? [])
  return {
    runs: runs.length,
    weeks: weeksOf(runs),
    learned: learn(runs, now),
    durations: decided.map(({ id, startedAt, verdict }) => {
      const at = Date.parse(startedAt)
      return { at, minutes: Math.max(0, Date.parse(verdict.decidedAt) - at) / 60_000, run: id }
    }),
    costs: { runs: usd.length, usd: usd.reduce((sum, one) => sum + one, 0) },
  }
}

function endOf({ verdict, settledAt, revoked }: Speculation): End {
  if (verdict && !isWithdrawn(verdict.decision))
    return verdict.decision.kind === 'promote' && !revoked ? 'promoted' : 'human'
  return settledAt === undefined ? 'open' : 'ended'
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** 1970-01-05, a Monday. */
const FIRST_MONDAY = 4 * DAY_MS
const MOST_WEEKS = 26

function weeksOf(runs: readonly Speculation[]): Statistics['weeks'] {
  const byWeek = Map.groupBy(runs, ({ startedAt }) => weekOf(Date.parse(startedAt)))
  const [first, last] = [Math.min(...byWeek.keys()), Math.max(...byWeek.keys())]
  if (byWeek.size === 0) return []
  const begin = Math.max(first, last - MOST_WEEKS + 1)
  return Array.from({ length: last - begin + 1 }, (_, index) => {
    const own = byWeek.get(begin + index) ?? []
    const count = (end: End) => own.filter((run) => endOf(run) === end).length
    return {
      week: new Date(FIRST_MONDAY + (begin + index) * WEEK_MS).toISOString().slice(0, 10),
      ends: {
        promoted: count('promoted'),
        human: count('human'),
        ended: count('ended'),
        open: count('open'),
      },
    }
  })
}

function weekOf(ms: number): number {
  return Math.floor((ms - FIRST_MONDAY) / WEEK_MS)
}
