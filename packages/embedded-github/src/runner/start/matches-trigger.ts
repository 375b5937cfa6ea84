import { matchesPatterns } from '@speculate-dev/workflows'
import type { BranchTrigger, PullRequestTrigger } from '../workflow/workflow.ts'

interface BranchFacts {
  readonly branch: string
  readonly changedPaths: readonly string[]
}

/** Whether a pull request's activity starts the workflow; `branch` is its base. */
export function matchesTrigger(
  trigger: PullRequestTrigger,
  facts: BranchFacts & { readonly action: string },
): boolean {
  return trigger.types.includes(facts.action) && matchesBranch(trigger, facts)
}

export function matchesBranch(trigger: BranchTrigger, { branch, changedPaths }: BranchFacts): boolean {
  const { branches, branchesIgnore, paths, pathsIgnore } = trigger
  if (branches && !matchesPatterns(branches, branch)) return false
  if (branchesIgnore && matchesPatterns(branchesIgnore, branch)) return false
  if (paths && !changedPaths.some((path) => matchesPatterns(paths, path))) return false
  if (pathsIgnore && changedPaths.every((path) => matchesPatterns(pathsIgnore, path))) return false
  return true
}
