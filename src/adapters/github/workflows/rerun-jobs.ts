import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { notGranted } from '../connection/installations/not-granted.ts'
import { toForgeError } from '../connection/sending/github-errors.ts'

const Run = z.object({ run_attempt: z.int().nullish() })

/**
 * One job with those that need it, or all failed jobs of the run at once: once a run has a next attempt, GitHub refuses the jobs of the one
 * before. Looks first, so that a lost answer does not run anything twice.
 */
export async function rerunJobs(
  { octokit, actions }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { workflowRunId, attempt, jobIds }: { workflowRunId: number; attempt: number; jobIds: readonly number[] },
): Promise<void> {
  const of = { owner, repo, run_id: workflowRunId }
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', of)
  if ((Run.parse(data).run_attempt ?? 1) > attempt) return
  const [only, ...others] = jobIds
  const request = { retries: 0 }
  try {
    if (only !== undefined && others.length === 0)
      await actions.request('POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun', {
        ...{ owner, repo, request },
        job_id: only,
      })
    else
      await actions.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs', {
        ...of,
        request,
      })
  } catch (error) {
    throw inItsKind(toForgeError(error))
  }
}

/** GitHub says 403 while the run goes on, which passes. */
function inItsKind(error: ForgeError): ForgeError {
  if (error.kind === 'forbidden' && /already running/i.test(error.message))
    return new ForgeError('unavailable', error.message)
  return notGranted(error)
}
