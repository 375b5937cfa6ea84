import { pause } from '@speculate-dev/system'
import type { AttemptFailure, AttemptUsage } from '../../domain/candidate/attempt.ts'
import { inboxBranch, type ToolchainName } from '../../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { DispatchedToolchain } from '../../ports/agent.ts'
import { type Forge, ForgeError } from '../../ports/forge.ts'
import type { WorkflowRunFacts, WorkflowRuns } from '../../ports/workflow-runs.ts'
import { failed, secondsFor, timedOut } from '../attempt/run-agent.ts'
import type { RunningCandidate } from '../attempt/run-attempt.ts'
import type { WriteResult } from '../attempt/write-patch.ts'

export interface DispatchContext {
  workflow(name: ToolchainName): DispatchedToolchain | undefined
  readonly forgeFor: (repository: RepositoryRef) => Promise<DispatchForge>
  /** How often the forge is asked how far a run is. */
  readonly pollMs: number
}

export type DispatchForge = WorkflowRuns & Pick<Forge, 'deleteBranch' | 'readTextFile'>

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

/** Ends what an earlier worker has started for an attempt that is over, and removes its branch. */
export async function abandonRun(
  { forgeFor, pollMs }: Pick<DispatchContext, 'forgeFor' | 'pollMs'>,
  { speculation, attempt, signal }: Pick<RunningCandidate, 'speculation' | 'attempt' | 'signal'>,
  dispatch: DispatchedToolchain,
): Promise<void> {
  const { owner, repo } = speculation.issue
  const branch = inboxBranch(speculation.issue, speculation.run, attempt)
  const forge = await forgeFor({ owner, repo })
  await tidy({
    forge,
    repository: { owner, repo },
    branch,
    dispatch,
    pollMs,
    running: { signal },
    run: undefined,
  })
}

/** What is on the forge for an attempt. */
interface Traces {
  readonly forge: DispatchForge
  readonly repository: RepositoryRef
  readonly branch: string
  readonly dispatch: DispatchedToolchain
  readonly pollMs: number
  readonly running: Pick<RunningCandidate, 'signal'>
  /** The latest that is known of the run. */
  run: WorkflowRunFacts | undefined
}

interface Work extends Traces {
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
    const reason = error instanceof ForgeError ? notStarted(error, dispatch) : undefined
    if (reason === undefined) throw error
    return failure('not-installed', reason, usageOf(work))
  }
}

/** A worker may have been stopped at any point, also when it had taken in what was pushed. */
async function isWorthIt({ forge, repository, branch }: Work, run: WorkflowRunFacts): Promise<boolean> {
  if (run.conclusion === 'success') return (await forge.branchHead(repository, branch)) !== undefined
  return run.conclusion !== 'cancelled'
}

/** Undefined when the forge does not tell, or when its answer was lost: then the run is looked for. */
async function start({ forge, running, repository, branch, dispatch }: Work) {
  const { base } = running.speculation
  const inputs = { brief: dispatch.brief, branch, base: base.commit }
  const { workflow, ref = base.branch } = dispatch
  return forge.dispatchWorkflow(repository, { workflow, ref, inputs }).catch((error: unknown) => {
    if (error instanceof ForgeError && error.kind === 'unavailable') return undefined
    throw error
  })
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
  const detail = `GitHub did not tell which run it started, and none names ${branch} in its title: the workflow needs \`run-name\` with the input \`branch\`.`
  return failure('crashed', detail, usageOf(work))
}

/** What people can do about the error; undefined for an error that passes by itself. */
export function notStarted(
  { kind, message }: ForgeError,
  { workflow }: Pick<Dispatch, 'workflow'>,
): string | undefined {
  switch (kind) {
    case 'not-found':
      return `The repository has no workflow ${workflow} on its default branch and on the base: ${message}`
    case 'forbidden':
      return `The App may not start ${workflow}; it needs \`actions: write\`: ${message}`
    case 'unprocessable':
      return `GitHub would not start ${workflow}: ${message}`
    case 'rate-limited':
    case 'unavailable':
      return undefined
    default:
      return kind satisfies never
  }
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

/** A run that has just begun cannot be read everywhere yet. */
export const PASSING: readonly ForgeError['kind'][] = ['unavailable', 'rate-limited', 'not-found']

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

/** How often it is looked whether a run that was cancelled has ended: until then it may still push. */
const LAST_LOOKS = 6

/** Nothing that fails here changes what came of the attempt. */
async function tidy(work: Traces): Promise<void> {
  const { forge, repository, branch, dispatch } = work
  const wanted = { workflow: dispatch.workflow, title: branch, after: undefined }
  const nobody = () => undefined
  const run = work.run ?? (await forge.findDispatched(repository, wanted).catch(nobody))
  if (run !== undefined && run.status !== 'completed') {
    await forge.cancelWorkflowRun(repository, run.id).catch(nobody)
    for (let looked = 0; looked < LAST_LOOKS; looked++) {
      const now = await forge.workflowRun(repository, run.id).catch(nobody)
      if (now?.status === 'completed') break
      await pause(work.pollMs, work.running.signal)
    }
  }
  await deleteInbox(work).catch(nobody)
}

async function deleteInbox({ forge, repository, branch }: Traces): Promise<void> {
  const head = await forge.branchHead(repository, branch)
  if (head !== undefined) await forge.deleteBranch(repository, branch, head)
}

function failure(kind: AttemptFailure, detail: string, usage: AttemptUsage): WriteResult {
  const outcome = failed(kind, detail, usage)
  return { outcome, bundle: undefined }
}
