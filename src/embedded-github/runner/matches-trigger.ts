import { matchesFilter } from './matches-filter.ts'
import type { PullRequestTrigger } from './workflow.ts'

export interface TriggerFacts {
  readonly action: string
  readonly baseBranch: string
  readonly changedPaths: readonly string[]
}

/** Whether a pull request's activity starts the workflow. */
export function matchesTrigger(trigger: PullRequestTrigger, facts: TriggerFacts): boolean {
  const { branches, branchesIgnore, paths, pathsIgnore } = trigger
  if (!trigger.types.includes(facts.action)) return false
  if (branches && !matchesFilter(branches, facts.baseBranch)) return false
  if (branchesIgnore && matchesFilter(branchesIgnore, facts.baseBranch)) return false
  if (paths && !facts.changedPaths.some((path) => matchesFilter(paths, path))) return false
  if (pathsIgnore && facts.changedPaths.every((path) => matchesFilter(pathsIgnore, path))) return false
  return true
}
