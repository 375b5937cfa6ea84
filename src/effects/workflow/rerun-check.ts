import type { Rerun } from '../../domain/checks/rerun.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { EffectContext } from '../perform.ts'

/** Keeps the first outcome, asks GitHub, keeps the answer. What GitHub refuses is an answer, too: then the first outcome stands. */
export async function rerunCheck(
  { reruns }: Extract<Step, { do: 'rerun-check' }>,
  { id, issue }: Speculation,
  { store, forge }: Pick<EffectContext, 'store' | 'forge'>,
): Promise<void> {
  const [any] = reruns
  if (!any) return
  for (const rerun of reruns) await store.recordRerun(id, rerun)
  const { workflowRunId, attempt } = any
  const jobs = { workflowRunId, attempt, jobIds: reruns.map(({ jobId }) => jobId) }
  const answer = await forge
    .rerunJobs({ owner: issue.owner, repo: issue.repo }, jobs)
    .then((): Rerun['answer'] => ({ kind: 'started' }), refusal)
  for (const rerun of reruns) await store.recordRerun(id, { ...rerun, answer })
}

/** Rate limits and outages pass; anything else would be answered the same the next time. */
function refusal(error: unknown): Rerun['answer'] {
  if (!(error instanceof ForgeError) || error.kind === 'unavailable' || error.kind === 'rate-limited')
    throw error
  const lacks = /not accessible by integration|not granted to this installation/i.test(error.message)
  const reason = lacks
    ? 'the App lacks `actions: write`'
    : `GitHub refused it: ${codeSpan(error.message, 200)}`
  return { kind: 'refused', reason }
}
