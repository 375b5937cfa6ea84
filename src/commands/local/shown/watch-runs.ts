import { pause } from '@speculate-dev/system'
import type { SpeculateOptions } from '../../../app/speculate-options.ts'
import { type Brief, isBeingPlanned } from '../../../domain/candidate/brief.ts'
import type { IssueKey } from '../../../domain/issue/issue.ts'
import type { Scoreboard } from '../../../domain/judgement/scoreboard.ts'
import { quoted } from '../../../messages/foreign/plain-text.ts'
import { list } from '../../../messages/numbers.ts'
import type { Progress } from './progress.ts'

export interface WatchedRuns {
  readonly watch: NonNullable<SpeculateOptions['watch']>
  readonly observe: NonNullable<SpeculateOptions['observe']>
  /** The status that the app last reported of the run; undefined while it has not reported one of it. */
  latestScoreboard(key: IssueKey, run: string): Scoreboard | undefined
  /** Of which it has reported any. */
  issues(): readonly IssueKey[]
  /** Why runs that were asked for did not begin, each said once. Foreign text. */
  takeRefusals(): readonly string[]
  /** Resolves after `ms`, when the signal aborts, or as soon as the app reports that a run is over. */
  pauseUnlessOver(ms: number, signal: AbortSignal): Promise<void>
}

/** Keeps what the app last reported about each issue, and says who writes what before anybody begins. */
export function watchRuns(progress: Pick<Progress, 'note'>): WatchedRuns {
  const latest = new Map<IssueKey, { readonly run: string; readonly scoreboard: Scoreboard }>()
  const reported = new Map<IssueKey, string>()
  const pausing = new Set<AbortController>()
  const refusals = new Set<string>()
  return {
    watch: (key, { scoreboard, speculation }) => {
      latest.set(key, { run: speculation.id, scoreboard })
      if (speculation.settledAt !== undefined) for (const paused of pausing) paused.abort()
      const line = handedOut(speculation.plan.briefs)
      if (isBeingPlanned(speculation.plan) || reported.get(key) === line) return
      reported.set(key, line)
      progress.note(line)
    },
    observe: (event) => {
      if (event.event === 'run-refused') refusals.add(`${event.run} has not begun: ${quoted(event.reason)}`)
    },
    latestScoreboard: (key, run) => {
      const last = latest.get(key)
      return last?.run === run ? last.scoreboard : undefined
    },
    takeRefusals() {
      const taken = [...refusals]
      refusals.clear()
      return taken
    },
    issues: () => [...latest.keys()],
    async pauseUnlessOver(ms, signal) {
      const paused = new AbortController()
      pausing.add(paused)
      await pause(ms, AbortSignal.any([signal, paused.signal]))
      pausing.delete(paused)
    },
  }
}

/** `codex writes fix-a and fix-c, claude writes fix-b` */
function handedOut(briefs: readonly Brief[]): string {
  const byToolchain = Map.groupBy(briefs, ({ toolchain }) => toolchain)
  return [...byToolchain]
    .map(([toolchain, some]) => `${toolchain} writes ${list(some.map(({ id }) => id))}`)
    .join(', ')
}
