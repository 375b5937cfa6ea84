import type { ActionRun } from '../../actions/served-action.ts'
import type { JobDirectory } from '../job-directory.ts'
import type { JobRequest } from '../run-job.ts'
import { NOTHING_PREPARED } from '../source/new-checkout.ts'

/** What the actions of a job may know of its run. */
export function actionRun(
  { facts, source, workflow, identity, artifacts, runCaches, submodules, prepareCheckout }: JobRequest,
  { workspace, home }: JobDirectory,
  signal: AbortSignal,
): ActionRun {
  const { sha: commit, mergedWith, directory: gitDir } = source
  const { owner, repo } = facts
  const checkout = {
    workspace,
    home,
    owner,
    repo,
    workflow: workflow.path,
    gitDir,
    commit,
    mergedWith,
    signal,
  }
  return {
    facts,
    source,
    runId: identity.runId,
    attempt: identity.attempt,
    artifacts,
    caches: runCaches,
    submodules,
    prepare: async () => (await prepareCheckout?.(checkout)) ?? NOTHING_PREPARED,
  }
}
