import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { WorkflowRunFacts, WorkflowRuns } from '../../../ports/workflow-runs.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { notGranted } from '../connection/installations/not-granted.ts'
import { statusOf, toForgeError } from '../connection/sending/github-errors.ts'

const Run = z.object({
  id: z.int(),
  html_url: z.url(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  display_title: z.string().nullish(),
  run_started_at: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
})
type Run = z.infer<typeof Run>

const Runs = z.object({ workflow_runs: z.array(Run) })

export async function workflowRun(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  id: number,
): Promise<WorkflowRunFacts> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
    ...{ owner, repo },
    run_id: id,
  })
  return factsOf(Run.parse(data))
}

/** Newest first, as GitHub lists them. What started long ago is not looked for. */
export async function findDispatched(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { workflow, title, after }: Parameters<WorkflowRuns['findDispatched']>[1],
): Promise<WorkflowRunFacts | undefined> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
    ...{ owner, repo },
    workflow_id: workflow,
    event: 'workflow_dispatch',
    per_page: 100,
  })
  const isWanted = (run: Run) =>
    (after === undefined || run.id > after) && (run.display_title ?? '').split(/\s+/).includes(title)
  const found = Runs.parse(data).workflow_runs.find(isWanted)
  return found && factsOf(found)
}

export async function cancelWorkflowRun(
  { actions }: GitHubClient,
  { owner, repo }: RepositoryRef,
  id: number,
): Promise<void> {
  try {
    await actions.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', {
      ...{ owner, repo },
      run_id: id,
    })
  } catch (error) {
    // It has ended already.
    if (statusOf(error) !== 409) throw notGranted(toForgeError(error))
  }
}

/** GitHub knows more words for waiting than anybody needs: `requested`, `waiting`, `pending`. */
function factsOf(run: Run): WorkflowRunFacts {
  const status = run.status === 'completed' || run.status === 'in_progress' ? run.status : 'queued'
  const began = Date.parse(run.run_started_at ?? run.created_at)
  const seconds = status === 'completed' ? (Date.parse(run.updated_at) - began) / 1_000 : 0
  return {
    id: run.id,
    url: run.html_url,
    status,
    conclusion: run.conclusion ?? undefined,
    seconds: Number.isFinite(seconds) ? Math.max(0, seconds) : 0,
  }
}
