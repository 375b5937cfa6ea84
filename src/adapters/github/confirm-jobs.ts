import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { RepositoryRef } from '../../domain/issue.ts'
import { statusOf } from './github-errors.ts'

export interface JobConfirmation {
  /** Begins one reading of the facts: within it, each run is asked for at most once. */
  begin(): JobReading
}

export interface JobReading {
  /**
   * True when the workflow run's own job list names the check run. Any step that holds the workflow's token can post a check
   * run with any name, and GitHub files it under the run's suite; only GitHub Actions writes the job list (T10).
   */
  isJobOf(question: { repository: RepositoryRef; runId: number; checkRunId: number }): Promise<boolean>
}

interface KnownRun {
  readonly etag: string | undefined
  readonly checkRuns: ReadonlySet<number>
}

const Jobs = z.array(z.object({ check_run_url: z.string().nullish() }))
/** Runs of the last few hundred candidates. */
const MAX_KNOWN_RUNS = 500

/** Remembers lists between readings; an unchanged one answers 304, which costs nothing of the rate limit. */
export function createJobConfirmation(octokit: ProbotOctokit): JobConfirmation {
  const known = new Map<number, KnownRun>()
  const remember = (runId: number, run: KnownRun) => {
    known.delete(runId)
    known.set(runId, run)
    if (known.size > MAX_KNOWN_RUNS) known.delete([...known.keys()][0] ?? runId)
    return run
  }
  return {
    begin() {
      const asked = new Map<number, Promise<KnownRun>>()
      return {
        async isJobOf({ repository, runId, checkRunId }) {
          const before = known.get(runId)
          // A job once listed stays a job of that run; only an absent one has to be looked for again.
          if (before?.checkRuns.has(checkRunId)) return true
          const asking =
            asked.get(runId) ??
            readRun(octokit, { repository, runId, before }).then((run) => remember(runId, run))
          asked.set(runId, asking)
          return (await asking).checkRuns.has(checkRunId)
        },
      }
    },
  }
}

/** The jobs of the run's latest attempt: what an earlier attempt said has been superseded. */
async function readRun(
  octokit: ProbotOctokit,
  { repository, runId, before }: { repository: RepositoryRef; runId: number; before: KnownRun | undefined },
): Promise<KnownRun> {
  const checkRuns = new Set<number>()
  let etag: string | undefined
  try {
    const pages = octokit.paginate.iterator<unknown>('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
      owner: repository.owner,
      repo: repository.repo,
      run_id: runId,
      per_page: 100,
      headers: before?.etag === undefined ? {} : { 'if-none-match': before.etag },
    })
    for await (const { data, headers } of pages) {
      for (const job of Jobs.parse(data)) addCheckRun(checkRuns, job.check_run_url)
      // With a second page, the first one's tag says nothing about the whole list.
      etag = etag === undefined && headers.link === undefined ? headers.etag : undefined
    }
    return { etag, checkRuns }
  } catch (error) {
    if (statusOf(error) === 304 && before) return before
    if (statusOf(error) === 404) return { etag: undefined, checkRuns }
    throw error
  }
}

/** The address is only taken apart, never fetched (T12). */
function addCheckRun(checkRuns: Set<number>, url: string | null | undefined): void {
  const id = /\/check-runs\/(\d+)$/.exec(url ?? '')?.[1]
  if (id !== undefined) checkRuns.add(Number(id))
}
