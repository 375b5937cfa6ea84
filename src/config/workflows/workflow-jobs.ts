import { asMapping, type Mapping, readWorkflowFile } from '@speculate-dev/workflows'
import type { PullRequestFilters, WorkflowJob } from '../../domain/checks/contract.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { howMuchRuns } from './how-much-runs.ts'
import { pullRequestFilters } from './pull-request-filters.ts'

/**
 * The jobs that a workflow file runs on pull requests, under the names their check runs will have. Whatever is not certain is
 * left out: names with expressions, jobs of reusable workflows, files that cannot be read. Never throws.
 */
export function readWorkflowJobs(path: string, text: string): WorkflowJob[] {
  const file = readWorkflowFile(text)
  const filters = 'unreadable' in file ? undefined : pullRequestFilters(file.root.on)
  if ('unreadable' in file || !filters) return []
  return file.jobs.flatMap(({ id, job, keyLines }) => {
    const name = nameOf(id, job)
    if (!job || name === undefined) return []
    return [{ workflow: path, name, ...whatItRuns(job, filters, keyLines.if) }]
  })
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

/** A reusable workflow's checks are called after its own jobs, which are in another file. */
function nameOf(id: string, job: Mapping | undefined): string | undefined {
  if (!job || job.uses !== undefined) return undefined
  const name = job.name ?? id
  return typeof name === 'string' && name !== '' && !name.includes('${{') ? name : undefined
}
