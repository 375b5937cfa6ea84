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
}

/** Keeps what the app last reported about each issue, and says who writes what before anybody begins. */
export function watchRuns(progress: Pick<Progress, 'note'>): WatchedRuns {
  const scoreboards = new Map<IssueKey, Scoreboard>()
  const reported = new Map<IssueKey, string>()
  return {
    watch: (key, { scoreboard, speculation }) => {
      scoreboards.set(key, scoreboard)
      const line = handedOut(speculation.plan.briefs)
      if (isBeingPlanned(speculation.plan) || reported.get(key) === line) return
      reported.set(key, line)
      progress.note(line)
    },
    latestScoreboard: (key) => scoreboards.get(key),
  }
}

/** `codex writes fix-a and fix-c, claude writes fix-b` */
function handedOut(briefs: readonly Brief[]): string {
  const byToolchain = Map.groupBy(briefs, ({ toolchain }) => toolchain)
  return [...byToolchain]
    .map(([toolchain, some]) => `${toolchain} writes ${list(some.map(({ id }) => id))}`)
    .join(', ')
}
