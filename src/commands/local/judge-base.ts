import { readFile } from 'node:fs/promises'
import type { EmbeddedGitHub, Repository, WorkflowJob } from '@speculate-dev/embedded-github'
import { findRepository, logFile } from '@speculate-dev/embedded-github'
import { pause } from '@speculate-dev/system'
import { failedInTests, readFailure } from '../../adapters/analysis/test-output/read-failure.ts'
import { cut, oneLine } from '../../messages/foreign/foreign-text.ts'
import { failedStep } from './shown/failed-step.ts'
import type { Progress } from './shown/progress.ts'
import { clock } from './shown/stopwatches.ts'
import { whyCannotRun } from './shown/why-cannot-run.ts'

/** What a check says of the base, before anybody has changed anything. */
export interface BaseCheck {
  readonly name: string
  /** `cannot-run`: what it calls is not on this machine. `too-slow`: past the deadline. `no-answer`: it did not end by itself. */
  readonly verdict: 'passed' | 'failed' | 'skipped' | 'cannot-run' | 'too-slow' | 'no-answer'
  /** What its log says of a failure. Foreign text. */
  readonly detail: string | undefined
  /** That its tests ran and some of them failed, as far as the log says. */
  readonly testsFailed?: boolean
  readonly seconds: number
}

export interface JudgedBase {
  readonly commit: string
  readonly seconds: number
  readonly checks: readonly BaseCheck[]
}

interface Request {
  readonly github: EmbeddedGitHub
  readonly repository: { readonly owner: string; readonly name: string }
  /** Files of the workflows that judge, and which of their checks are asked; all, without it. */
  readonly asked?: { readonly workflows: readonly string[]; readonly isAsked: (name: string) => boolean }
  /** A check that has not ended by then counts as unanswered. */
  readonly deadlineMinutes: number
  readonly progress: Progress
  readonly signal: AbortSignal
}

const LOOK_MS = 100
const MINUTE_MS = 60_000

/** Runs the checks on the commit that all candidates start from, once, and reports how each ended. */
export async function judgeBase({ github, progress, signal, ...request }: Request): Promise<JudgedBase> {
  const { owner, name } = request.repository
  const repository = findRepository(github.context, owner, name)
  const ref = repository?.defaultBranch ?? ''
  const sha = repository && (await github.context.git(repository).resolve(`refs/heads/${ref}`))
  if (!repository || !sha) throw new Error(`${owner}/${name} has no commit`)
  const started = Date.now()
  const goesOn = runsOf(repository, sha).length > 0
  const deadline = AbortSignal.timeout(request.deadlineMinutes * MINUTE_MS)
  const watch = watchJobs({ github, repository, sha, progress, deadline, isAsked: request.asked?.isAsked })
  let isOver = false
  const rehearsal = { repository, head: { ref, sha }, actor: owner, workflows: request.asked?.workflows }
  // What an earlier process left is taken up again by the server itself.
  const running = goesOn ? Promise.resolve() : github.rehearse({ ...rehearsal, signal: deadline })
  const over = running.finally(() => {
    isOver = !goesOn
  })
  const isEnded = () => isOver || (goesOn && isCompleted(repository, sha))
  while (!isEnded()) {
    await watch.look()
    // An interrupted wait must not keep the process alive.
    await pause(LOOK_MS, undefined, { ref: false })
    signal.throwIfAborted()
  }
  await over
  await watch.look()
  progress.wait(undefined)
  return { commit: sha, seconds: (Date.now() - started) / 1_000, checks: watch.ended() }
}

/** Check runs that belong to no pull request, and so to the base itself. */
function runsOf({ workflowRuns }: Repository, sha: string) {
  return workflowRuns.filter(
    ({ event, headSha, pullRequests }) =>
      event === 'pull_request' && headSha === sha && pullRequests.length === 0,
  )
}

function isCompleted(repository: Repository, sha: string): boolean {
  return runsOf(repository, sha).every(({ status }) => status === 'completed')
}

interface WatchedBase {
  readonly github: EmbeddedGitHub
  readonly repository: Repository
  readonly sha: string
  readonly progress: Progress
  readonly deadline: AbortSignal
  readonly isAsked: ((name: string) => boolean) | undefined
}

function watchJobs({ github, repository, sha, progress, deadline, isAsked = () => true }: WatchedBase) {
  const since = new Map<number, number>()
  const done = new Map<number, BaseCheck>()
  const jobs = () => {
    const runs = new Set(runsOf(repository, sha).map(({ id }) => id))
    return repository.workflowJobs.filter(({ runId, name }) => runs.has(runId) && isAsked(name))
  }
  return {
    async look() {
      for (const job of jobs()) {
        if (job.status === 'in_progress' && !since.has(job.id)) since.set(job.id, Date.now())
        if (job.status !== 'completed' || done.has(job.id)) continue
        const seconds = (Date.now() - (since.get(job.id) ?? Date.now())) / 1_000
        const check = await endedCheck(github, job, { seconds, isLate: deadline.aborted })
        done.set(job.id, check)
        progress.note(`the base: ${oneLine(check.name)} ${endedText(check)}`)
      }
      const running = jobs().filter(({ status }) => status === 'in_progress')
      const names = running.map(
        ({ id, name }) => `${oneLine(name)} ${clock(Date.now() - (since.get(id) ?? Date.now()))}`,
      )
      progress.wait(names.length === 0 ? undefined : `the base: ${names.join(', ')}`)
    },
    /** In the order in which the workflows list them. */
    ended: () => jobs().flatMap(({ id }) => done.get(id) ?? []),
  }
}

async function endedCheck(
  github: EmbeddedGitHub,
  job: WorkflowJob,
  { seconds, isLate }: { readonly seconds: number; readonly isLate: boolean },
): Promise<BaseCheck> {
  const { name, conclusion } = job
  if (conclusion === 'success') return { name, verdict: 'passed', detail: undefined, seconds }
  if (conclusion === 'skipped') return { name, verdict: 'skipped', detail: undefined, seconds }
  if (conclusion !== 'failure')
    return { name, verdict: isLate ? 'too-slow' : 'no-answer', detail: undefined, seconds }
  const log = await readFile(logFile(github.context, job.id), 'utf8').catch(() => '')
  // A job without steps was refused by the runner, and its log says only why.
  const [, refusal] = (job.steps.length === 0 && /##\[error\](.*)/.exec(log)) || []
  if (refusal !== undefined) return { name, verdict: 'cannot-run', detail: refusal, seconds }
  const step = failedStep(log)
  const missing = step && whyCannotRun(step)
  if (missing !== undefined) return { name, verdict: 'cannot-run', detail: missing, seconds }
  if (!step) return { name, verdict: 'failed', detail: undefined, seconds }
  const reported = readFailure(step.lines)
  const testsFailed = failedInTests(step.lines, reported)
  return { name, verdict: 'failed', detail: reported.words, testsFailed, seconds }
}

function endedText({ verdict, detail, seconds }: BaseCheck): string {
  const time = `(${seconds.toFixed(1)} s)`
  const why = detail === undefined ? '' : `: ${cut(oneLine(detail), 160)}`
  switch (verdict) {
    case 'passed':
      return `passes ${time}`
    case 'failed':
      return `is red ${time}${why}`
    case 'skipped':
      return 'is skipped'
    case 'cannot-run':
      return `cannot run here ${time}${why}`
    case 'too-slow':
      return `takes too long ${time}`
    case 'no-answer':
      return `did not end by itself ${time}`
    default:
      return verdict satisfies never
  }
}
