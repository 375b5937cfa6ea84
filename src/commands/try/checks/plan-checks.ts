import type { Job, Workflow } from '@speculate-dev/embedded-github'
import { checkName, combinationsOf, matchesBranch, parseWorkflow } from '@speculate-dev/embedded-github'
import type { Obstacle } from './cannot-judge.ts'
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
}

export interface WorkflowFile {
  readonly path: string
  readonly text: string
}

/** One of each job, and of each combination of a matrix; two workflows may have checks of one name. */
export function planChecks(files: readonly WorkflowFile[], branch: string): PlannedCheck[] {
  return files.flatMap(({ path, text }) => {
    const workflow = parseWorkflow(path, text)
    return workflow.on?.types.includes('opened') ? checksOf(workflow, text, branch) : []
  })
}

function checksOf(workflow: Workflow, text: string, branch: string): PlannedCheck[] {
  const lines = workflowLines(text)
  const { path, jobs } = workflow
  const isForBranch =
    workflow.on !== undefined && matchesBranch({ ...workflow.on, ...ANY_PATH }, { branch, changedPaths: [] })
  const blocked = blockedJobs(jobs)
  return jobs.flatMap((job) => {
    const line = lines.job(job.id)
    const reasons = [
      ...(isForBranch ? [] : [{ line: 1, reason: `the workflow is not for pull requests into ${branch}` }]),
      ...job.findings.map((reason, index) => ({
        line: lines.finding(
          job.id,
          reason,
          job.findings.slice(0, index).filter((one) => one === reason).length,
        ),
        reason,
      })),
      ...(job.findings.length > 0 ? [] : (blocked.get(job) ?? []).map((reason) => ({ line, reason }))),
    ]
    const runs = job.steps.flatMap(({ run }) => (run === undefined ? [] : [firstLine(run)]))
    // A pull request provides no value for an input.
    const combinations = job.matrixFrom ? [undefined] : combinationsOf(job, {})
    return combinations.map((combination): PlannedCheck => {
      const name = checkName(job, combination, {})
      const obstacles = reasons.map((reason) => ({ check: name, file: path, ...reason }))
      return { name, file: path, line, runs, isForBranch, condition: job.if, obstacles }
    })
  })
}

const ANY_PATH = { paths: undefined, pathsIgnore: undefined }

/** A job that needs one which cannot run here cannot judge a candidate either. */
function blockedJobs(jobs: readonly Job[]): ReadonlyMap<Job, string[]> {
  const cannot = new Set(jobs.filter(({ findings }) => findings.length > 0).map(({ id }) => id))
  const blocked = new Map<Job, string[]>()
  for (let before = -1; before !== cannot.size; ) {
    before = cannot.size
    for (const job of jobs) {
      const need = job.needs.find((id) => cannot.has(id))
      if (need === undefined || cannot.has(job.id)) continue
      cannot.add(job.id)
      blocked.set(job, [`needs the job \`${need}\`, which cannot run here`])
    }
  }
  return blocked
}

function firstLine(script: string): string {
  return script.trim().split('\n')[0]?.trim() ?? ''
}
