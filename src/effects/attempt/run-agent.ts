import type { Attempt, AttemptFailure, AttemptUsage, FailedAttempt } from '../../domain/candidate/attempt.ts'
import type { ToolchainName } from '../../domain/candidate/candidate.ts'
import type { ModelBudget } from '../../domain/run/budget.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { briefWithSetUp } from '../../messages/briefs/brief-with-set-up.ts'
import type { GitRemote } from '../../ports/forge.ts'
import type { WorkTree } from '../../ports/workspace.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

export type AgentRun =
  | {
      readonly kind: 'finished'
      readonly workTree: WorkTree
      readonly usage: AttemptUsage
      /** The last words of the agent, where it said any. Foreign text. */
      readonly lastWords?: string | undefined
    }
  | {
      readonly kind: 'failed'
      readonly outcome: FailedAttempt
      /** What the agent left when it was cut short; absent where it never ran, or where nobody needs its work any more. */
      readonly workTree?: WorkTree
    }

interface AgentTask {
  readonly commit: string
  readonly remote: GitRemote
  readonly brief: string
  /** Less than the attempt may take, where another step follows the agent. */
  readonly seconds?: number
}

/** The attempt's toolchain in a fresh work tree at `commit`, with what the attempt was granted of time, tokens and money. */
export async function runAgent(
  context: Pick<RunAttempt, 'agents' | 'workspace' | 'dispatching' | 'log'>,
  running: RunningAttempt,
  { commit, remote, brief, ...most }: AgentTask,
): Promise<AgentRun> {
  const { speculation, attempt, name, heartbeat, signal, cancelled } = running
  const agent = context.agents.agent(attempt.toolchain)
  const isWorkflow = context.dispatching?.workflow(attempt.toolchain) !== undefined
  if (agent === undefined || isWorkflow) return notInstalled(attempt.toolchain, isWorkflow)
  heartbeat.report('preparing a work tree')
  const { owner, repo } = speculation.issue
  const workTree = await context.workspace.prepare({
    repository: { owner, repo },
    remote,
    base: commit,
    name,
    setUp: speculation.settings.setup,
    signal: AbortSignal.any([signal, cancelled]),
  })
  if (workTree.setUp?.kind === 'failed')
    context.log(`${name}: the set-up failed, and the agent works without it: ${workTree.setUp.reason}`)
  const seconds = most.seconds ?? secondsFor(attempt, speculation)
  const ms = Math.ceil(seconds * 1_000)
  const deadline = AbortSignal.timeout(ms)
  const result = await agent.run({
    workTree,
    repository: `${owner}/${repo}`,
    brief: briefWithSetUp(brief, workTree.setUp),
    budget: modelBudget(attempt),
    signal: AbortSignal.any([signal, cancelled, deadline]),
    endsAt: performance.now() + ms,
    onProgress: (line) => heartbeat.report(line),
  })
  if (result.kind === 'cancelled') signal.throwIfAborted()
  const { usage } = result
  if (result.kind === 'finished') return { kind: 'finished', workTree, usage, lastWords: result.lastWords }
  const outcome =
    result.kind === 'timed-out'
      ? timedOut(running, result.detail, usage)
      : failed(result.kind, result.detail, usage)
  const isOver = result.kind === 'not-installed' || result.kind === 'cancelled'
  return { kind: 'failed', outcome, ...(isOver ? {} : { workTree }) }
}

function notInstalled(toolchain: ToolchainName, isWorkflow: boolean): AgentRun {
  const why = isWorkflow
    ? 'is a workflow of the repository, which writes candidates and nothing else'
    : 'is not configured on this machine'
  const detail = `The toolchain ${toolchain} ${why}.`
  return { kind: 'failed', outcome: failed('not-installed', detail, { seconds: 0 }) }
}

/** The time was up: the limit from the settings, or what the budget had left. */
export function timedOut(
  { attempt, speculation }: Pick<RunningAttempt, 'attempt' | 'speculation'>,
  detail: string,
  usage: AttemptUsage,
): FailedAttempt {
  const seconds = secondsFor(attempt, speculation)
  return seconds < speculation.settings.attempt_minutes * 60
    ? failed('budget-spent', `the budget had ${Math.floor(seconds)} seconds left for it`, usage)
    : failed('timed-out', detail, usage)
}

export function failed(failure: AttemptFailure, detail: string, usage: AttemptUsage): FailedAttempt {
  return { kind: 'failure', failure, detail: detail.slice(0, 2_000), usage }
}

function modelBudget({ grant: { tokens, usd } = {} }: Attempt): ModelBudget {
  return { ...withoutUndefined({ tokens, usd }) }
}

/** How long an attempt may take. */
export function secondsFor({ grant }: Attempt, { settings }: Speculation): number {
  const most = settings.attempt_minutes * 60
  return Math.min(most, grant?.seconds ?? most)
}
