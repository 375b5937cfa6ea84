import { roleOf } from '../../access/permissions.ts'
import type { Actor, GitHub } from '../../github.ts'
import type { CheckRun, PullRequestIssue, Repository, RequiredStatusCheck, Ruleset } from '../../model.ts'
import { latestStatuses } from '../../serializers/check.ts'

/** Rulesets and classic protection of a branch together. */
export function requiredChecks(repository: Repository, branch: string): RequiredStatusCheck[] {
  return [...(repository.protections[branch]?.checks ?? []), ...requiredByRulesets(repository, branch)]
}

function requiredByRulesets(repository: Repository, branch: string): RequiredStatusCheck[] {
  return repository.rulesets
    .filter((ruleset) => appliesTo(repository, ruleset, branch))
    .flatMap((ruleset) => ruleset.requiredChecks)
}

/** True when every required check of the branch has passed on the commit. */
export function requiredChecksPass(
  github: GitHub,
  repository: Repository,
  { base, head }: PullRequestIssue['pull'],
): boolean {
  const states = requiredChecks(repository, base.ref).map(stateOn(github, repository, head.sha))
  return states.every((state) => state === 'passed')
}

/**
 * What GitHub says of the required checks that keep a pull request out of its base; undefined where none does. Who administers the
 * repository is kept out by a ruleset alone, as classic protection is for others.
 */
export function whatIsMissing(
  github: GitHub,
  repository: Repository,
  { pull, actor }: { readonly pull: PullRequestIssue['pull']; readonly actor: Actor },
): string | undefined {
  const isAdministrator = actor.kind === 'user' && roleOf(repository, actor.login) === 'admin'
  const required = isAdministrator
    ? requiredByRulesets(repository, pull.base.ref)
    : requiredChecks(repository, pull.base.ref)
  const stateOf = stateOn(github, repository, pull.head.sha)
  const missing = required.filter((check) => stateOf(check) !== 'passed')
  const [first, ...others] = missing
  if (first === undefined) return undefined
  if (others.length === 0) return `Required status check "${first.context}" is ${stateOf(first)}.`
  return `${missing.length} of ${required.length} required status checks have not succeeded.`
}

type RequiredState = 'passed' | 'failing' | 'expected'

function stateOn(github: GitHub, repository: Repository, oid: string) {
  const allRuns = latestRuns(repository, oid)
  const allStatuses = latestStatuses(repository, oid)
  return ({ context, integrationId }: RequiredStatusCheck): RequiredState => {
    const isFrom = (appId: number | undefined) => integrationId === null || integrationId === appId
    const runs = allRuns.filter(({ name, appId }) => name === context && isFrom(appId))
    const statuses = allStatuses.filter(
      (status) => status.context === context && isFrom(appOf(github, status.creator)),
    )
    if (runs.some(hasPassed) || statuses.some(({ state }) => state === 'success')) return 'passed'
    const hasEnded =
      runs.some(({ status }) => status === 'completed') || statuses.some(({ state }) => state !== 'pending')
    return hasEnded ? 'failing' : 'expected'
  }
}

/** The App whose bot it is. */
function appOf(github: GitHub, login: string): number | undefined {
  return github.state.apps.find(({ slug }) => `${slug}[bot]` === login)?.id
}

/** True when something that reported on the commit, required or not, has not passed. */
export function someHaveNotPassed(repository: Repository, oid: string): boolean {
  return (
    latestRuns(repository, oid).some((run) => !hasPassed(run)) ||
    latestStatuses(repository, oid).some(({ state }) => state !== 'success')
  )
}

function hasPassed({ conclusion }: CheckRun): boolean {
  return conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped'
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
