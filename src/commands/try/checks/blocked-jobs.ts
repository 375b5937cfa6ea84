import type { Job } from '@speculate-dev/embedded-github'
import type { JobCheck } from './checks-of-job.ts'

/** A job that needs one which cannot run here cannot judge a candidate either, and one that needs a skipped one is skipped. */
export function blockedJobs(
  jobs: readonly Job[],
  checks: ReadonlyMap<Job, readonly JobCheck[]>,
): ReadonlyMap<Job, readonly string[]> {
  const idsOf = (chosen: readonly Job[]) => new Set(chosen.map(({ id }) => id))
  const cannot = idsOf(jobs.filter((job) => cannotRun(job, checks.get(job) ?? [])))
  const skipped = idsOf(jobs.filter((job) => checks.get(job)?.every(({ isSkipped }) => isSkipped)))
  const blocked = new Map<Job, readonly string[]>()
  for (let before = -1; before !== blocked.size; ) {
    before = blocked.size
    for (const job of jobs) {
      if (cannot.has(job.id) || skipped.has(job.id)) continue
      const missing = job.needs.find((id) => cannot.has(id))
      const left = job.needs.find((id) => skipped.has(id) && !runsAnyway(job))
      if (missing !== undefined) {
        cannot.add(job.id)
        blocked.set(job, [`needs the job \`${missing}\`, which cannot run here`])
      } else if (left !== undefined) {
        skipped.add(job.id)
        blocked.set(job, [`is skipped on pull requests: it needs the job \`${left}\`, which is skipped`])
      }
    }
  }
  return blocked
}

/** Of a matrix what can run counts; a workflow that is called has succeeded only when all of it has. */
function cannotRun({ call }: Job, checks: readonly JobCheck[]): boolean {
  const isInTheWay = ({ findings }: JobCheck) => findings.length > 0
  return call ? checks.some(isInTheWay) : checks.length > 0 && checks.every(isInTheWay)
}

/** It asks how the jobs that it needs have ended, instead of waiting for their success. */
function runsAnyway({ if: condition = '' }: Job): boolean {
  return /\b(?:always|failure|cancelled)\s*\(/.test(condition)
}
