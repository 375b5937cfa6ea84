import type { Job, Place, Workflow } from '@speculate-dev/embedded-github'
import { matchesBranch, parseWorkflow } from '@speculate-dev/embedded-github'
import { blockedJobs } from './blocked-jobs.ts'
import type { Obstacle } from './cannot-judge.ts'
import { checksOfJob, type JobCheck } from './checks-of-job.ts'
import { knownOfCandidates } from './known-of-candidates.ts'
import type { LaterName } from './later-name.ts'
import { workflowLines } from './line-of-finding.ts'

/** A check that the repository's workflows run for pull requests. */
export interface PlannedCheck {
  readonly name: string
  readonly file: string
  readonly line: number
  /** The first line of each script. */
  readonly runs: readonly string[]
  /** Its workflow is for pull requests into the branch. */
  readonly isForBranch: boolean
  /** Its `if`. */
  readonly condition: string | undefined
  readonly obstacles: readonly Obstacle[]
  /** Where only the run shows its name, which `name` then only stands for. */
  readonly later?: LaterName
}

export interface WorkflowFile {
  readonly path: string
  readonly text: string
}

/** One of each job, and of each combination of a matrix; two workflows may have checks of one name. */
export async function planChecks(
  files: readonly WorkflowFile[],
  {
    repository,
    place,
  }: { readonly repository: Parameters<typeof knownOfCandidates>[0]; readonly place: Place },
): Promise<readonly PlannedCheck[]> {
  const contexts = knownOfCandidates(repository)
  const workflows = files
    .map(({ path, text }) => ({ text, workflow: parseWorkflow(path, text) }))
    .filter(({ workflow }) => workflow.on?.types.includes('opened'))
  const planned = workflows.map(async ({ text, workflow }) => {
    const checks = workflow.jobs.map(
      async (job) => [job, await checksOfJob(job, { place, contexts, jobs: workflow.jobs })] as const,
    )
    return checksOf(workflow, { text, branch: repository.branch, checks: new Map(await Promise.all(checks)) })
  })
  return (await Promise.all(planned)).flat()
}

interface PlannedJobs {
  readonly text: string
  readonly branch: string
  readonly checks: ReadonlyMap<Job, readonly JobCheck[]>
}

function checksOf(workflow: Workflow, { text, branch, checks }: PlannedJobs): PlannedCheck[] {
  const lines = workflowLines(text)
  const { path, jobs } = workflow
  const isForBranch =
    workflow.on !== undefined && matchesBranch({ ...workflow.on, ...ANY_PATH }, { branch, changedPaths: [] })
  const blocked = blockedJobs(jobs, checks)
  return jobs.flatMap((job) => {
    const line = lines.job(job.id)
    const { id } = job
    return (checks.get(job) ?? []).map((check): PlannedCheck => {
      const { name, findings, isSkipped, condition, runs, later } = check
      const reasons = [
        ...(isForBranch ? [] : [{ line: 1, reason: `the workflow is not for pull requests into ${branch}` }]),
        ...findings.map((reason, index) => {
          const nth = findings.slice(0, index).filter((one) => one === reason).length
          return { line: lines.finding(id, reason, nth), reason }
        }),
        ...(isSkipped ? [{ line, reason: `is skipped on pull requests: \`if: ${condition}\`` }] : []),
        ...(findings.length > 0 || isSkipped
          ? []
          : (blocked.get(job) ?? []).map((reason) => ({ line, reason }))),
      ]
      const obstacles = reasons.map((reason) => ({ check: name, file: path, ...reason }))
      const planned = { name, file: path, line, runs, isForBranch, condition, obstacles }
      return later === undefined ? planned : { ...planned, later }
    })
  })
}

const ANY_PATH = { paths: undefined, pathsIgnore: undefined }
