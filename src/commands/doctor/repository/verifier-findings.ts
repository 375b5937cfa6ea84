import {
  checksOfWorkflows,
  type FollowedChecks,
  followChecks,
} from '../../../adapters/analysis/reach/derive-reach.ts'
import { SETTINGS_FILE } from '../../../config/repository.ts'
import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { BeginningFacts } from '../../../domain/run/snapshot.ts'
import type { Settings } from '../../../domain/settings.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { count, list } from '../../../messages/numbers.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { contractChecks } from '../../../stages/plan/contract-checks.ts'
import { neverRunning } from '../../../stages/plan/never-running.ts'
import { filterText } from '../../../stages/verify/path-filters.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'
import { isSeen } from '../../contract/is-seen.ts'

interface Base extends Pick<BeginningFacts, 'branchChecks' | 'workflowJobs' | 'workflowFiles'> {
  readonly branch: string
  readonly settings: Settings
  readonly tree: BaseTree
}

export interface JudgingFindings {
  readonly findings: readonly Finding[]
  /** What the checks run. */
  readonly ran: FollowedChecks['ran']
}

/** What judges candidates there, and what of it can judge nobody. */
export async function contractFindings({ tree, ...base }: Base): Promise<JudgingFindings> {
  const checks = contractChecks(base)
  if (checks.length === 0) return { findings: [await nothingJudges(base, tree)], ran: [] }
  const never = new Map(neverRunning(checks, base).map(({ check, why }) => [check, why]))
  const { judges, may_change: mayChange } = base.settings.verifier
  const followed = await followChecks({ checks, tree, judges, mayChange })
  return {
    findings: [
      ok(
        'contract',
        `candidates are judged by ${count(checks.length, 'check')}: ${list(checks.map(nameOf))}`,
      ),
      ...checks.flatMap((check) => checkFindings(check, { why: never.get(check.name), followed })),
    ],
    ran: followed.ran,
  }
}

function nameOf({ name, source }: RequiredCheck): string {
  return `${codeSpan(name, 80)} (${source})`
}

async function nothingJudges({ branch }: Pick<Base, 'branch'>, tree: BaseTree): Promise<Finding> {
  const known = [...new Set((await checksOfWorkflows(tree)).map(({ name }) => name))]
  const shown = known.slice(0, 10).map((name) => codeSpan(name, 60))
  const more = known.length > shown.length ? ` and ${known.length - shown.length} more` : ''
  const run =
    known.length === 0
      ? 'No workflow of it runs for pull requests yet.'
      : `Its workflows run: ${shown.join(', ')}${more}.`
  return fail(
    'contract',
    `nothing judges: ${codeSpan(branch, 80)} requires no checks, and ${SETTINGS_FILE} names none, so every run is refused`,
    `Require checks on the branch, or name them under \`verifier.checks\`. ${run}`,
  )
}

interface Known {
  /** Why it never runs for a draft, if it does not. */
  readonly why: string | undefined
  readonly followed: FollowedChecks
}

function checkFindings(check: RequiredCheck, { why, followed }: Known): Finding[] {
  const of = `check ${check.name}`
  if (why !== undefined)
    return [
      fail(
        of,
        `never runs for a draft into the branch: ${why}`,
        'Make it run there, or stop requiring it: until then every run is refused.',
      ),
    ]
  return [...draftFinding(of, check), ...filterFinding(of, check), ...seenFinding(of, check, followed)]
}

function draftFinding(of: string, { skipsDrafts }: RequiredCheck): Finding[] {
  if (!skipsDrafts) return []
  return [
    fail(
      of,
      `is skipped on drafts, which candidates are: ${codeSpan(skipsDrafts.workflow, 100)}, line ${skipsDrafts.line}`,
      'Let it run on drafts too, for example for branches that begin with speculate/: a check that is skipped proves nothing, so nobody can win.',
    ),
  ]
}

function filterFinding(of: string, { pathFilters = [], source }: RequiredCheck): Finding[] {
  if (pathFilters.length === 0) return []
  const waits =
    source === SETTINGS_FILE
      ? ''
      : ', and GitHub, which requires it of every pull request, shows it as "Expected" there'
  return [
    warn(
      of,
      `is not asked of a patch that it does not run for (${list(pathFilters.map(filterText))})${waits}`,
      'Require a check besides that runs for every patch, or take the filter away.',
    ),
  ]
}

function seenFinding(of: string, { name, appId }: RequiredCheck, followed: FollowedChecks): Finding[] {
  const { reach, ran, sameAs } = followed
  const followedAs = sameAs.get(name) ?? name
  if (!isSeen(followedAs, followed)) {
    const pin = appId === undefined ? ' Say who reports it with `app_id`, so that nobody else can.' : ''
    return [
      warn(
        of,
        'it cannot be seen what it runs, so candidates may not change what such checks usually run',
        `Name the files that decide under \`verifier.judges\`.${pin}`,
      ),
    ]
  }
  const commands = new Set(ran.filter(({ check }) => check === followedAs).map(({ via }) => via.at(-1) ?? ''))
  const dark = reach.unfollowed.filter(({ check }) => check === followedAs).length
  const shown = [...commands].slice(0, 2).map((command) => codeSpan(command, 60))
  const more =
    commands.size > shown.length ? ` and ${count(commands.size - shown.length, 'more command')}` : ''
  const rest =
    dark === 0
      ? ''
      : `; ${count(dark, 'part')} of it could not be followed (\`speculate contract\` names them)`
  return [ok(of, `runs ${shown.join(', ')}${more}${rest}`)]
}
