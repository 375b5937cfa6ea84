import type { Attempt, AttemptFailure, AttemptOutcome, AttemptUsage } from '../domain/attempt.ts'
import type { Brief } from '../domain/brief.ts'
import type { ModelBudget } from '../domain/budget.ts'
import type { ToolchainName } from '../domain/candidate.ts'
import type { RepositoryRef } from '../domain/issue.ts'
import { issueOfSpeculation, type Speculation } from '../domain/speculation.ts'
import { renderBrief } from '../messages/brief.ts'
import { commitMessage } from '../messages/commit-message.ts'
import type { Agent } from '../ports/agent.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { Clock } from '../ports/clock.ts'
import type { Forge } from '../ports/forge.ts'
import type { AttemptKey, Store } from '../ports/store.ts'
import type { Workspace, WorkTree } from '../ports/workspace.ts'
import { type Heart, startHeart } from './heartbeat.ts'
import { measurePatch } from './measure-patch.ts'

export interface RunAttempt {
  readonly store: Store
  readonly workspace: Workspace
  readonly analysis: Analysis
  readonly clock: Clock
  readonly agents: { agent(name: ToolchainName): Agent | undefined }
  readonly forgeFor: (repository: RepositoryRef) => Promise<Pick<Forge, 'gitRemote'>>
  readonly log: (message: string) => void
  /** How often the store hears that the attempt is alive. */
  readonly heartbeatMs?: number
}

/**
 * The long job: one run of a toolchain on a brief, from a fresh work tree to a stored outcome. Whatever goes wrong becomes
 * an outcome with a sentence. Only when `signal` (the worker shuts down) cuts it off does it end without one, and throws, so
 * that another worker runs it again. The caller wakes the issue.
 */
export async function runAttempt(context: RunAttempt, key: AttemptKey, signal: AbortSignal): Promise<void> {
  const { store, workspace, clock, log } = context
  const now = () => new Date(clock.now()).toISOString()
  if (!(await store.beginAttempt(key, now()))) return
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
  const cancel = new AbortController()
  const heart = startHeart(key, {
    store,
    clock,
    everyMs: context.heartbeatMs ?? 2_000,
    onEnded: () => cancel.abort('cancelled'),
  })
  try {
    const { outcome, bundle } = await work(context, { ...job, heart, signal, cancelled: cancel.signal })
    await store.endAttempt(key, now(), outcome, bundle)
    // Somebody else ended it, and could not know what it had used.
    if (cancel.signal.aborted) await store.recordUsage(key, now(), outcome.usage)
  } finally {
    heart.stop()
    await workspace.dispose(job.name).catch((error: unknown) => log(`${job.name}: ${messageOf(error)}`))
  }
}

interface Job {
  readonly speculation: Speculation
  readonly attempt: Attempt
  readonly brief: Brief
  /** Of its work tree. */
  readonly name: string
}

interface Running extends Job {
  readonly heart: Heart
  /** The worker is shutting down. */
  readonly signal: AbortSignal
  /** The attempt was ended by somebody else. */
  readonly cancelled: AbortSignal
}

interface Result {
  readonly outcome: AttemptOutcome
  readonly bundle: Uint8Array | undefined
}

async function findJob(store: Store, key: AttemptKey): Promise<Job | undefined> {
  const speculation = await store.latestSpeculation(issueOfSpeculation(key.speculation))
  if (speculation?.id !== key.speculation) return undefined
  const { candidate, number } = key
  const attempts = await store.attempts(speculation.id)
  const attempt = attempts.find((each) => each.candidate === candidate && each.number === number)
  const brief = speculation.plan.briefs.find(({ id }) => id === candidate)
  if (attempt === undefined || brief === undefined) return undefined
  const { owner, repo, number: issue } = speculation.issue
  return {
    speculation,
    attempt,
    brief,
    name: `${owner}.${repo}.${issue}.${speculation.run}.${candidate}.${number}`,
  }
}

async function work(context: RunAttempt, running: Running): Promise<Result> {
  const started = performance.now()
  try {
    return await writePatch(context, running)
  } catch (error) {
    if (running.signal.aborted) throw error
    context.log(`${running.name}: ${messageOf(error)}`)
    const seconds = Math.round(performance.now() - started) / 1000
    return {
      outcome: failed('internal', `The attempt could not be run: ${messageOf(error)}`, { seconds }),
      bundle: undefined,
    }
  }
}

async function writePatch(context: RunAttempt, running: Running): Promise<Result> {
  const { workspace, agents } = context
  const { speculation, attempt, brief, name, heart, signal, cancelled } = running
  const agent = agents.agent(attempt.toolchain)
  if (agent === undefined) {
    const detail = `The toolchain ${attempt.toolchain} is not configured on this machine.`
    return { outcome: failed('not-installed', detail, { seconds: 0 }), bundle: undefined }
  }
  heart.report('preparing a work tree')
  const { owner, repo } = speculation.issue
  const remote = await (await context.forgeFor({ owner, repo })).gitRemote({ owner, repo })
  const base = speculation.base.commit
  const workTree = await workspace.prepare({ repository: { owner, repo }, remote, base, name })
  const seconds = secondsFor(attempt, speculation)
  const deadline = AbortSignal.timeout(seconds * 1_000)
  const result = await agent.run({
    workTree,
    brief: renderBrief(speculation, { ...brief, toolchain: attempt.toolchain }),
    budget: modelBudget(attempt),
    signal: AbortSignal.any([signal, cancelled, deadline]),
    onProgress: (line) => heart.report(line),
  })
  if (result.kind === 'cancelled') signal.throwIfAborted()
  const { usage } = result
  if (result.kind !== 'finished') {
    const isCut = result.kind === 'timed-out' && seconds < speculation.settings.attempt_minutes * 60
    const outcome = isCut
      ? failed('budget-spent', `the budget had ${Math.floor(seconds)} seconds left for it`, usage)
      : failed(result.kind, result.detail, usage)
    return { outcome, bundle: undefined }
  }
  heart.report('collecting the changes')
  const collected = await workspace.collect(collectRequest(running, workTree))
  if (collected.kind === 'failure') {
    return { outcome: failed(collected.failure, collected.detail, usage), bundle: undefined }
  }
  heart.report('measuring the changes')
  const { patch, bundle } = collected
  const report = await context.analysis.withholdSecrets(collected.report)
  const measures = await measurePatch(context, { ...collected, name })
  return { outcome: { kind: 'patch', patch, report, usage, ...(measures && { measures }) }, bundle }
}

function modelBudget({ grant: { tokens, usd } = {} }: Attempt): ModelBudget {
  return { ...(tokens !== undefined && { tokens }), ...(usd !== undefined && { usd }) }
}

function secondsFor({ grant }: Attempt, { settings }: Speculation): number {
  const most = settings.attempt_minutes * 60
  return Math.min(most, grant?.seconds ?? most)
}

function collectRequest({ speculation, attempt }: Running, workTree: WorkTree) {
  return {
    workTree,
    base: speculation.base.commit,
    message: commitMessage(speculation, attempt),
    // A reserved top-level domain (RFC 2606): no account can ever claim the commits.
    author: { name: 'Speculate', email: 'candidates@speculate.invalid' },
    maxFileBytes: speculation.settings.speculation.rejection.max_file_bytes,
    date: speculation.startedAt,
  }
}

function failed(failure: AttemptFailure, detail: string, usage: AttemptUsage): AttemptOutcome {
  return { kind: 'failure', failure, detail: detail.slice(0, 2_000), usage }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
