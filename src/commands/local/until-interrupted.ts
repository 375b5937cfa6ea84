import { pause } from '@speculate-dev/system'
import { parseIssueKey } from '../../domain/issue/issue.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { readOutcome } from './outcome.ts'
import { runIssue } from './run-issue.ts'
import { printSummary } from './shown/print-summary.ts'
import { createProgress, type Progress } from './shown/progress.ts'
import type { Terminal } from './shown/terminal.ts'
import type { WatchedRuns } from './shown/watch-runs.ts'
import type { LocalRun } from './start-local.ts'

interface Kept {
  readonly local: LocalRun
  readonly runs: WatchedRuns
  readonly terminal: Terminal
  /** Ids of runs whose end was shown already. */
  readonly shown: readonly string[]
}

const LOOK_MS = 250

/** Leaves everything running until the person at the terminal has seen enough, and says of each further run what came of it, or why it did not begin. */
export async function untilInterrupted(kept: Kept, signal: AbortSignal): Promise<void> {
  const { local, runs, terminal } = kept
  const shown = new Set(kept.shown)
  const since = Date.now()
  const progress = createProgress(terminal)
  stillRunning(local, progress)
  while (!signal.aborted) {
    for (const refusal of runs.takeRefusals()) progress.note(refusal)
    const run = await nextRun(kept, { shown, since })
    if (run === undefined) await pause(LOOK_MS, signal)
    else {
      shown.add(run.id)
      await follow(run, kept, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }
  }
}

function stillRunning({ url, speculate }: LocalRun, progress: Progress): void {
  progress.note(
    `still running: ${url} (its pages have forms to open issues, label, comment, close, merge and press the buttons of checks), and all runs at ${speculate.url}/runs. Press Ctrl-C to stop.`,
  )
}

/** Of several that were begun meanwhile, one after the other; what was judged before is no news, whatever people do to it. */
async function nextRun(
  { local: { speculate }, runs }: Kept,
  { shown, since }: { readonly shown: ReadonlySet<string>; readonly since: number },
): Promise<Speculation | undefined> {
  for (const issue of runs.issues()) {
    const run = await speculate.store.latestSpeculation(parseIssueKey(issue))
    const isOld = run?.verdict !== undefined && Date.parse(run.startedAt) < since
    if (run && !isOld && !shown.has(run.id)) return run
  }
  return undefined
}

async function follow(run: Speculation, { local, runs, terminal }: Kept, signal: AbortSignal): Promise<void> {
  const { issue } = run
  const before = local.requests()
  const progress = createProgress(terminal)
  progress.note(`run ${run.run} on issue #${issue.number} has begun`)
  const finished = await runIssue({ local, issue, runs, progress, signal })
  const outcome = await readOutcome(finished, local)
  const own = { ...outcome, requests: outcome.requests - before }
  progress.end()
  printSummary({ outcome: own, scoreboard: finished.scoreboard, terminal, json: false, keep: true })
  stillRunning(local, progress)
}
