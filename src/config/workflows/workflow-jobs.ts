import {
  asMapping,
  checkName,
  type Mapping,
  matrixCombinations,
  readWorkflowFile,
  type WorkflowFile,
} from '@speculate-dev/workflows'
import type { PullRequestFilters, WorkflowJob } from '../../domain/checks/contract.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { howMuchRuns } from './how-much-runs.ts'
import { pullRequestFilters } from './pull-request-filters.ts'

/** Text of another workflow file of the repository. */
type Read = (path: string) => string | undefined

/**
 * The jobs that a workflow file runs on pull requests, those of workflows that it calls included, under the names their check runs will
 * have. Whatever is not certain is left out: names with expressions, workflows of other repositories, files that cannot be read. Never throws.
 */
export function readWorkflowJobs(path: string, text: string, read: Read = () => undefined): WorkflowJob[] {
  const file = readWorkflowFile(text)
  const filters = 'unreadable' in file ? undefined : pullRequestFilters(file.root.on)
  if ('unreadable' in file || !filters) return []
  return jobsOf(file, { path, filters, read, depth: 0 })
}

interface Caller {
  readonly path: string
  readonly filters: PullRequestFilters
  readonly read: Read
  /** How many calls have led to the file. */
  readonly depth: number
}

/** GitHub lets workflows call each other four deep. */
const MAX_DEPTH = 4
/** More than anybody requires. */
const MAX_JOBS = 1_000

function jobsOf({ jobs }: WorkflowFile, caller: Caller): WorkflowJob[] {
  return jobs.flatMap(({ id, job, keyLines }) => {
    const name = nameOf(id, job)
    if (!job || name === undefined) return []
    if (typeof job.uses === 'string') return jobsOfCall(name, job, caller)
    return [{ workflow: caller.path, name, ...whatItRuns(job, caller.filters, keyLines.if) }]
  })
}

/** Their checks are called after the job that calls, of whose workflow they are. */
function jobsOfCall(name: string, job: Mapping, { depth, ...caller }: Caller): WorkflowJob[] {
  const uses = String(job.uses)
  const text = uses.startsWith('./') && depth < MAX_DEPTH ? caller.read(uses.slice(2)) : undefined
  const file = text === undefined ? undefined : readWorkflowFile(text)
  if (!file || 'unreadable' in file) return []
  // Where a condition stands in another file, its line is of no use here.
  const called = jobsOf(file, { ...caller, depth: depth + 1 }).map(({ skipsDraftsAt: _, ...one }) => one)
  const combinations = matrixCombinations(job.strategy) ?? []
  const names = combinations.map((combination) => checkName(name, combination))
  const all = names.flatMap((own) => called.map((one) => ({ ...one, name: `${own} / ${one.name}` })))
  return all.slice(0, MAX_JOBS)
}

/** Whether a workflow file runs on pull requests at all; undefined where that cannot be told. */
export function runsOnPullRequests(text: string): boolean | undefined {
  const file = readWorkflowFile(text)
  return 'unreadable' in file ? undefined : pullRequestFilters(file.root.on) !== undefined
}

function whatItRuns(
  job: Mapping,
  filters: PullRequestFilters,
  lineOfCondition: number | undefined,
): Pick<WorkflowJob, 'matrix' | 'filters' | 'runs' | 'skipsDraftsAt'> {
  const runs = howMuchRuns(job)
  const skipsDraftsAt = leavesOutDrafts(job.if) ? lineOfCondition : undefined
  return {
    matrix: asMapping(job.strategy)?.matrix !== undefined,
    ...(Object.keys(filters).length > 0 && { filters }),
    ...withoutUndefined({ runs, skipsDraftsAt }),
  }
}

const DRAFT = String.raw`github\.event\.pull_request\.draft`
/** The condition stands alone or is joined by `&&`: one that is joined by an "or" may still let a draft through. */
const NOT_ON_DRAFTS = new RegExp(
  String.raw`!\s*${DRAFT}\b|${DRAFT}\s*(?:==\s*false|!=\s*true)|false\s*==\s*${DRAFT}`,
)

function leavesOutDrafts(condition: unknown): boolean {
  return typeof condition === 'string' && !condition.includes('||') && NOT_ON_DRAFTS.test(condition)
}

function nameOf(id: string, job: Mapping | undefined): string | undefined {
  if (!job) return undefined
  const name = job.name ?? id
  return typeof name === 'string' && name !== '' && !name.includes('${{') ? name : undefined
}
