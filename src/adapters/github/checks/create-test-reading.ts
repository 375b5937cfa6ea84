import type { ProbotOctokit } from 'probot'
import type { TestCount } from '../../../domain/checks/evidence.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { createTestCounter } from '../../analysis/test-output/count-tests.ts'
import type { ReportedFailure } from '../../analysis/test-output/read-failure.ts'

interface JobLog {
  /** Null when it has no number. */
  readonly tests: TestCount | null
  /** The explanation printed by the step that failed. */
  readonly failure: ReportedFailure | undefined
}

export interface TestReading {
  /** What the log of a job that has ended says; undefined when it cannot be read. */
  logOf(repository: RepositoryRef, jobId: number): Promise<JobLog | undefined>
}

/** What a log is read up to; the totals stand at its end, but a job may run tests more than once. */
const MAX_BYTES = 64 * 1024 * 1024
const MAX_KNOWN = 2_000

/** Each log is read once: what has ended says nothing new. */
export function createTestReading(octokit: ProbotOctokit): TestReading {
  const known = new Map<string, Promise<JobLog | undefined>>()
  return {
    logOf(repository, jobId) {
      const key = JSON.stringify([repository.owner, repository.repo, jobId])
      const before = known.get(key)
      if (before) return before
      // A log may be there later, or never: that is no reason to know nothing about the checks.
      const reading = readTests(octokit, repository, jobId).catch(() => undefined)
      known.set(key, reading)
      void reading.then((found) => found === undefined && known.delete(key))
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MAX_KNOWN)))
        known.delete(oldest)
      return reading
    },
  }
}

async function readTests(
  octokit: ProbotOctokit,
  { owner, repo }: RepositoryRef,
  jobId: number,
): Promise<JobLog | undefined> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
    ...{ owner, repo },
    job_id: jobId,
    // GitHub answers with the place of a file of any size, which is read as it comes.
    request: { parseSuccessResponseBody: false, retries: 0 },
  })
  const body: unknown = data
  const counter = createTestCounter()
  if (!(body instanceof ReadableStream)) return undefined
  let bytes = 0
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) return undefined
    bytes += chunk.length
    if (bytes > MAX_BYTES) break
    counter.write(decoder.decode(chunk, { stream: true }))
  }
  const tests = counter.end() ?? null
  return { tests, failure: counter.failure() }
}
