import { isAt } from '../../domain/candidate/attempt.ts'
import { type IssueRef, issueKey } from '../../domain/issue/issue.ts'
import { isLabel, TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import { withProofOffer } from '../../messages/scoreboard/notes/with-proof-offer.ts'
import { CommandError } from '../command-error.ts'
import type { FinishedRun, Phases } from './outcome.ts'
import type { Progress } from './shown/progress.ts'
import type { WatchedRuns } from './shown/watch-runs.ts'
import type { LocalRun } from './start-local.ts'

export interface IssueRun {
  readonly local: LocalRun
  readonly issue: IssueRef
  readonly progress: Progress
  /** What the app reports. */
  readonly runs: Pick<WatchedRuns, 'latestScoreboard' | 'pauseUnlessOver'>
  /** Why no tests are run on each other, where the settings have not decided that. */
  readonly whyNoProof?: string | undefined
  readonly signal: AbortSignal
}

const LOOK_MS = 250
/** The label's webhook, the snapshot and the plan take well under a second on one machine. */
const LOOKS_BEFORE_ASKING = 8

/**
 * Puts the label on, as the maintainer, unless a run is under way already, and shows its progress until everything on
 * GitHub is as decided. Throws `CommandError` when the app refuses to start, with the app's own words.
 */
export async function runIssue(run: IssueRun): Promise<FinishedRun> {
  const { local, issue, runs, signal } = run
  const { store } = local.speculate
  const started = Date.now()
  signal.throwIfAborted()
  const known = await store.latestSpeculation(issue)
  if (known === undefined) await putLabel(run)
  let isNamed = false
  for (let looks = 1; ; looks += 1) {
    signal.throwIfAborted()
    const speculation = await store.latestSpeculation(issue)
    if (speculation !== undefined && !isNamed) {
      run.progress.note(`how it goes, in a browser: ${runPageAddress(speculation.id, local.speculate.url)}`)
      isNamed = true
    }
    if (speculation !== undefined) await show(run, speculation)
    if (speculation?.verdict && speculation.settledAt) {
      const { scoreboard, decision } = speculation.verdict
      const seconds = (Date.now() - started) / 1_000
      const reported = withProofOffer(scoreboard, speculation, run.whyNoProof)
      const phases = await phasesOf(local, speculation)
      return { speculation, scoreboard: reported, decision, seconds, phases }
    }
    if (speculation === undefined && looks % LOOKS_BEFORE_ASKING === 0) await refuseIfRefused(run)
    // An abort ends the next look with its own reason.
    await runs.pauseUnlessOver(LOOK_MS, signal)
  }
}

/** A label that is there without a run was added by a process that was killed before its webhook came through. */
async function putLabel({ local: { maintainer }, issue, progress }: IssueRun): Promise<void> {
  const { labels } = await maintainer.issue(issue.number)
  if (labels.some((name) => isLabel(name, TRIGGER_LABEL)))
    await maintainer.removeLabel(issue.number, TRIGGER_LABEL)
  await maintainer.addLabel(issue.number, TRIGGER_LABEL)
  progress.note(`issue #${issue.number} is labelled \`${TRIGGER_LABEL}\``)
}

async function show({ local, issue, progress, runs }: IssueRun, speculation: Speculation): Promise<void> {
  const scoreboard = runs.latestScoreboard(issueKey(issue), speculation.id) ?? speculation.verdict?.scoreboard
  if (scoreboard === undefined) return
  const attempts = await local.speculate.store.attempts(speculation.id)
  progress.show(scoreboard, new Map(attempts.map((attempt) => [attempt.candidate, attempt.progress ?? ''])))
}

/** Where there is no run but a comment of the app, the comment says why there is none. */
async function refuseIfRefused({ local, issue }: IssueRun): Promise<void> {
  const comments = await local.maintainer.comments(issue.number)
  const refusal = comments.find(({ author }) => author.endsWith('[bot]'))
  if (refusal === undefined) return
  const text = refusal.body.replace(/<!--[\s\S]*?-->/g, '').trim()
  throw new CommandError(`nothing was started. The app says on the issue:\n\n${text}`)
}

async function phasesOf({ speculate }: LocalRun, speculation: Speculation): Promise<Phases> {
  const all = await speculate.store.attempts(speculation.id)
  // Whatever is run on a patch after it was written is a part of judging it.
  const attempts = all.filter((attempt) => !isAt(attempt, 'prove', 'distinguish'))
  const started = Date.parse(speculation.startedAt)
  const written = Math.max(started, ...attempts.map(({ endedAt }) => Date.parse(endedAt ?? '') || started))
  const decided = Date.parse(speculation.verdict?.decidedAt ?? speculation.startedAt)
  const settled = Date.parse(speculation.settledAt ?? speculation.startedAt)
  return {
    writing: (written - started) / 1_000,
    judging: (decided - written) / 1_000,
    settling: (settled - decided) / 1_000,
  }
}
