import { matchesPatterns } from '@speculate-dev/workflows'
import type { RequiredCheck, WorkflowJob } from '../../../domain/checks/contract.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'

export interface JobsOfCheck {
  /** Jobs that can run for a draft into the branch, and that run something of the repository. */
  readonly running: readonly WorkflowJob[]
  /** Why each of the other jobs that run something never runs for a draft. */
  readonly neverRuns: readonly string[]
  /** Workflow files whose job of this name runs nothing of the repository, while another one's does. */
  readonly standIns: readonly string[]
}

/** The jobs of the base that report under a check's name. */
export function jobsOfCheck(
  check: RequiredCheck,
  jobs: readonly WorkflowJob[],
  branch: string | undefined,
): JobsOfCheck {
  const named = jobs.filter((job) => reportsAs(job, check.name))
  const asked = named.filter(({ workflow }) => check.workflow === undefined || workflow === check.workflow)
  const real = asked.filter((job) => !isStandIn(job, asked))
  const files = new Set(real.map(({ workflow }) => workflow))
  const reported = real.map((job) => ({
    job,
    why: branch === undefined ? undefined : whyJobNeverRuns(job, branch),
  }))
  return {
    running: reported.flatMap(({ job, why }) => (why === undefined ? [job] : [])),
    neverRuns: [...new Set(reported.flatMap(({ why }) => why ?? []))],
    standIns: [...new Set(standInsBeside(named, real).map(({ workflow }) => workflow))]
      .filter((file) => !files.has(file))
      .sort(),
  }
}

function standInsBeside(named: readonly WorkflowJob[], real: readonly WorkflowJob[]): readonly WorkflowJob[] {
  return named.filter((job) => !real.includes(job) && isStandIn(job, [...real, job]))
}

/** docs.github.com advises putting such a job beside a required one that a path filter leaves out. */
function isStandIn({ runs }: WorkflowJob, all: readonly WorkflowJob[]): boolean {
  if (runs === 'nothing') return all.some((other) => other.runs !== 'nothing')
  return runs === 'without checkout' && all.some((other) => other.runs === undefined)
}

/** docs.github.com, "Running variations of jobs": the values of a matrix follow the job's name in parentheses. */
function reportsAs({ name, matrix }: WorkflowJob, check: string): boolean {
  return matrix ? check.startsWith(`${name} (`) && check.endsWith(')') : check === name
}

/** A draft is opened once, and nothing is pushed to it after that. */
function whyJobNeverRuns({ workflow, filters = {} }: WorkflowJob, branch: string): string | undefined {
  const { branches, branchesIgnore, types } = filters
  const file = codeSpan(workflow, 100)
  if (branches && !matchesPatterns(branches, branch))
    return `${file} runs only for pull requests into ${spans(branches)}`
  if (branchesIgnore && matchesPatterns(branchesIgnore, branch))
    return `${file} does not run for pull requests into ${spans(branchesIgnore)}`
  if (types && !types.includes('opened'))
    return `${file} does not run when a pull request is opened, only when it is ${spans(types)}`
  return undefined
}

function spans(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).map((text) => codeSpan(text, 60))
  return texts.length > 5 ? `${shown.join(', ')} and ${texts.length - 5} more` : list(shown)
}
