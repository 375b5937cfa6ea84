import { matrixJobNames } from './check-names.ts'
import { substitute } from './expressions.ts'
import type { Job, Workflow } from './read-workflow.ts'

export interface NamedJob {
  readonly workflow: Workflow
  readonly job: Job
  /** Of the name of the check, what names the job within a reusable workflow. */
  readonly rest: string | undefined
}

/** The jobs whose check runs may have this name; those that run for pull requests, where there are any. */
export function jobsOfCheck(name: string, workflows: readonly Workflow[]): readonly NamedJob[] {
  const all = workflows.flatMap((workflow) => jobsNamed(name, workflow))
  const forPulls = all.filter(({ workflow }) => runsOnPulls(workflow))
  return forPulls.length > 0 ? forPulls : all
}

export function runsOnPulls({ events }: Workflow): boolean {
  return events.includes('pull_request') || events.includes('pull_request_target')
}

export function jobsNamed(name: string, workflow: Workflow): readonly NamedJob[] {
  return workflow.jobs.flatMap((job): NamedJob[] => {
    if (job.uses === undefined) return reportsAs(job, name) ? [{ workflow, job, rest: undefined }] : []
    // docs.github.com, "Reusing workflows": its checks are called `caller / called`.
    for (let at = name.indexOf(' / '); at >= 0; at = name.indexOf(' / ', at + 1)) {
      if (reportsAs(job, name.slice(0, at))) return [{ workflow, job, rest: name.slice(at + 3) }]
    }
    return []
  })
}

/** docs.github.com, "Running variations of jobs": the values of a matrix follow a name that has no expressions of its own. */
function reportsAs(job: Job, check: string): boolean {
  if (matrixJobNames(job).includes(check)) return true
  const isWritten = job.name.includes('${{')
  if (isWritten) return matchesParts(job.name, check) || substitute(job.name, contextsOf(job)).includes(check)
  return check === job.name || (job.hasMatrix && check.startsWith(`${job.name} (`) && check.endsWith(')'))
}

function contextsOf({ matrix }: Job) {
  return { matrix, env: new Map<string, string>(), inputs: {} }
}

/** What stands between the expressions, in its order. */
function matchesParts(name: string, check: string): boolean {
  const parts = name
    .split('${{')
    .map((part, index) => (index === 0 ? part : part.slice(part.indexOf('}}') + 2)))
  const [first = '', ...others] = parts
  const last = others.at(-1) ?? ''
  if (parts.every((part) => part.trim() === '')) return false
  if (!check.startsWith(first) || !check.endsWith(last)) return false
  let at = first.length
  for (const part of others.slice(0, -1)) {
    const found = check.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at + last.length <= check.length
}
