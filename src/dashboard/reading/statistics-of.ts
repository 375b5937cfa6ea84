import { competitors } from '../../domain/candidate/competitor.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/** How runs have ended, in the order in which they are drawn. */
export const ENDS = ['promoted', 'human', 'ended', 'open'] as const
export type End = (typeof ENDS)[number]

/** How often something came true, and between what the true share lies (95 %, by Wilson). */
export interface Rate {
  readonly name: string
  readonly hits: number
  readonly of: number
  readonly from: number
  readonly to: number
}

export interface Statistics {
  readonly runs: number
  /** By the week in which they began (its Monday, `2026-11-23`), without gaps. */
  readonly weeks: readonly { readonly week: string; readonly ends: Readonly<Record<End, number>> }[]
  /** Of candidates that a toolchain wrote: how many were promoted. */
  readonly toolchains: readonly Rate[]
  /** The same by the candidate's name, which stands for its strategy. */
  readonly strategies: readonly Rate[]
  /** When a run began (milliseconds since the epoch), and how many minutes it took to the verdict. */
  readonly durations: readonly { readonly at: number; readonly minutes: number; readonly run: string }[]
  /** Of the runs in which money was counted: dollars each. */
  readonly costs: { readonly runs: number; readonly usd: number }
  /** Promotions that people merged, and that they turned down or replaced. */
  readonly people: { readonly merged: number; readonly turnedDown: number }
}

/** What many runs come to. They may stand in any order. */
export function statisticsOf(runs: readonly Speculation[]): Statistics {
  const decided = runs.flatMap((run) => (run.verdict ? [{ ...run, verdict: run.verdict }] : []))
  const rows = decided.flatMap((run) => {
    const own = new Set(competitors(run).flatMap(({ id, submission }) => (submission ? [] : [id])))
    return run.verdict.scoreboard.rows.filter((row) => own.has(row.candidate) && !row.unstarted)
  })
  const usd = decided.flatMap(({ verdict }) => verdict.scoreboard.spent?.usd ?? [])
  return {
    runs: runs.length,
    weeks: weeksOf(runs),
    toolchains: ratesOf(rows, ({ toolchain }) => toolchain),
    strategies: ratesOf(rows, ({ candidate }) => candidate),
    durations: decided.map(({ id, startedAt, verdict }) => {
      const at = Date.parse(startedAt)
      return { at, minutes: Math.max(0, Date.parse(verdict.decidedAt) - at) / 60_000, run: id }
    }),
    costs: { runs: usd.length, usd: usd.reduce((sum, one) => sum + one, 0) },
    people: {
      merged: decided.filter((run) => winnerWas(run, 'merged')).length,
      turnedDown: decided.filter((run) => winnerWas(run, 'closed') || winnerWas(run, 'sent-back')).length,
    },
  }
}

function winnerWas({ verdict, choices = [] }: Speculation, kind: 'merged' | 'closed' | 'sent-back'): boolean {
  const { decision } = verdict ?? {}
  return (
    decision?.kind === 'promote' &&
    choices.findLast(({ candidate }) => candidate === decision.candidate)?.kind === kind
  )
}

function endOf({ verdict, settledAt, revoked }: Speculation): End {
  if (verdict) return verdict.decision.kind === 'promote' && !revoked ? 'promoted' : 'human'
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

const MOST_RATES = 12

function ratesOf(rows: readonly Row[], nameOf: (row: Row) => string): readonly Rate[] {
  return [...Map.groupBy(rows, nameOf)]
    .map(([name, own]) => rate(name, own.filter(({ result }) => result === 'promote').length, own.length))
    .toSorted((one, other) => other.of - one.of || one.name.localeCompare(other.name, 'en'))
    .slice(0, MOST_RATES)
}

const Z = 1.96

/** Wilson, "Probable inference, the law of succession, and statistical inference" (1927). */
export function rate(name: string, hits: number, of: number): Rate {
  if (of === 0) return { name, hits, of, from: 0, to: 1 }
  const share = hits / of
  const middle = share + (Z * Z) / (2 * of)
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const scale = 1 + (Z * Z) / of
  return {
    name,
    hits,
    of,
    from: Math.max(0, (middle - spread) / scale),
    to: Math.min(1, (middle + spread) / scale),
  }
}
