import type { Brief, Plan, Strategy, TddStage } from '../../domain/candidate/brief.ts'
import { DEFAULT_CANDIDATES, type ToolchainName } from '../../domain/candidate/candidate.ts'
import type { RequiredCheck } from '../../domain/checks/contract.ts'
import type { Reach } from '../../domain/checks/reach.ts'
import type { Settings } from '../../domain/settings.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { count, list } from '../../messages/numbers.ts'
import { reachNotes } from '../../messages/reach/reach-notes.ts'
import { toolchainNotes } from '../../messages/scoreboard/notes/toolchain-notes.ts'
import { reviewersOf } from '../review/review.ts'
import { verifierNotes } from './contract/verifier-notes.ts'

interface NotesInput {
  readonly briefs: readonly Brief[]
  /** What the briefs were made of. */
  readonly strategies: readonly Strategy[]
  /** The toolchains that the briefs were handed out to, in rank order. */
  readonly among: readonly ToolchainName[]
  readonly stage: TddStage
  readonly checks: readonly RequiredCheck[]
  readonly settings: Settings
  readonly account?: Plan['account']
  readonly reach?: Reach | undefined
  /** How many were asked for, where that may be more than there are. */
  readonly asked?: number
  /** Why there is one candidate, where that was decided. */
  readonly single?: string
}

/** What a reader of the scoreboard should know of a plan before anything has come of it. */
export function planNotes(noted: NotesInput): string[] {
  const { briefs, stage, checks, settings, reach, asked = briefs.length, single } = noted
  return [
    ...stageNotes(stage, checks),
    ...accountNotes(noted.account),
    ...verifierNotes(checks),
    ...(reach ? reachNotes(reach, checks) : []),
    ...(single === undefined ? fewNotes(briefs, asked) : [single]),
    ...toolchainNotes(noted),
    ...reviewNotes(briefs, settings.speculation.adversarial_review),
  ]
}

/** Whoever reads the repository's own file alone would look for them in vain. */
function accountNotes(account: Plan['account']): string[] {
  if (!account) return []
  const shown = account.keys.slice(0, 8).map((key) => codeSpan(key, 80))
  const more = account.keys.length - shown.length
  const keys = more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown)
  return [`Settings of the account act here, from ${codeSpan(account.file, 120)}: ${keys}.`]
}

function stageNotes(stage: TddStage, checks: readonly RequiredCheck[]): string[] {
  const failing = checks.filter(({ mustFail }) => mustFail).map(({ name }) => codeSpan(name, 60))
  if (stage === 'red')
    return [`Tests compete (stage \`red\`): ${list(failing)} must fail, and all else must pass.`]
  return stage === 'commit' ? ['Refactorings compete (stage `commit`): behaviour must stay as it is.'] : []
}

function fewNotes(briefs: readonly Brief[], asked: number): string[] {
  if (briefs.length >= DEFAULT_CANDIDATES) return []
  const only = briefs.length === 1 ? 'Only one candidate was' : 'Only two candidates were'
  const said = briefs.length < asked ? 'Only two candidates are left' : `${only} asked for`
  return [`${said}: fewer than three give little to compare.`]
}

/** A rule that nobody can meet would otherwise be noticed only when everything is paid for. */
function reviewNotes(
  briefs: readonly Brief[],
  { enabled, required_approvals }: Settings['speculation']['adversarial_review'],
): string[] {
  const most = Math.max(...briefs.map(({ id }) => reviewersOf(id, briefs).length))
  if (!enabled || most === 0 || most >= required_approvals) return []
  return [
    `No candidate can be promoted: ${count(required_approvals, 'approval')} by reviewers ${required_approvals === 1 ? 'is' : 'are'} required, and there can be only ${most}.`,
  ]
}
