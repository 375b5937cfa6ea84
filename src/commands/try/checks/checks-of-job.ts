import type { Job, Place } from '@speculate-dev/embedded-github'
import { isSurelySkipped, matrixJobsOf } from '@speculate-dev/embedded-github'
import type { Contexts } from '@speculate-dev/workflows'
import { expressionParts, expressionsIn } from '@speculate-dev/workflows'

/** A check of a job, and what of it cannot run. */
export interface JobCheck {
  readonly name: string
  readonly findings: readonly string[]
  /** Its `if` leaves it out of every pull request of a candidate. */
  readonly isSkipped: boolean
}

interface Known {
  readonly place: Place
  /** What is known of every candidate's pull request. */
  readonly contexts: Contexts
}

/** One for each combination of the matrix, as far as files alone can tell. */
export async function checksOfJob(job: Job, { place, contexts }: Known): Promise<readonly JobCheck[]> {
  // As on GitHub: of a job that is skipped nobody looks at the matrix.
  if (isSurelySkipped(job.if, contexts)) return [{ name: job.name, findings: [], isSkipped: true }]
  if (!isKnownBefore(job, contexts))
    return [{ name: job.name, findings: [...job.findings, ONLY_THE_RUN], isSkipped: false }]
  const jobs = await matrixJobsOf(job, contexts, place)
  return jobs.map(({ name, job: { findings } }) => ({ name, findings, isSkipped: false }))
}

const ONLY_THE_RUN = 'which jobs its `matrix:` makes is known only when it runs'

/** What other jobs or inputs would say, nobody knows yet. */
function isKnownBefore({ matrixFrom, findings }: Job, contexts: Contexts): boolean {
  if (matrixFrom === undefined || findings.length > 0) return true
  const asked = textsIn(matrixFrom)
    .flatMap(expressionsIn)
    .flatMap((text) => expressionParts(text).paths)
  return asked.every(
    ([root, name]) => root === 'github' && name !== undefined && name in Object(contexts.github),
  )
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
