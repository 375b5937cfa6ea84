import type { Clock } from '@speculate-dev/system'
import { messageOf, retry } from '@speculate-dev/system'
import type { Attempt, AttemptOutcome } from '../../domain/candidate/attempt.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import { type Competitor, competitors } from '../../domain/candidate/competitor.ts'
import { isOfCandidate, type TaskOf } from '../../domain/candidate/task.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { attemptName } from '../../domain/run/attempt-name.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Agent } from '../../ports/agent.ts'
import type { Analysis } from '../../ports/analysis.ts'
import type { Forge } from '../../ports/forge.ts'
import type { Log, Observe } from '../../ports/operator.ts'
import type { Prover } from '../../ports/prover.ts'
import type { AttemptKey, Store } from '../../ports/store.ts'
import type { Workspace } from '../../ports/workspace.ts'
import type { AskLimits } from '../why-refused.ts'
import { abandonRun } from '../workflow/abandon-run.ts'
import type { DispatchContext } from '../workflow/dispatch-context.ts'
import { abandonProof } from '../workflow/prove-in-workflow.ts'
import { crossCheck } from './cross-check.ts'
import { distinguish } from './distinguish.ts'
import { giveOpinion } from './give-opinion.ts'
import { type Heartbeat, startHeartbeat } from './heartbeat.ts'
import { measureSubmission } from './measure-submission.ts'
import { oncePossible } from './once-possible.ts'
import { proposeStrategies } from './propose-strategies.ts'
import { reviewPatch } from './review-patch.ts'
import { failed } from './run-agent.ts'
import { writePatch } from './write-patch.ts'

export interface RunAttempt {
  readonly store: Store
  readonly workspace: Workspace
  readonly analysis: Analysis
  readonly clock: Clock
  /** Runs the tests of candidates on each other; without it nothing is cross-checked. */
  readonly prover?: Prover | undefined
  readonly agents: { agent(name: ToolchainName): Agent | undefined }
  readonly forgeFor: (repository: RepositoryRef) => Promise<Pick<Forge, 'gitRemote'>>
  /** Runs toolchains that are workflows; absent where there are none. */
  readonly dispatching?: DispatchContext
  /** Why this machine cannot work just now: a sentence for its operator. Never in the way without it. */
  readonly obstacle?: (() => Promise<string | undefined>) | undefined
  /** Why the forge lets nothing be done in the repository just now. */
  readonly limits?: AskLimits | undefined
  readonly log: Log
  readonly observe?: Observe | undefined
  /** How often the store hears that the attempt is alive. */
  readonly heartbeatMs?: number
  /** How often the machine is looked at while it cannot work. */
  readonly lookAgainMs?: number
}

/**
 * The long job: one attempt at its task, to a stored outcome. Whatever goes wrong becomes an outcome with a sentence. Only when `signal`
 * (the worker shuts down) cuts it off does it end without one, and throws, so that another worker runs it again. The caller wakes the
 * issue.
 */
export async function runAttempt(context: RunAttempt, key: AttemptKey, signal: AbortSignal): Promise<void> {
  const { store, workspace, clock, log } = context
  const now = () => new Date(clock.now()).toISOString()
  const startedAt = now()
  if (!(await store.beginAttempt(key, startedAt))) return abandon(context, key, signal)
  const job = await findJob(store, key)
  if (job === undefined) {
    await store.endAttempt(
      key,
      now(),
      failed('cancelled', 'A later run has taken its place.', { seconds: 0 }),
      undefined,
    )
    return
  }
  const told = toldOf(job)
  context.observe?.({ ...told, event: 'attempt-started', at: startedAt })
  const cancel = new AbortController()
  const heartbeat = startHeartbeat(key, {
    store,
    clock,
    everyMs: context.heartbeatMs ?? 2_000,
    onEnded: () => cancel.abort('cancelled'),
  })
  try {
    const { outcome, bundle } = await work(context, { ...job, heartbeat, signal, cancelled: cancel.signal })
    await retry(() => store.endAttempt(key, now(), outcome, bundle), KEEPING)
    context.observe?.({ ...told, ...endOf(outcome), event: 'attempt-ended', startedAt, at: now() })
    // Somebody else ended it, and could not know what it had used.
    if (cancel.signal.aborted) await store.recordUsage(key, now(), outcome.usage)
  } finally {
    heartbeat.stop()
    await workspace.dispose(job.name).catch((error: unknown) => log(`${job.name}: ${messageOf(error)}`))
  }
}

/** What an agent has been paid for is not lost because the store is away for some seconds. */
const KEEPING: Parameters<typeof retry>[1] = { everyMs: 1_000, mayRetry: (_error, tries) => tries < 3 }

function toldOf({ speculation, attempt, task }: Job) {
  const { candidate, number, toolchain } = attempt
  return { run: speculation.id, candidate, number, toolchain, task: task.kind }
}

function endOf(outcome: AttemptOutcome) {
  const { kind, usage } = outcome
  if (kind !== 'failure') return { result: kind, usage }
  return { result: kind, usage, failure: outcome.failure, detail: outcome.detail }
}

/** The attempt ended while no worker was on it: whatever an earlier worker may have left on the forge is removed. */
async function abandon({ store, dispatching, log }: RunAttempt, key: AttemptKey, signal: AbortSignal) {
  if (dispatching === undefined) return
  const job = await findJob(store, key)
  if (job === undefined) return
  await leave(dispatching, job, signal)?.catch((error: unknown) => log(`${job.name}: ${messageOf(error)}`))
}

function leave(dispatching: DispatchContext, job: Job, signal: AbortSignal): Promise<void> | undefined {
  const { attempt, speculation, task } = job
  switch (task.kind) {
    case 'prove': {
      const workflow = speculation.settings.proof?.workflow
      return workflow === undefined ? undefined : abandonProof({ dispatching, workflow, running: job })
    }
    case 'patch':
    case 'read':
    case 'classify':
    case 'plan': {
      const toolchain = dispatching.workflow(attempt.toolchain)
      return toolchain && abandonRun(dispatching, { ...job, signal }, toolchain)
    }
    case 'review':
    case 'distinguish':
      return undefined
    default:
      return task satisfies never
  }
}

interface Known {
  readonly speculation: Speculation
  readonly attempt: Attempt
  /** Of its work tree. */
  readonly name: string
}

/** A candidate's attempt has a brief; an attempt that belongs to no candidate has none. */
type Job = Known &
  (
    | { readonly task: TaskOf<'patch' | 'read' | 'review'>; readonly brief: Competitor }
    | { readonly task: TaskOf<'classify' | 'plan' | 'prove' | 'distinguish'>; readonly brief: undefined }
  )

/** An attempt under way, of a candidate. */
export interface RunningCandidate extends RunningAttempt {
  readonly brief: Competitor
}

/** An attempt under way, which may belong to no candidate. */
export interface RunningAttempt extends Known {
  readonly heartbeat: Heartbeat
  /** The worker is shutting down. */
  readonly signal: AbortSignal
  /** The attempt was ended by somebody else. */
  readonly cancelled: AbortSignal
}

async function findJob(store: Store, key: AttemptKey): Promise<Job | undefined> {
  const issueRef = await store.issueOf(key.speculation)
  const speculation = issueRef && (await store.latestSpeculation(issueRef))
  if (speculation?.id !== key.speculation) return undefined
  const { candidate, number } = key
  const attempts = await store.attempts(speculation.id)
  const attempt = attempts.find((each) => each.candidate === candidate && each.number === number)
  if (attempt === undefined) return undefined
  const name = attemptName(speculation, attempt)
  const { task } = attempt
  if (!isOfCandidate(task)) return { speculation, attempt, name, task, brief: undefined }
  const brief = competitors(speculation).find(({ id }) => id === candidate)
  return brief && { speculation, attempt, name, task, brief }
}

interface Ended {
  readonly outcome: AttemptOutcome
  /** Goes with a patch. */
  readonly bundle: Uint8Array | undefined
}

async function work(context: RunAttempt, running: RunningAttempt & Job): Promise<Ended> {
  const started = performance.now()
  try {
    return await oncePossible(context, running, async () =>
      running.brief === undefined
        ? { outcome: await workForAll(context, running, running.task), bundle: undefined }
        : await workForOne(context, running, running.task),
    )
  } catch (error) {
    if (running.signal.aborted) throw error
    context.log(`${running.name}: ${messageOf(error)}`, { run: running.speculation.id, level: 'error' })
    const seconds = Math.round(performance.now() - started) / 1000
    return {
      outcome: failed('internal', `The attempt could not be run: ${messageOf(error)}`, { seconds }),
      bundle: undefined,
    }
  }
}

function workForAll(
  context: RunAttempt,
  running: RunningAttempt,
  task: TaskOf<'classify' | 'plan' | 'prove' | 'distinguish'>,
): Promise<AttemptOutcome> {
  switch (task.kind) {
    case 'classify':
      return giveOpinion(context, running)
    case 'plan':
      return proposeStrategies(context, running)
    case 'prove':
      return crossCheck(context, running, task)
    case 'distinguish':
      return distinguish(context, running, task)
    default:
      return task satisfies never
  }
}

async function workForOne(
  context: RunAttempt,
  running: RunningCandidate,
  task: TaskOf<'patch' | 'read' | 'review'>,
): Promise<Ended> {
  switch (task.kind) {
    case 'patch':
      return writePatch(context, running)
    case 'read':
      return measureSubmission(context, running, task)
    case 'review':
      return { outcome: await reviewPatch(context, running, task), bundle: undefined }
    default:
      return task satisfies never
  }
}
