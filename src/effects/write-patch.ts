import type { AttemptOutcome, AttemptReport } from '../domain/attempt.ts'
import { renderBrief } from '../messages/brief.ts'
import { commitMessage } from '../messages/commit-message.ts'
import type { Analysis } from '../ports/analysis.ts'
import type { WorkTree } from '../ports/workspace.ts'
import { measurePatch } from './measure-patch.ts'
import { failed, runAgent } from './run-agent.ts'
import type { RunAttempt, Running } from './run-attempt.ts'

export interface Written {
  readonly outcome: AttemptOutcome
  /** Goes with a patch. */
  readonly bundle: Uint8Array | undefined
}

/** An attempt at a patch: the agent works on the base, and what it leaves is collected and measured. */
export async function writePatch(context: RunAttempt, running: Running): Promise<Written> {
  const { speculation, attempt, brief, name, heart } = running
  const { owner, repo } = speculation.issue
  const remote = await (await context.forgeFor({ owner, repo })).gitRemote({ owner, repo })
  const text = renderBrief(speculation, { ...brief, toolchain: attempt.toolchain })
  const commit = speculation.base.commit
  const ran = await runAgent(context, running, { commit, remote, brief: text })
  if (ran.kind === 'failed') return { outcome: ran.outcome, bundle: undefined }
  const { workTree, usage } = ran
  heart.report('collecting the changes')
  const collected = await context.workspace.collect(collectRequest(running, workTree))
  if (collected.kind === 'failure') {
    return { outcome: failed(collected.failure, collected.detail, usage), bundle: undefined }
  }
  heart.report('measuring the changes')
  const { patch, bundle } = collected
  const report = await publicReport(collected.report, context.analysis)
  const measures = await measurePatch(context, { ...collected, name })
  return { outcome: { kind: 'patch', patch, report, usage, ...(measures && { measures }) }, bundle }
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

async function publicReport(
  report: AttemptReport,
  { withholdSecrets }: Pick<Analysis, 'withholdSecrets'>,
): Promise<AttemptReport> {
  const [rationale, testsAdded, risks] = await Promise.all([
    withholdSecrets(report.rationale),
    Promise.all(report.testsAdded.map(withholdSecrets)),
    Promise.all(report.risks.map(withholdSecrets)),
  ])
  return { ...report, rationale, testsAdded, risks }
}
