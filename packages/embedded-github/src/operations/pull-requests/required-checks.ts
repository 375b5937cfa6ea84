import type { CheckRun, Repository, Ruleset } from '../../model.ts'
import { latestStatuses } from '../../serializers/check.ts'

/** Rulesets and classic protection of a branch together. */
export function requiredChecks(repository: Repository, branch: string) {
  return [
    ...(repository.protections[branch]?.checks ?? []),
    ...repository.rulesets
      .filter((ruleset) => appliesTo(repository, ruleset, branch))
      .flatMap((ruleset) => ruleset.requiredChecks),
  ]
}

/** True when every required check of the branch has passed on the commit. */
export function requiredChecksPass(repository: Repository, branch: string, oid: string): boolean {
  const passing = ['success', 'neutral', 'skipped']
  return requiredChecks(repository, branch).every(
    ({ context }) =>
      latestRuns(repository, oid).some(
        (run) => run.name === context && passing.includes(run.conclusion ?? ''),
      ) ||
      latestStatuses(repository, oid).some(
        (status) => status.context === context && status.state === 'success',
      ),
  )
}

export function appliesTo(repository: Repository, ruleset: Ruleset, branch: string): boolean {
  return ruleset.branches.some(
    (pattern) =>
      pattern === '~ALL' ||
      pattern === branch ||
      pattern === `refs/heads/${branch}` ||
      (pattern === '~DEFAULT_BRANCH' && branch === repository.defaultBranch),
  )
}

/** The newest of each name within a suite, as GitHub counts them. */
export function latestRuns(repository: Repository, oid: string): CheckRun[] {
  const latest = new Map<string, CheckRun>()
  for (const run of repository.checkRuns)
    if (run.headSha === oid) latest.set(`${run.suiteId} ${run.name}`, run)
  return [...latest.values()]
}
