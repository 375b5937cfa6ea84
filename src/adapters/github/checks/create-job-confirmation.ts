import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

export interface JobConfirmation {
  /** Begins one reading of the facts: within it, each run is asked for at most once. */
  begin(): JobReading
}

export interface JobReading {
  /**
   * The job that the workflow run's own list names for the check run, or undefined. Any step that holds the workflow's token can
   * post a check run with any name, and GitHub files it under the run's suite, where it even hides an earlier one of the same name;
   * it may rename or rewrite its own job's check run, too. Only GitHub Actions writes the job list (T10).
   */
  jobOf(question: JobQuestion): Promise<Job | undefined>
}

interface JobQuestion {
  readonly repository: RepositoryRef
  readonly runId: number
  readonly checkRunId: number
  /** Whether the check run says that it has ended. */
  readonly ended: boolean
}

/** What GitHub Actions itself says of a job, in the words of REST; undefined where it does not say. */
interface Job {
  readonly name: string | undefined
  readonly status: string | undefined
  readonly conclusion: string | undefined
  readonly id: number | undefined
  /** From 1. */
  readonly runAttempt: number | undefined
}

interface KnownRun {
  readonly etag: string | undefined
  /** By check run. */
  readonly jobs: ReadonlyMap<number, Job>
}

const Jobs = z.array(
  z.object({
    id: z.int().nullish(),
    run_attempt: z.int().nullish(),
    check_run_url: z.string().nullish(),
    name: z.string().nullish(),
    status: z.string().nullish(),
    conclusion: z.string().nullish(),
  }),
)
/** Runs of the last few hundred candidates. */
const MAX_KNOWN_RUNS = 500
/** A matrix has at most 256 jobs; of a run with more than this, what was not read counts as not confirmed. */
const MAX_PAGES = 20

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
        async jobOf({ repository, runId, checkRunId, ended }) {
          const before = known.get(runId)
          const listed = before?.jobs.get(checkRunId)
          // A job once listed stays a job of that run, and one that has ended stays as it ended.
          if (listed && (!ended || isOver(listed))) return listed
          const asking =
            asked.get(runId) ??
            readRun(octokit, { repository, runId, before }).then((run) => remember(runId, run))
          asked.set(runId, asking)
          return (await asking).jobs.get(checkRunId)
        },
      }
    },
  }
}

/**
 * The jobs of all attempts of the run. The check runs of the commit say which of them is the latest of its name; the list of the latest
 * attempt alone may leave out what was not run again (github.com/r-universe-org/help/issues/607).
 */
async function readRun(
  octokit: ProbotOctokit,
  { repository, runId, before }: { repository: RepositoryRef; runId: number; before: KnownRun | undefined },
): Promise<KnownRun> {
  const jobs = new Map<number, Job>()
  let etag: string | undefined
  let pages = 0
  try {
    const answers = octokit.paginate.iterator<unknown>(
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
      {
        owner: repository.owner,
        repo: repository.repo,
        run_id: runId,
        per_page: 100,
        filter: 'all',
        headers: before?.etag === undefined ? {} : { 'if-none-match': before.etag },
      },
    )
    for await (const { data, headers } of answers) {
      for (const job of Jobs.parse(data)) addJob(jobs, job)
      // With a second page, the first one's tag says nothing about the whole list.
      etag = etag === undefined && headers.link === undefined ? headers.etag : undefined
      pages += 1
      if (pages === MAX_PAGES) break
    }
    return { etag, jobs }
  } catch (error) {
    if (statusOf(error) === 304 && before) return before
    if (statusOf(error) === 404) return { etag: undefined, jobs }
    throw error
  }
}

function isOver({ status }: Job): boolean {
  return status === undefined || status === 'completed'
}

/** The address is only taken apart, never fetched (T12). */
function addJob(jobs: Map<number, Job>, job: z.infer<typeof Jobs>[number]): void {
  const id = /\/check-runs\/(\d+)$/.exec(job.check_run_url ?? '')?.[1]
  if (id === undefined) return
  const [name, status, conclusion] = [job.name, job.status, job.conclusion].map((text) => text ?? undefined)
  const [jobId, runAttempt] = [job.id ?? undefined, job.run_attempt ?? undefined]
  jobs.set(Number(id), { name, status, conclusion, id: jobId, runAttempt })
}
