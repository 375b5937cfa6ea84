import { pause } from '@speculate-dev/system'
import type { SpeculateOptions } from '../../../app/speculate-options.ts'
import { type Brief, isBeingPlanned } from '../../../domain/candidate/brief.ts'
import type { IssueKey } from '../../../domain/issue/issue.ts'
import type { Scoreboard } from '../../../domain/judgement/scoreboard.ts'
import { list } from '../../../messages/numbers.ts'
import type { Progress } from './progress.ts'

export interface WatchedRuns {
  readonly watch: NonNullable<SpeculateOptions['watch']>
  /** The status that the app last reported. */
  latestScoreboard(key: IssueKey): Scoreboard | undefined
  /** Resolves after `ms`, when the signal aborts, or as soon as the app reports that a run is over. */
  pauseUnlessOver(ms: number, signal: AbortSignal): Promise<void>
}

/** Keeps what the app last reported about each issue, and says who writes what before anybody begins. */
export function watchRuns(progress: Pick<Progress, 'note'>): WatchedRuns {
  const scoreboards = new Map<IssueKey, Scoreboard>()
  const reported = new Map<IssueKey, string>()
  const pausing = new Set<AbortController>()
  return {
    watch: (key, { scoreboard, speculation }) => {
      scoreboards.set(key, scoreboard)
      if (speculation.settledAt !== undefined) for (const paused of pausing) paused.abort()
      const line = handedOut(speculation.plan.briefs)
      if (isBeingPlanned(speculation.plan) || reported.get(key) === line) return
      reported.set(key, line)
      progress.note(line)
    },
    latestScoreboard: (key) => scoreboards.get(key),
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
