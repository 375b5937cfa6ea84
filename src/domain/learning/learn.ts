import { submittedPullRequestOf } from '../candidate/competitor.ts'
import type { Row } from '../judgement/row.ts'
import { REVERT_WITHIN_MS } from '../run/revert.ts'
import type { Speculation } from '../run/speculation.ts'
import { type Rate, rateOf } from './rate.ts'
import { outcomeOf, type RunOutcome } from './run-outcome.ts'

/** How candidates of one kind have done. */
export interface TrackRecord {
  readonly name: string
  /** No gate rejected it: it could have been promoted. */
  readonly passed: Rate
  /** It was promoted, by the rules or by a person instead. */
  readonly chosen: Rate
  /** It was merged and not reverted since, or put in the winner's place, of the runs that people have answered. */
  readonly kept: Rate
}

/** Of runs in which both competed: how often somebody passed, against the better of the two alone. */
export interface Pair {
  readonly names: readonly [string, string]
  readonly either: Rate
  readonly better: Rate
}

export interface Learned {
  readonly runs: number
  readonly outcomes: { readonly [Kind in RunOutcome['kind']]: number }
  /** Of what was reverted within 30 days, how much was so in part alone. */
  readonly revertedInPart: number
  /** How much of what was merged at least 30 days ago was reverted within them. */
  readonly reverted: Rate
  /** Lines by which what was edited before it was merged differs, in the middle; absent where nothing was, or it is not known. */
  readonly medianEdit?: number
  readonly strategies: readonly TrackRecord[]
  readonly toolchains: readonly TrackRecord[]
  /** Of candidates whose agent is known to have asked a model; one that asked several counts for each. */
  readonly models: readonly TrackRecord[]
  readonly kinds: readonly TrackRecord[]
  /** Those first that gain most by each other. */
  readonly pairs: readonly Pair[]
}

interface Told {
  readonly run: Speculation
  readonly outcome: RunOutcome
}

interface Entry extends Told {
  readonly row: Row
}

/** What runs with a verdict have taught until now (ISO-8601). */
export function learn(runs: readonly Speculation[], now: string): Learned {
  const told = runs.flatMap((run) => {
    const outcome = outcomeOf(run)
    return outcome ? [{ run, outcome }] : []
  })
  const entries = told.flatMap(({ run, outcome }) =>
    (run.verdict?.scoreboard.rows ?? [])
      .filter((row) => submittedPullRequestOf(run, row.candidate) === undefined && row.left !== 'taken-over')
      .map((row): Entry => ({ row, run, outcome })),
  )
  const edits = told.flatMap(({ outcome }) =>
    outcome.kind === 'merged-edited' && outcome.lines !== undefined ? [outcome.lines] : [],
  )
  return {
    runs: told.length,
    outcomes: countKinds(told.map(({ outcome }) => outcome.kind)),
    revertedInPart: told.filter(({ outcome }) => outcome.kind === 'reverted' && outcome.isPart).length,
    reverted: revertRate(told, now),
    ...(edits.length > 0 && { medianEdit: median(edits) }),
    strategies: recordsBy(entries, ({ row }) => [row.candidate]),
    toolchains: recordsBy(entries, ({ row }) => [row.toolchain]),
    models: recordsBy(entries, ({ row }) => [...new Set('models' in row ? row.models : [])]),
    kinds: recordsBy(entries, (entry) => [kindOfIssue(entry)]),
    pairs: pairsOf(entries),
  }
}

/** What was merged lately may still be reverted: it would make the others look better. */
function revertRate(told: readonly Told[], now: string): Rate {
  const old = told.filter(({ run: { choices = [] } }) => {
    const merged = choices.find(({ kind }) => kind === 'merged')
    return merged && Date.parse(merged.at) + REVERT_WITHIN_MS <= Date.parse(now)
  })
  return rateOf(old.filter(({ outcome }) => outcome.kind === 'reverted').length, old.length)
}

function countKinds(kinds: readonly RunOutcome['kind'][]): Learned['outcomes'] {
  const counted = {
    ...{ 'merged-unedited': 0, 'merged-edited': 0, reverted: 0, 'other-promoted': 0 },
    ...{ closed: 0, none: 0, open: 0 },
  }
  for (const kind of kinds) counted[kind] += 1
  return counted
}

/** What competed, and what kind of work the issue was said to be. */
function kindOfIssue({ run }: Entry): string {
  const work = run.classification?.checklist.work.kind
  return [run.plan.stage ?? 'green', ...(work === undefined ? [] : [work])].join(', ')
}

function recordsBy(entries: readonly Entry[], namesOf: (entry: Entry) => readonly string[]): TrackRecord[] {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries)
    for (const name of namesOf(entry)) groups.set(name, [...(groups.get(name) ?? []), entry])
  return [...groups]
    .map(([name, group]) => ({
      name,
      passed: rate(group, hasPassed),
      chosen: rate(group, isChosen),
      kept: rate(group.filter(isAnswered), isKept),
    }))
    .sort((a, b) => b.chosen.low - a.chosen.low || b.chosen.of - a.chosen.of || (a.name < b.name ? -1 : 1))
}

function rate(group: readonly Entry[], isHit: (entry: Entry) => boolean): Rate {
  return rateOf(group.filter(isHit).length, group.length)
}

function hasPassed({ row }: Entry): boolean {
  return row.phase === 'judged' && row.gates.length === 0 && row.head !== undefined
}

function isChosen({ row, outcome }: Entry): boolean {
  return 'candidate' in outcome ? outcome.candidate === row.candidate : row.result === 'promote'
}

function isAnswered({ outcome }: Entry): boolean {
  return outcome.kind !== 'open'
}

function isKept({ row, outcome }: Entry): boolean {
  if (!('candidate' in outcome) || outcome.candidate !== row.candidate) return false
  return outcome.kind !== 'closed' && outcome.kind !== 'reverted'
}

function pairsOf(entries: readonly Entry[]): Pair[] {
  const together = new Map<string, { names: [string, string]; results: [boolean, boolean][] }>()
  for (const group of Map.groupBy(entries, ({ run }) => run.id).values()) {
    const sorted = group.toSorted((a, b) => (a.row.candidate < b.row.candidate ? -1 : 1))
    for (const [at, one] of sorted.entries())
      for (const other of sorted.slice(at + 1)) {
        const names: [string, string] = [one.row.candidate, other.row.candidate]
        const pair = together.get(names.join('\n')) ?? { names, results: [] }
        pair.results.push([hasPassed(one), hasPassed(other)])
        together.set(names.join('\n'), pair)
      }
  }
  return [...together.values()]
    .map(({ names, results }) => {
      const [first, second] = [0, 1].map((side) => results.filter((both) => both[side]).length)
      const either = results.filter(([a, b]) => a || b).length
      const better = Math.max(first ?? 0, second ?? 0)
      return { names, either: rateOf(either, results.length), better: rateOf(better, results.length) }
    })
    .sort(
      (a, b) =>
        gainOf(b) - gainOf(a) || b.either.of - a.either.of || (a.names.join() < b.names.join() ? -1 : 1),
    )
}

function gainOf({ either, better }: Pair): number {
  return (either.hits - better.hits) / either.of
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
