import type {
  AttemptFailure,
  AttemptReport,
  AttemptUsage,
  OutcomeOf,
} from '../../domain/candidate/attempt.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { renderBrief } from '../../messages/briefs/render-brief.ts'
import { commitMessage } from '../../messages/pull-request/commit-message.ts'
import type { GitRemote } from '../../ports/forge.ts'
import type { CollectRequest, CollectResult, WorkTree } from '../../ports/workspace.ts'
import { dispatchWorkflow, type PushedCommit } from '../workflow/dispatch-workflow.ts'
import { measurePatch } from './measure-patch.ts'
import { type AgentRun, failed, runAgent } from './run-agent.ts'
import type { RunAttempt, RunningCandidate } from './run-attempt.ts'

export interface WriteResult {
  readonly outcome: OutcomeOf<'patch'>
  /** Goes with a patch. */
  readonly bundle: Uint8Array | undefined
}

/** An attempt at a patch: the toolchain works on the base, and what it leaves is collected and measured. */
export async function writePatch(context: RunAttempt, running: RunningCandidate): Promise<WriteResult> {
  const { speculation, attempt, brief } = running
  const text = renderBrief(speculation, { ...brief, toolchain: attempt.toolchain })
  const toolchain = context.dispatching?.workflow(attempt.toolchain)
  if (context.dispatching && toolchain) {
    return dispatchWorkflow(context.dispatching, running, { ...toolchain, brief: text }, (pushed) =>
      takeIn(context, running, pushed),
    )
  }
  const remote = await remoteOf(context, running)
  const ran = await runAgent(context, running, { commit: speculation.base.commit, remote, brief: text })
  const written = await collectedFrom(context, running, ran)
  return withSetUp(written, ran.workTree)
}

/** What no agent could see is said with what came of it. */
function withSetUp({ outcome, bundle }: WriteResult, workTree: WorkTree | undefined): WriteResult {
  if (workTree?.setUp?.kind !== 'failed') return { outcome, bundle }
  const setUpFailed = workTree.setUp.reason.slice(0, 2_000)
  return { outcome: { ...outcome, setUpFailed }, bundle }
}

async function collectedFrom(
  context: RunAttempt,
  running: RunningCandidate,
  ran: AgentRun,
): Promise<WriteResult> {
  const collect = (workTree: WorkTree) => {
    running.heartbeat.report('collecting the changes')
    return context.workspace.collect({ ...collectRequest(running), workTree })
  }
  if (ran.kind === 'finished') {
    const { usage, lastWords } = ran
    return measured(context, running, { collected: await collect(ran.workTree), usage, lastWords })
  }
  // However the agent was cut short, the work that was paid for is judged. Where nothing can be collected, the reason
  // for its end says more.
  const { outcome, workTree } = ran
  const collected = workTree && (await collect(workTree))
  if (collected?.kind !== 'patch') return { outcome, bundle: undefined }
  const { failure, detail, usage } = outcome
  return measured(context, running, { collected, usage, cutShort: { failure, detail } })
}

/** What a workflow has pushed; never checked out. */
async function takeIn(
  context: RunAttempt,
  running: RunningCandidate,
  { commit, usage }: PushedCommit,
): Promise<WriteResult> {
  const { owner, repo } = running.speculation.issue
  running.heartbeat.report('collecting the changes')
  const collected = await context.workspace.collectCommit({
    ...collectRequest(running),
    repository: { owner, repo },
    remote: await remoteOf(context, running),
    name: running.name,
    commit,
  })
  return measured(context, running, { collected, usage })
}

async function remoteOf({ forgeFor }: RunAttempt, { speculation }: RunningCandidate): Promise<GitRemote> {
  const { owner, repo } = speculation.issue
  return (await forgeFor({ owner, repo })).gitRemote({ owner, repo })
}

async function measured(
  context: RunAttempt,
  { heartbeat, name, speculation }: RunningCandidate,
  { collected, usage, cutShort, lastWords }: CollectedWork,
): Promise<WriteResult> {
  if (collected.kind === 'failure') {
    const detail =
      collected.failure === 'no-changes' ? andSaid(collected.detail, lastWords) : collected.detail
    return { outcome: failed(collected.failure, detail, usage), bundle: undefined }
  }
  heartbeat.report('measuring the changes')
  const { patch, bundle, leftOut = [], tooLarge = [] } = collected
  const report = withLastWords(collected.report, lastWords)
  const measures = await measurePatch(context, {
    ...collected,
    repository: speculation.issue,
    reach: speculation.contract.reach,
    allowedValues: speculation.settings.gates.secret_values_allowed,
    name,
  })
  const outcome: OutcomeOf<'patch'> = {
    kind: 'patch',
    patch,
    report,
    usage,
    ...withoutUndefined({ measures, cutShort }),
    ...(leftOut.length > 0 && { leftOut: leftOut.slice(0, 20).map(readable) }),
    ...(tooLarge.length > 0 && { tooLarge: tooLarge.slice(0, 20).map(readable) }),
  }
  return { outcome, bundle }
}

interface CollectedWork {
  readonly collected: CollectResult
  readonly usage: AttemptUsage
  readonly cutShort?: { readonly failure: AttemptFailure; readonly detail: string }
  readonly lastWords?: string | undefined
}

/** An agent that wrote no report has still said at the end what it did. */
function withLastWords(report: AttemptReport, lastWords = ''): AttemptReport {
  if (report.rationale.trim() !== '' || lastWords.trim() === '') return report
  return { ...report, rationale: lastWords.trim().slice(-4_000) }
}

/** Why an agent changes nothing, it alone can say; as much as a scoreboard has room for. */
function andSaid(detail: string, lastWords = ''): string {
  const said = lastWords.trim()
  return said === '' ? detail : `${detail} Its last words: ${said.slice(-240)}`
}

/** Binary data, one character per byte. */
function readable(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8').slice(0, 300)
}

function collectRequest({ speculation, attempt }: RunningCandidate): Omit<CollectRequest, 'workTree'> {
  return {
    base: speculation.base.commit,
    // What it changes is in the report, which is read later; the forge writes a commit of its own.
    message: commitMessage(speculation, { ...attempt, subject: `Candidate ${attempt.candidate}` }),
    // A reserved top-level domain (RFC 2606): no account can ever claim the commits.
    author: { name: 'Speculate', email: 'candidates@speculate.invalid' },
    maxFileBytes: speculation.settings.speculation.rejection.max_file_bytes,
    date: speculation.startedAt,
  }
}
