import type { ProbotOctokit } from 'probot'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { type Aside, readHere } from '../../analysis/process/start-aside.ts'
import { download } from '../workflows/download.ts'
import type { JobLogTold } from './read-job-log.ts'

export interface TestReading {
  /** What the log of a job that has ended says; undefined when it cannot be read. */
  logOf(repository: RepositoryRef, jobId: number): Promise<JobLogTold | undefined>
}

/** What a log is read up to; the totals stand at its end, but a job may run tests more than once. */
const MAX_BYTES = 64 * 1024 * 1024
const MAX_KNOWN = 2_000

/** Each log is read once: what has ended says nothing new. */
export function createTestReading(octokit: ProbotOctokit, aside: Aside = readHere): TestReading {
  const known = new Map<string, Promise<JobLogTold | undefined>>()
  return {
    logOf(repository, jobId) {
      const key = JSON.stringify([repository.owner, repository.repo, jobId])
      const before = known.get(key)
      if (before) return before
      // A log may be there later, or never: that is no reason to know nothing about the checks.
      const reading = readTests({ octokit, aside }, repository, jobId).catch(() => undefined)
      known.set(key, reading)
      void reading.then((found) => found === undefined && known.delete(key))
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MAX_KNOWN)))
        known.delete(oldest)
      return reading
    },
  }
}

interface LogSource {
  readonly octokit: ProbotOctokit
  readonly aside: Aside
}

/** Candidates have printed it, and it is read beside the server. */
async function readTests(
  { octokit, aside }: LogSource,
  { owner, repo }: RepositoryRef,
  jobId: number,
): Promise<JobLogTold | undefined> {
  const asking = octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
    ...{ owner, repo },
    job_id: jobId,
    request: { parseSuccessResponseBody: false, retries: 0 },
  })
  return download(asking, MAX_BYTES, ({ path, bytes: size }) =>
    aside.read({ about: 'job log', work: { path }, size, repository: `${owner}/${repo}` }),
  )
}
