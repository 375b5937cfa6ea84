import type { TddStage } from '../../../domain/candidate/brief.ts'
import {
  ACTIONS_APP,
  type PathFilter,
  type RequiredCheck,
  type WorkflowJob,
} from '../../../domain/checks/contract.ts'
import { isOwnCheckName } from '../../../domain/checks/own-check.ts'
import type { NamedCheck } from '../../../domain/settings/verifier-settings.ts'
import type { Settings } from '../../../domain/settings.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { jobsOfCheck } from './jobs-of-check.ts'

interface ContractSources {
  /** Rulesets ∪ classic protection of the base branch. */
  readonly branchChecks: readonly RequiredCheck[]
  /** `.github/speculate.yml` of the base branch. */
  readonly settings: Settings
  /** What the base's own workflows run on pull requests. */
  readonly workflowJobs: readonly WorkflowJob[]
  /** The branch that drafts are opened into; without it, branch filters are not looked at. */
  readonly branch?: string | undefined
  /** `green` where it is not said. */
  readonly stage?: TddStage | undefined
}

/**
 * What the branch requires, then what the repository's settings add or pin more closely; one entry per name, in the order of
 * their names. A check that nobody pins is pinned by the workflow file of the base that runs a job of that name.
 */
export function contractChecks({
  branchChecks,
  settings,
  workflowJobs,
  branch,
  stage,
}: ContractSources): readonly RequiredCheck[] {
  const byName = new Map<string, RequiredCheck>()
  // Ours waits for the verdict, or never comes: it cannot be waited for, and whoever else reports under its name proves nothing.
  for (const check of branchChecks) if (!isOwnCheckName(check.name)) byName.set(check.name, check)
  for (const named of settings.verifier.checks)
    byName.set(named.name, {
      ...pinned(named, byName.get(named.name), settings),
      ...(stage === 'red' && named.fails_in_red && { mustFail: true }),
    })
  return [...byName.values()]
    .map((check) => learned(check, workflowJobs, branch))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function pinned(named: NamedCheck, known: RequiredCheck | undefined, { verifier }: Settings): RequiredCheck {
  const hardFail =
    named.hard_fail && verifier.hard_fail.includes(named.hard_fail) ? named.hard_fail : undefined
  const appId = known?.appId ?? named.app_id
  return {
    name: named.name,
    source: known?.source ?? '.github/speculate.yml',
    deadlineMinutes: named.deadline_minutes ?? verifier.deadline_minutes,
    ...withoutUndefined({ appId }),
    ...(named.trusted_metrics && { trustedMetrics: true }),
    ...withoutUndefined({ workflow: named.workflow, hardFail }),
  }
}

/** github.com's id of GitHub Actions; a check pinned to another app has nothing to do with workflow files. */
const ACTIONS_APP_ID = 15_368

/**
 * A name alone can be taken by anybody who may post a check (T10), so the base says who is meant. Two workflows with a job of the
 * same name leave the workflow open: the app and the event are certain then, and of duplicates the worst counts.
 */
function learned(
  check: RequiredCheck,
  jobs: readonly WorkflowJob[],
  branch: string | undefined,
): RequiredCheck {
  if (check.appId !== undefined && check.appId !== ACTIONS_APP_ID) return check
  const { running, neverRuns, standIns } = jobsOfCheck(check, jobs, branch)
  const known = {
    ...(standIns.length > 0 && { standIns: [...standIns] }),
    ...triggersOf(running),
  }
  if (check.workflow !== undefined) return { ...check, appSlug: ACTIONS_APP, event: 'pull_request', ...known }
  if (running.length + neverRuns.length === 0) return check
  const files = new Set(running.map(({ workflow }) => workflow))
  const [workflow] = files
  return {
    ...check,
    appSlug: ACTIONS_APP,
    event: 'pull_request',
    ...(files.size === 1 && { workflow }),
    ...known,
  }
}

type CheckTriggers = Pick<RequiredCheck, 'pathFilters' | 'skipsDrafts' | 'startsOnLabels'>

/** What is true of every job that runs it; of labels, of any. */
function triggersOf(running: readonly WorkflowJob[]): CheckTriggers {
  const filters = running.flatMap(({ workflow, filters: { paths, pathsIgnore } = {} }): PathFilter[] =>
    paths || pathsIgnore
      ? [
          {
            workflow,
            ...withoutUndefined({ paths: paths && [...paths], pathsIgnore: pathsIgnore && [...pathsIgnore] }),
          },
        ]
      : [],
  )
  const [skipping] = running
  const line = skipping?.skipsDraftsAt
  const skips = running.every(({ skipsDraftsAt }) => skipsDraftsAt !== undefined)
  return {
    ...(filters.length > 0 && filters.length === running.length && { pathFilters: distinct(filters) }),
    ...(skipping && line !== undefined && skips && { skipsDrafts: { workflow: skipping.workflow, line } }),
    ...(running.some((job) => job.filters?.types?.includes('labeled')) && { startsOnLabels: true }),
  }
}

function distinct(filters: readonly PathFilter[]): PathFilter[] {
  return [...new Map(filters.map((one) => [one.workflow, one])).values()]
}
