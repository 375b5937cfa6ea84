import type { Job, MatrixJob, Place } from '@speculate-dev/embedded-github'
import {
  contextsInside,
  isKnown,
  isSurelySkipped,
  matrixJobsOf,
  placeIn,
  planJob,
  readCalled,
} from '@speculate-dev/embedded-github'
import type { Contexts } from '@speculate-dev/workflows'
import { expressionsIn } from '@speculate-dev/workflows'
import { blockedJobs } from './blocked-jobs.ts'
import { type LaterName, laterMatrix, laterName } from './later-name.ts'

/** A check of a job, and what of it cannot run. */
export interface JobCheck {
  readonly name: string
  readonly findings: readonly string[]
  /** Its `if` leaves it out of every pull request of a candidate. */
  readonly isSkipped: boolean
  readonly condition: string | undefined
  /** The first line of each script. */
  readonly runs: readonly string[]
  /** Where only the run shows what it is called. */
  readonly later?: LaterName
}

interface Known {
  readonly place: Place
  /** Of the same workflow (default: none but itself). */
  readonly jobs?: readonly Job[]
  /** What is known of every candidate's pull request. */
  readonly contexts: Contexts
  /** How many calls of workflows have led to the job. */
  readonly depth?: number
}

/** One for each combination of the matrix, as far as files alone can tell. */
export async function checksOfJob(job: Job, known: Known): Promise<readonly JobCheck[]> {
  const { place, contexts, jobs: all = [job] } = known
  const runs = job.steps.flatMap((step) => (step.kind === 'run' ? [firstLine(step.run)] : []))
  // As on GitHub: of a job that is skipped nobody looks at the matrix.
  if (isSurelySkipped(job.if, contexts))
    return [{ name: job.name, findings: [], isSkipped: true, condition: job.if, runs }]
  const common = { isSkipped: false, condition: job.if, runs }
  if (!isKnownBefore(job, contexts)) {
    const { findings } = await planJob(job, contexts, place)
    return [{ name: job.name, findings, ...common, later: laterMatrix(job, all) }]
  }
  const jobs = await matrixJobsOf(job, contexts, place)
  const checks = jobs.map(async (one): Promise<readonly JobCheck[]> => {
    const { name, job: planned } = one
    if (planned.call && planned.findings.length === 0) return checksOfCall(one, planned.call, known)
    const { findings } = planned
    if (isNameKnown(one, contexts)) return [{ name, findings, ...common }]
    return [{ name: job.name, findings, ...common, later: laterName(job, all) }]
  })
  return (await Promise.all(checks)).flat()
}

function isNameKnown({ job, strategy, combination }: MatrixJob, contexts: Contexts): boolean {
  const own = { ...contexts, strategy, matrix: combination ?? {} }
  return job.findings.length > 0 || expressionsIn(job.name).every((text) => isKnown(text, own))
}

/** Those of the workflow that the job calls, whose names begin with its own. */
async function checksOfCall(
  one: MatrixJob,
  call: NonNullable<Job['call']>,
  { place, contexts, depth = 0, jobs = [one.job] }: Known,
): Promise<readonly JobCheck[]> {
  const { combination, strategy } = one
  const outer = isNameKnown(one, contexts) ? undefined : laterName(one.job, jobs)
  const name = outer?.template ?? one.name
  const own = { ...contexts, strategy, matrix: combination ?? {} }
  const called = await readCalled(call, { contexts: own, read: place.read, depth, isRun: false })
  if ('finding' in called)
    return [{ name, findings: [called.finding], isSkipped: false, condition: undefined, runs: [] }]
  const { workflow, text } = called
  const inside = {
    ...{ place, contexts: contextsInside(contexts, called), depth: depth + 1 },
    jobs: workflow.jobs,
  }
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
      return { ...check, name: `${name} / ${check.name}`, findings, ...laterInside(name, check, outer) }
    }),
  )
}

function firstLine(script: string): string {
  return script.trim().split('\n')[0]?.trim() ?? ''
}

/** Of a check that is called after the job which calls its workflow. */
function laterInside(caller: string, { name, later }: JobCheck, outer: LaterName | undefined) {
  const own = later ?? outer
  if (own === undefined) return {}
  const template = `${caller} / ${later?.template ?? name}`
  return { later: { ...own, template, isOfPatch: own.isOfPatch || (outer?.isOfPatch ?? false) } }
}

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
