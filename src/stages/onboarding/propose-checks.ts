import type { RequiredCheck, WorkflowJob } from '../../domain/checks/contract.ts'
import { isOwnCheckName } from '../../domain/checks/own-check.ts'
import type {
  ContractProposal,
  LeftOutCheck,
  MergedPullRequest,
  ProposedCheck,
} from '../../domain/onboarding/new-repository.ts'
import { NamedCheck } from '../../domain/settings/verifier-settings.ts'

interface Sources {
  /** Rulesets ∪ classic protection of the default branch. */
  readonly branchChecks: readonly RequiredCheck[]
  readonly workflowJobs: readonly WorkflowJob[]
  readonly merged: readonly MergedPullRequest[]
}

/** As many as the settings can name. */
const MOST_CHECKS = 50

/**
 * What shall judge candidates in a repository that has not said so. What its branch requires judges anyway, and then nothing else is
 * proposed: its owners have chosen. Otherwise those checks of its own workflows that run for every draft, and ran on at least half of the
 * last pull requests, where there were any.
 */
export function proposeChecks({ branchChecks, workflowJobs, merged }: Sources): ContractProposal {
  const judged = merged.filter(({ checks }) => checks.size > 0)
  const required = [...new Set(branchChecks.map(({ name }) => name))]
    .filter((name) => !isOwnCheckName(name))
    .map((name) => seen(name, judged))
  if (required.length > 0) return { required, named: [], leftOut: [] }
  const named = new Map<string, ProposedCheck>()
  const leftOut = new Map<string, LeftOutCheck>()
  for (const job of workflowJobs) {
    const why = unfit(job)
    for (const name of namesOf(job, judged)) {
      const check = seen(name, judged)
      const reason = why ?? unnameable(name) ?? (check.seen * 2 < judged.length ? 'rarely-ran' : undefined)
      if (reason) leftOut.set(name, { name, why: reason })
      else named.set(name, check)
    }
  }
  // Two workflows may have a job of one name; the better of them decides.
  for (const name of named.keys()) leftOut.delete(name)
  return { required: [], named: [...named.values()].slice(0, MOST_CHECKS), leftOut: [...leftOut.values()] }
}

function seen(name: string, judged: readonly MergedPullRequest[]): ProposedCheck {
  return { name, seen: judged.filter(({ checks }) => checks.has(name)).length }
}

function unfit({ skipsDraftsAt, filters, runs }: WorkflowJob): LeftOutCheck['why'] | undefined {
  if (runs === 'nothing') return 'checks-nothing'
  if (skipsDraftsAt !== undefined) return 'skips-drafts'
  return filters?.paths || filters?.pathsIgnore ? 'filtered' : undefined
}

/** Settings with such a name would be refused. */
function unnameable(name: string): LeftOutCheck['why'] | undefined {
  return isOwnCheckName(name) || !NamedCheck.shape.name.safeParse(name).success ? 'unnameable' : undefined
}

/** The values of a matrix are known by the names that its checks had; a matrix that never ran has none to propose. */
function namesOf({ name, matrix }: WorkflowJob, judged: readonly MergedPullRequest[]): readonly string[] {
  if (!matrix) return [name]
  const all = new Set(judged.flatMap(({ checks }) => [...checks.keys()]))
  return [...all].filter((one) => one.startsWith(`${name} (`) && one.endsWith(')')).sort()
}
