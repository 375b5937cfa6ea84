import type { Job, MatrixJob, Place } from '@speculate-dev/embedded-github'
import {
  contextsInside,
  isKnown,
  isSurelySkipped,
  matrixJobsOf,
  placeIn,
  readCalled,
} from '@speculate-dev/embedded-github'
import type { Contexts } from '@speculate-dev/workflows'
import { expressionsIn } from '@speculate-dev/workflows'
import { blockedJobs } from './blocked-jobs.ts'

/** A check of a job, and what of it cannot run. */
export interface JobCheck {
  readonly name: string
  readonly findings: readonly string[]
  /** Its `if` leaves it out of every pull request of a candidate. */
  readonly isSkipped: boolean
  readonly condition: string | undefined
  /** The first line of each script. */
  readonly runs: readonly string[]
}

interface Known {
  readonly place: Place
  /** What is known of every candidate's pull request. */
  readonly contexts: Contexts
  /** How many calls of workflows have led to the job. */
  readonly depth?: number
}

/** One for each combination of the matrix, as far as files alone can tell. */
export async function checksOfJob(job: Job, known: Known): Promise<readonly JobCheck[]> {
  const { place, contexts } = known
  const runs = job.steps.flatMap((step) => (step.kind === 'run' ? [firstLine(step.run)] : []))
  // As on GitHub: of a job that is skipped nobody looks at the matrix.
  if (isSurelySkipped(job.if, contexts))
    return [{ name: job.name, findings: [], isSkipped: true, condition: job.if, runs }]
  if (!isKnownBefore(job, contexts))
    return [
      {
        name: job.name,
        findings: [...job.findings, ONLY_THE_RUN],
        isSkipped: false,
        condition: job.if,
        runs,
      },
    ]
  const jobs = await matrixJobsOf(job, contexts, place)
  const checks = jobs.map(async (one): Promise<readonly JobCheck[]> => {
    const { name, job: planned } = one
    if (planned.call && planned.findings.length === 0) return checksOfCall(one, planned.call, known)
    return [{ name, findings: planned.findings, isSkipped: false, condition: job.if, runs }]
  })
  return (await Promise.all(checks)).flat()
}

/** Those of the workflow that the job calls, whose names begin with its own. */
async function checksOfCall(
  { name, combination, strategy }: MatrixJob,
  call: NonNullable<Job['call']>,
  { place, contexts, depth = 0 }: Known,
): Promise<readonly JobCheck[]> {
  const own = { ...contexts, strategy, matrix: combination ?? {} }
  const called = await readCalled(call, { contexts: own, read: place.read, depth, isRun: false })
  if ('finding' in called)
    return [{ name, findings: [called.finding], isSkipped: false, condition: undefined, runs: [] }]
  const { workflow, text } = called
  const inside = { place, contexts: contextsInside(contexts, called), depth: depth + 1 }
  const checks = new Map(
    await Promise.all(workflow.jobs.map(async (job) => [job, await checksOfJob(job, inside)] as const)),
  )
  const blocked = blockedJobs(workflow.jobs, checks)
  return [...checks].flatMap(([job, all]) =>
    all.map((check) => {
      const others = check.findings.length > 0 || check.isSkipped ? [] : (blocked.get(job) ?? [])
      const findings = [...check.findings, ...others].map(
        (finding) =>
          `\`uses: ${call.uses}\` leads to ${placeIn({ path: workflow.path, text }, finding)}: ${finding}`,
      )
      return { ...check, name: `${name} / ${check.name}`, findings }
    }),
  )
}

function firstLine(script: string): string {
  return script.trim().split('\n')[0]?.trim() ?? ''
}

const ONLY_THE_RUN = 'which jobs its `matrix:` makes is known only when it runs'

/** What other jobs would say, nobody knows yet. */
function isKnownBefore({ matrixFrom, findings }: Job, contexts: Contexts): boolean {
  if (matrixFrom === undefined || findings.length > 0) return true
  return textsIn(matrixFrom)
    .flatMap(expressionsIn)
    .every((text) => isKnown(text, contexts))
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
