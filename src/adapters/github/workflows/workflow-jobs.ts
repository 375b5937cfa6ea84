import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { WorkflowJobFacts } from '../../../ports/workflow-runs.ts'
import { readHere } from '../../analysis/process/start-aside.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import { download } from './download.ts'
import type { LinesWork } from './read-lines.ts'

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

const MAX_ARCHIVE = 256 * 1024 * 1024
const MAX_LOG = 64 * 1024 * 1024
/** For all that a run has printed, in processor time. */
const MAX_MS = 30_000

interface WantedLogs {
  readonly run: number
  readonly jobs: readonly Pick<WorkflowJobFacts, 'id' | 'name'>[]
  /** What a line holds that is wanted. */
  readonly lines: string
}

/** All in one archive, named by their jobs; what is not in it is asked for by itself. Read beside the server: candidates have printed it. */
export async function workflowLogs(
  client: GitHubClient,
  repository: RepositoryRef,
  { run, jobs, lines }: WantedLogs,
): Promise<ReadonlyMap<number, string>> {
  const { octokit } = client
  const { owner, repo } = repository
  const raw = { owner, repo, request: { parseSuccessResponseBody: false, retries: 0 } }
  const names = jobs.map(({ name }) => name)
  const archive = octokit.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs', {
    ...raw,
    run_id: run,
  })
  const texts = await linesOf(client, repository, { asking: archive, kind: 'archive', lines, names })
  const logs = new Map<number, string>()
  for (const { id, name } of jobs) {
    const text = texts.get(name) ?? (await logOf(id))
    if (text !== undefined) logs.set(id, text)
  }
  return logs

  async function logOf(id: number): Promise<string | undefined> {
    const asking = octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
      ...raw,
      job_id: id,
    })
    return (await linesOf(client, repository, { asking, kind: 'log', lines, names })).get('')
  }
}

interface LinesRequest extends Pick<LinesWork, 'kind' | 'lines' | 'names'> {
  readonly asking: Promise<{ readonly data: unknown }>
}

/** Nothing of what is gone, is too large, or cannot be read. */
async function linesOf(
  { aside = readHere }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { asking, ...wanted }: LinesRequest,
): Promise<ReadonlyMap<string, string>> {
  try {
    const maxBytes = wanted.kind === 'archive' ? MAX_ARCHIVE : MAX_LOG
    const found = await download(asking, maxBytes, async ({ path, bytes, isCut }) => {
      if (isCut) return undefined
      const work = { ...wanted, path }
      const question = { about: 'lines' as const, work, size: bytes, repository: `${owner}/${repo}` }
      return aside.read({ ...question, maxMs: MAX_MS }).catch(() => undefined)
    })
    return found ?? new Map()
  } catch (error) {
    if ([404, 410].includes(statusOf(error) ?? 0)) return new Map()
    throw error
  }
}
