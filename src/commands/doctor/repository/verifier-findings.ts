import {
  checksOfWorkflows,
  type FollowedChecks,
  followChecks,
} from '../../../adapters/analysis/reach/derive-reach.ts'
import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import { nearest } from '../../../domain/nearest.ts'
import type { BeginningFacts } from '../../../domain/run/snapshot.ts'
import type { Settings } from '../../../domain/settings.ts'
import { SETTINGS_FILE } from '../../../domain/settings-file.ts'
import { count, list } from '../../../messages/numbers.ts'
import type { BaseTree } from '../../../ports/reach.ts'
import { contractChecks } from '../../../stages/plan/contract/contract-checks.ts'
import { neverRunning } from '../../../stages/plan/contract/never-running.ts'
import { filterText } from '../../../stages/verify/path-filters.ts'
import { type Finding, fail, ok, warn } from '../../../start-up/check.ts'
import { isSeen } from '../../contract/is-seen.ts'
import { shownName } from './shown-name.ts'

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
  if (checks.length === 0) return nothingJudges(base, tree)
  const never = new Map(neverRunning(checks, base).map(({ check, why }) => [check, why]))
  const { judges, may_change: mayChange } = base.settings.verifier
  const followed = await followChecks({ checks, tree, judges, mayChange })
  const ofWorkflows = [...new Set((await checksOfWorkflows(tree)).map(({ name }) => name))]
  return {
    findings: [
      ok(
        'contract',
        `candidates are judged by ${count(checks.length, 'check')}: ${list(checks.map(nameOf))}`,
      ),
      ...checks.flatMap((check) =>
        checkFindings(check, { why: never.get(check.name), followed, ofWorkflows }),
      ),
    ],
    ran: followed.ran,
  }
}

function nameOf({ name, source }: RequiredCheck): string {
  return `${shownName(name)} (${source})`
}

/** What could judge is followed all the same: it says what else there is to set up. */
async function nothingJudges({ branch }: Pick<Base, 'branch'>, tree: BaseTree): Promise<JudgingFindings> {
  const known = await checksOfWorkflows(tree)
  const { ran, sameAs } = await followChecks({ checks: known, tree })
  const finding = fail(
    'contract',
    `nothing judges: ${shownName(branch)} requires no checks, and ${SETTINGS_FILE} names none, so every run is refused`,
    `Require checks on the branch, or name them under \`verifier.checks\`. ${whatRuns(known, sameAs)}`,
  )
  return { findings: [finding], ran }
}

const SHOWN = 10

function whatRuns(known: readonly { readonly name: string }[], sameAs: FollowedChecks['sameAs']): string {
  const names = [...new Set(known.map(({ name }) => name))]
  if (names.length === 0) return 'No workflow of it runs for pull requests yet.'
  // Of the jobs of a matrix one stands for all.
  const own = names.filter((name) => !sameAs.has(name)).slice(0, SHOWN)
  const rest = names.length - own.length
  const shown = own.map(shownName).join(', ')
  return `Its workflows run: ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`
}

interface Known {
  /** Why it never runs for a draft, if it does not. */
  readonly why: string | undefined
  readonly followed: FollowedChecks
  /** Names of all checks that the workflows run for pull requests. */
  readonly ofWorkflows: readonly string[]
}

function checkFindings(check: RequiredCheck, known: Known): Finding[] {
  const { why } = known
  const of = `check ${check.name}`
  if (why !== undefined)
    return [
      fail(
        of,
        `never runs for a draft into the branch: ${why}`,
        'Make it run there, or stop requiring it: until then every run is refused.',
      ),
    ]
  return [...draftFinding(of, check), ...filterFinding(of, check), ...seenFinding(of, check, known)]
}

function draftFinding(of: string, { skipsDrafts }: RequiredCheck): Finding[] {
  if (!skipsDrafts) return []
  return [
    fail(
      of,
      `is skipped on drafts, which candidates are: ${skipsDrafts.workflow}, line ${skipsDrafts.line}`,
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

function seenFinding(of: string, check: RequiredCheck, { followed, ofWorkflows }: Known): Finding[] {
  const { reach, ran, sameAs } = followed
  const followedAs = sameAs.get(check.name) ?? check.name
  if (!isSeen(followedAs, followed)) return [unseen(of, check, ofWorkflows)]
  const commands = new Set(ran.filter(({ check }) => check === followedAs).map(({ via }) => via.at(-1) ?? ''))
  const dark = reach.unfollowed.filter(({ check }) => check === followedAs).length
  const shown = [...commands].slice(0, 2).map((command) => shownName(command))
  const more =
    commands.size > shown.length ? ` and ${count(commands.size - shown.length, 'more command')}` : ''
  const rest =
    dark === 0
      ? ''
      : `; ${count(dark, 'part')} of it could not be followed (\`speculate contract\` names them)`
  return [ok(of, `runs ${shown.join(', ')}${more}${rest}`)]
}

/** Of another CI system, or misspelled. */
function unseen(of: string, { name, appId }: RequiredCheck, ofWorkflows: readonly string[]): Finding {
  const isOfWorkflow = ofWorkflows.includes(name)
  const meant = isOfWorkflow ? undefined : nearest(name, ofWorkflows)
  const pin = appId === undefined ? ' Say who reports it with `app_id`, so that nobody else can.' : ''
  const declare = `Name the files that decide under \`verifier.judges\`.${isOfWorkflow ? '' : pin}`
  return warn(
    of,
    `${isOfWorkflow ? '' : 'no workflow runs a job of this name for pull requests, so '}it cannot be seen what it runs, and candidates may not change what such checks usually run`,
    meant === undefined
      ? declare
      : `Did you mean ${shownName(meant)}? Of another CI system it can be as it is: ${declare.charAt(0).toLowerCase()}${declare.slice(1)}`,
  )
}
