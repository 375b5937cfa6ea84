import { pause } from '@speculate-dev/system'
import { inboxBranch } from '../../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import type { DispatchedToolchain } from '../../ports/agent.ts'
import type { WorkflowRunFacts } from '../../ports/workflow-runs.ts'
import type { RunningCandidate } from '../attempt/run-attempt.ts'
import type { DispatchContext, DispatchForge } from './dispatch-context.ts'

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
export interface AttemptOnForge {
  readonly forge: DispatchForge
  readonly repository: RepositoryRef
  readonly branch: string
  readonly dispatch: DispatchedToolchain
  readonly pollMs: number
  readonly running: Pick<RunningCandidate, 'signal'>
  /** The latest that is known of the run. */
  run: WorkflowRunFacts | undefined
}

/** How often it is looked whether a run that was cancelled has ended: until then it may still push. */
const LAST_LOOKS = 6

/** Nothing that fails here changes what came of the attempt. */
export async function tidy(work: AttemptOnForge): Promise<void> {
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

export async function deleteInbox({ forge, repository, branch }: AttemptOnForge): Promise<void> {
  const head = await forge.branchHead(repository, branch)
  if (head !== undefined) await forge.deleteBranch(repository, branch, head)
}
