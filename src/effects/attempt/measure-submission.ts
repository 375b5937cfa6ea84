import type { TaskOf } from '../../domain/candidate/task.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { measurePatch } from './measure-patch.ts'
import { failed } from './run-agent.ts'
import type { RunAttempt, RunningCandidate } from './run-attempt.ts'
import type { WriteResult } from './write-patch.ts'

/** No agent ran, whoever wrote it. */
const NOTHING_USED = { seconds: 0 }

/** An attempt without an agent: a pull request that somebody has entered is read and measured as it stood then. */
export async function measureSubmission(
  context: RunAttempt,
  running: RunningCandidate,
  { tip, commit }: TaskOf<'read'>,
): Promise<WriteResult> {
  const { speculation, name, heartbeat } = running
  const { owner, repo } = speculation.issue
  const repository = { owner, repo }
  heartbeat.report('reading the pull request')
  const remote = await (await context.forgeFor(repository)).gitRemote(repository)
  const base = speculation.base.commit
  const read = await context.workspace.readPatch({ repository, remote, base, tip, commit })
  if (read.kind === 'failure')
    return { outcome: failed(read.failure, read.detail, NOTHING_USED), bundle: undefined }
  heartbeat.report('measuring the changes')
  const measures = await measurePatch(context, {
    ...read,
    repository,
    reach: speculation.contract.reach,
    allowedValues: speculation.settings.gates.secret_values_allowed,
    name,
  })
  const report = { rationale: '', testsAdded: [], risks: [] }
  const outcome = { kind: 'patch' as const, patch: read.patch, report, usage: NOTHING_USED }
  return { outcome: { ...outcome, ...withoutUndefined({ measures }) }, bundle: undefined }
}
