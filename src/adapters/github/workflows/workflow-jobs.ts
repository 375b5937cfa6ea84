import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { WorkflowJobFacts } from '../../../ports/workflow-runs.ts'
import type { GitHubClient } from '../connection/github-client.ts'
import { statusOf } from '../connection/github-errors.ts'
import { readZip } from './read-zip.ts'

const Jobs = z.object({
  jobs: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      html_url: z.string().nullish(),
      status: z.string(),
      conclusion: z.string().nullish(),
      head_sha: z.string(),
    }),
  ),
})

/** At most 100, which is all that one page has. */
export async function workflowJobs(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  run: number,
): Promise<readonly WorkflowJobFacts[]> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
    ...{ owner, repo },
    run_id: run,
    per_page: 100,
  })
  return Jobs.parse(data).jobs.map(({ id, name, html_url, status, conclusion, head_sha }) => ({
    id,
    name,
    url: html_url ?? '',
    isOver: status === 'completed',
    conclusion: conclusion ?? undefined,
    headSha: head_sha,
  }))
}

const MAX_BYTES = 256 * 1024 * 1024
const LIMITS = { fileBytes: 64 * 1024 * 1024, files: 10_000 }

/** All in one archive, named by their jobs; what is not in it is asked for by itself. */
export async function workflowLogs(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { run, jobs }: { readonly run: number; readonly jobs: readonly Pick<WorkflowJobFacts, 'id' | 'name'>[] },
): Promise<ReadonlyMap<number, string>> {
  const raw = { parseSuccessResponseBody: false, retries: 0 }
  const archive = await bytesOf(
    octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs', {
      ...{ owner, repo },
      run_id: run,
      request: raw,
    }),
  )
  const texts = byJob(archive && readZip(archive, LIMITS))
  const logs = new Map<number, string>()
  for (const { id, name } of jobs) {
    const known = texts.get(name)
    const text =
      known ??
      (
        await bytesOf(
          octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
            ...{ owner, repo },
            job_id: id,
            request: raw,
          }),
        )
      )?.toString('utf8')
    if (text !== undefined) logs.set(id, text)
  }
  return logs
}

/** `3_name of the job.txt` at the top; the steps lie in folders. A name that is there twice says nothing. */
function byJob(files: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const twice = new Set<string>()
  for (const [path, text] of files) {
    const [, name] = /^\d{1,4}_([^/]+)\.txt$/.exec(path) ?? []
    if (name === undefined) continue
    if (texts.has(name)) twice.add(name)
    texts.set(name, text)
  }
  for (const name of twice) texts.delete(name)
  return texts
}

/** GitHub answers with the place of a file of any size, which is read as it comes. Undefined for what is gone, or is too large. */
async function bytesOf(asking: Promise<{ readonly data: unknown }>): Promise<Buffer | undefined> {
  try {
    const { data: body } = await asking
    if (!(body instanceof ReadableStream)) return undefined
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) return undefined
      size += chunk.length
      if (size > MAX_BYTES) return undefined
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    if ([404, 410].includes(statusOf(error) ?? 0)) return undefined
    throw error
  }
}
