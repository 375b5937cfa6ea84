import type { Job, Place } from '@speculate-dev/embedded-github'
import { matrixJobsOf } from '@speculate-dev/embedded-github'
import { expressionParts, expressionsIn } from '@speculate-dev/workflows'

/** A check of a job, and what of it cannot run. */
export interface JobCheck {
  readonly name: string
  readonly findings: readonly string[]
}

/** One for each combination of the matrix, as far as files alone can tell. */
export async function checksOfJob(job: Job, place: Place): Promise<readonly JobCheck[]> {
  if (!isKnownBefore(job)) return [{ name: job.name, findings: [...job.findings, ONLY_THE_RUN] }]
  const jobs = await matrixJobsOf(job, OF_PULL_REQUESTS, place)
  return jobs.map(({ name, job: { findings } }) => ({ name, findings }))
}

const ONLY_THE_RUN = 'which jobs its `matrix:` makes is known only when it runs'
const OF_PULL_REQUESTS = { github: { event_name: 'pull_request' } }

/** What other jobs, inputs or the pull request would say, nobody knows yet. */
function isKnownBefore({ matrixFrom, findings }: Job): boolean {
  if (matrixFrom === undefined || findings.length > 0) return true
  const asked = textsIn(matrixFrom)
    .flatMap(expressionsIn)
    .flatMap((text) => expressionParts(text).paths)
  return asked.every((path) => path.join('.').toLowerCase() === 'github.event_name')
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
