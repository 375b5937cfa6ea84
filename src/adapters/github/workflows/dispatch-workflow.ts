import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { NewDispatch, WorkflowRunFacts } from '../../../ports/workflow-runs.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { notGranted } from '../connection/installations/not-granted.ts'
import { statusOf, toForgeError } from '../connection/sending/github-errors.ts'

const Details = z.object({ workflow_run_id: z.int(), html_url: z.url() })

/**
 * Sent once: a second one would be a second run. Servers from before 2026 answer nothing, and some of them refuse to be asked
 * (github.blog/changelog, 19 February 2026, "Workflow dispatch API now returns run IDs").
 */
export async function dispatchWorkflow(
  client: GitHubClient,
  repository: RepositoryRef,
  dispatch: NewDispatch,
): Promise<WorkflowRunFacts | undefined> {
  try {
    return await send(client, repository, { ...dispatch, details: { return_run_details: true } })
  } catch (error) {
    const isRefused = [400, 422].includes(statusOf(error) ?? 0)
    const message = error instanceof Error ? error.message : ''
    if (!isRefused || !message.includes('return_run_details')) throw notGranted(toForgeError(error))
    return send(client, repository, { ...dispatch, details: {} })
  }
}

async function send(
  { actions }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { workflow, ref, inputs, details }: NewDispatch & { readonly details: object },
): Promise<WorkflowRunFacts | undefined> {
  const { data } = await actions.request(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    { owner, repo, workflow_id: workflow, ref, inputs, ...details },
  )
  const run = Details.safeParse(data).data
  return run && { id: run.workflow_run_id, url: run.html_url, ...NOT_BEGUN }
}

const NOT_BEGUN = { status: 'queued', conclusion: undefined, seconds: 0 } as const
