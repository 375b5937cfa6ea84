import { pause } from '@speculate-dev/system'
import type { AttemptFailure, AttemptUsage } from '../../domain/candidate/attempt.ts'
import { inboxBranch } from '../../domain/candidate/candidate.ts'
import type { DispatchedToolchain } from '../../ports/agent.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { WorkflowRunFacts } from '../../ports/workflow-runs.ts'
import { failed, secondsFor, timedOut } from '../attempt/run-agent.ts'
import type { RunningCandidate } from '../attempt/run-attempt.ts'
import type { WriteResult } from '../attempt/write-patch.ts'
import { type AttemptOnForge, deleteInbox, tidy } from './abandon-run.ts'
import type { DispatchContext } from './dispatch-context.ts'
import { notStarted, PASSING, startRun } from './start-run.ts'

interface Dispatch extends DispatchedToolchain {
  readonly brief: string
}

/** What the workflow left. */
export interface PushedCommit {
  readonly commit: string
  readonly usage: AttemptUsage
}

/**
 * An attempt of a toolchain that is a workflow of the repository: starts it with the brief, waits for its end, and has `collect` take what
 * it pushed to the attempt's inbox branch. Afterwards no run goes on and no branch is left. Only a worker that shuts down leaves both, so
 * that the one that takes the attempt over goes on from there.
 */
export async function dispatchWorkflow(
  dispatching: Pick<DispatchContext, 'forgeFor' | 'pollMs'>,
  running: RunningCandidate,
  dispatch: Dispatch,
  collect: (pushed: PushedCommit) => Promise<WriteResult>,
): Promise<WriteResult> {
  const refusal = tooLong(dispatch.brief)
  if (refusal !== undefined) return failure('too-large', refusal, { seconds: 0 })
  const work = await openWork(dispatching, running, dispatch)
  try {
    const run = await ensureRun(work)
    if ('outcome' in run) return run
    const ended = await untilEnded(work, run)
    return ended === undefined ? stopped(work) : await takeIn(work, ended, collect)
  } catch (error) {
    // If it was stopped in the middle of a call, the answer is the same.
    if (work.stop.aborted && !running.signal.aborted) return stopped(work)
    throw error
  } finally {
    if (!running.signal.aborted) await tidy(work)
  }
}

/**
 * GitHub takes 65,535 characters of inputs together (docs.github.com, "Events that trigger workflows"), and Linux hands a program no
 * variable above 128 KiB (execve(2), MAX_ARG_STRLEN).
 */
const MAX_BRIEF_CHARACTERS = 60_000
const MAX_BRIEF_BYTES = 120_000

function tooLong(brief: string): string | undefined {
  if (brief.length <= MAX_BRIEF_CHARACTERS && Buffer.byteLength(brief) <= MAX_BRIEF_BYTES) return undefined
  const size = `${brief.length.toLocaleString('en')} characters`
  const most = `${MAX_BRIEF_CHARACTERS.toLocaleString('en')} (${MAX_BRIEF_BYTES.toLocaleString('en')} bytes)`
  return `The brief has ${size}; a workflow can be given ${most}. Shorten the issue, or name an agent on the operator's machine.`
}

interface Work extends AttemptOnForge {
  readonly running: RunningCandidate
  readonly dispatch: Dispatch
  /** Aborts when there is nothing to wait for any more. */
  readonly stop: AbortSignal
  readonly started: number
}

async function openWork(
  { forgeFor, pollMs }: Pick<DispatchContext, 'forgeFor' | 'pollMs'>,
  running: RunningCandidate,
  dispatch: Dispatch,
): Promise<Work> {
  const { speculation, attempt, signal, cancelled } = running
  const { owner, repo } = speculation.issue
  const deadline = AbortSignal.timeout(Math.ceil(secondsFor(attempt, speculation) * 1_000))
  return {
    forge: await forgeFor({ owner, repo }),
    running,
    dispatch,
    repository: { owner, repo },
    branch: inboxBranch(speculation.issue, speculation.run, attempt),
    pollMs,
    stop: AbortSignal.any([signal, cancelled, deadline]),
    started: performance.now(),
    run: undefined,
  }
}

/** The run of this attempt: one that a worker before us has started and left, or a new one. */
async function ensureRun(work: Work): Promise<WorkflowRunFacts | WriteResult> {
  const { forge, running, repository, branch, dispatch } = work
  const { workflow } = dispatch
  running.heartbeat.report(`starting the workflow ${workflow}`)
  try {
    const earlier = await forge.findDispatched(repository, { workflow, title: branch, after: undefined })
    if (earlier !== undefined && (await isWorthIt(work, earlier))) return earlier
    await deleteInbox(work)
    return (await start(work)) ?? (await find(work, earlier?.id))
  } catch (error) {
    const reason = error instanceof ForgeError ? notStarted(error, workflow) : undefined
    if (reason === undefined) throw error
    return failure('not-installed', reason, usageOf(work))
  }
}

/** A worker may have been stopped at any point, also when it had taken in what was pushed. */
async function isWorthIt({ forge, repository, branch }: Work, run: WorkflowRunFacts): Promise<boolean> {
  if (run.conclusion === 'success') return (await forge.branchHead(repository, branch)) !== undefined
  return run.conclusion !== 'cancelled'
}

function start({ forge, running, repository, branch, dispatch }: Work) {
  const { base } = running.speculation
  const inputs = { brief: dispatch.brief, branch, base: base.commit }
  const { workflow, ref = base.branch } = dispatch
  return startRun(forge, repository, { workflow, ref, inputs })
}

const LOOKS = 12

async function find(work: Work, after: number | undefined): Promise<WorkflowRunFacts | WriteResult> {
  const { forge, repository, branch, dispatch } = work
  for (let looked = 0; looked < LOOKS && !work.stop.aborted; looked++) {
    const wanted = { workflow: dispatch.workflow, title: branch, after }
    const run = await forge.findDispatched(repository, wanted)
    if (run !== undefined) return run
    await pause(work.pollMs, work.stop)
  }
  if (work.stop.aborted) return stopped(work)
  const detail = `GitHub did not say which run it started, and none names ${branch} in its title: the workflow needs \`run-name\` with the input \`branch\`.`
  return failure('crashed', detail, usageOf(work))
}

/** Undefined when there was no waiting for its end. */
async function untilEnded(work: Work, first: WorkflowRunFacts): Promise<WorkflowRunFacts | undefined> {
  const { forge, running, repository, stop } = work
  let run = first
  while (!stop.aborted) {
    work.run = run
    running.heartbeat.report(`${STATUS_TEXT[run.status]}: ${run.url}`)
    if (run.status === 'completed') return run
    await pause(work.pollMs, stop)
    run = await forge.workflowRun(repository, run.id).catch(async (error: unknown) => {
      if (!(error instanceof ForgeError) || !PASSING.includes(error.kind)) throw error
      await pause(error.retryAfterMs ?? work.pollMs, stop)
      return run
    })
  }
  work.run = run
  return undefined
}

const STATUS_TEXT: Readonly<Record<WorkflowRunFacts['status'], string>> = {
  queued: 'the workflow waits for a runner',
  in_progress: 'the workflow is running',
  completed: 'the workflow has ended',
}

async function takeIn(
  work: Work,
  { conclusion = 'nothing', url }: WorkflowRunFacts,
  collect: (pushed: PushedCommit) => Promise<WriteResult>,
): Promise<WriteResult> {
  const usage = usageOf(work)
  if (conclusion !== 'success')
    return failure('crashed', `The run of the workflow ended with ${conclusion}: ${url}`, usage)
  const commit = await work.forge.branchHead(work.repository, work.branch)
  if (commit !== undefined) return collect({ commit, usage })
  return failure('no-changes', `The workflow ended without pushing ${work.branch}: ${url}`, usage)
}

/** Throws when the worker shuts down: then the attempt has not ended. */
function stopped(work: Work): WriteResult {
  const { signal, cancelled } = work.running
  signal.throwIfAborted()
  const usage = usageOf(work)
  if (cancelled.aborted) return failure('cancelled', 'The attempt was cancelled.', usage)
  const where = work.run === undefined ? '' : `: ${work.run.url}`
  const detail = `The workflow did not end within its time${where}`
  return { outcome: timedOut(work.running, detail, usage), bundle: undefined }
}

/** How long the run took according to the forge, once it knows. */
function usageOf({ run, started }: Work): AttemptUsage {
  if (run?.status === 'completed') return { seconds: run.seconds }
  return { seconds: Math.round(performance.now() - started) / 1_000 }
}

function failure(kind: AttemptFailure, detail: string, usage: AttemptUsage): WriteResult {
  const outcome = failed(kind, detail, usage)
  return { outcome, bundle: undefined }
}
