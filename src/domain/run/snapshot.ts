import type { Attempt } from '../candidate/attempt.ts'
import type { Plan } from '../candidate/brief.ts'
import type { CandidateId, ToolchainName } from '../candidate/candidate.ts'
import type { BaseNow } from '../checks/base-now.ts'
import type { RequiredCheck, VerifierContract, WorkflowFile, WorkflowJob } from '../checks/contract.ts'
import type { Reach } from '../checks/reach.ts'
import type { CommandComment, ForgeFacts, NamedPullRequest } from '../forge/forge-facts.ts'
import type { AreaHistory } from '../issue/checklist.ts'
import type { Role } from '../issue/issue.ts'
import type { IssueBlock } from '../issue/issue-block.ts'
import type { RunRequest } from '../issue/trigger.ts'
import type { Calibration } from '../judgement/calibration.ts'
import type { Learned } from '../learning/learn.ts'
import type { ParseResult } from '../parse-result.ts'
import type { AskedProof, AskedSetup, Settings } from '../settings.ts'
import type { AutoMerge } from './auto-merge.ts'
import type { Ceilings, DaySpending } from './budget.ts'
import type { CodeOwnersRule } from './code-owners.ts'
import type { RepositoryLoad } from './repository-load.ts'
import type { Revert } from './revert.ts'
import type { Speculation } from './speculation.ts'

/** A command that has no answer yet. */
export interface AskedCommand {
  readonly comment: CommandComment
  readonly role: Role
  /** The pull request that it names, where that matters and exists. */
  readonly named: NamedPullRequest | undefined
}

/** Facts only needed to begin: read while there is no open speculation on the issue. */
export interface BeginningFacts {
  /** What asks for it; absent: the label. */
  readonly request?: RunRequest | undefined
  /** The number of the run that would begin, where another repository had the next one while this name was its own. */
  readonly run?: number | undefined
  /** The real permission of who asks. */
  readonly role: Role
  /** The real permission of who wrote the issue; `none` when that cannot be told, and for bots. */
  readonly authorRole: Role
  /** `.github/speculate.yml` of the base branch over what the account says for all its repositories; defaults when there is none. */
  readonly settings: ParseResult<Settings>
  /** Which of them the account says, where it says any that act. */
  readonly account?: Plan['account']
  /** The issue's fenced `speculate` block, if it has one. */
  readonly block: ParseResult<IssueBlock> | undefined
  /** What the base branch itself requires (rulesets ∪ classic protection). */
  readonly branchChecks: readonly RequiredCheck[]
  /** What the workflow files of the base run on pull requests, as far as their names are certain. */
  readonly workflowJobs: readonly WorkflowJob[]
  /** What its checks run and read; absent where nobody may begin a run. */
  readonly reach?: Reach | undefined
  /** The workflow files of the base; undefined where not all of them were read. */
  readonly workflowFiles?: readonly WorkflowFile[] | undefined
  /** The branch that drafts are opened into. */
  readonly branch?: string | undefined
  /** First lines of the base's last commits, the newest first; absent where nobody may begin a run. */
  readonly subjects?: readonly string[] | undefined
  /** All files of the base; absent where nobody may begin a run. */
  readonly paths?: readonly string[] | undefined
  /** What was changed before of the files that the issue names; absent where it could not be read. */
  readonly history?: AreaHistory | undefined
  /** Who works on the issue. */
  readonly assignees?: readonly string[] | undefined
  /** SHA-256 over title and body. */
  readonly issueHash: string
  /** Git's name for the tree of the workflow files, part of `VerifierContract.fingerprint`; undefined where there are none. */
  readonly workflowsTree: string | undefined
  /** What maintainers made of earlier runs; read where the settings let a plan depend on it. */
  readonly learned?: Learned | undefined
  /** What runs ask of the people of the repository already. */
  readonly load?: RepositoryLoad | undefined
  /** Who owns which files, as the base says it; absent where it does not. */
  readonly codeOwners?: readonly CodeOwnersRule[] | undefined
}

export interface Unasked {
  /** When to look again. */
  readonly againInMs?: number | undefined
  /** A sentence for the operator. */
  readonly said?: string | undefined
}

/** Every fact `advance` may use. Nothing in it changes while it is being used. */
export interface Snapshot extends ForgeFacts {
  /** ISO-8601 UTC. */
  readonly now: string
  /** Toolchains that the operator has configured for any worker, in their order. */
  readonly toolchains: readonly ToolchainName[]
  /** Those that whoever started the app named for every run of it, in rank order. */
  readonly askedToolchains?: readonly ToolchainName[] | undefined
  /** Whether tests are run on each other, and how, where whoever started this process says so: it goes before the settings. */
  readonly askedProof?: AskedProof | undefined
  /** What installs the dependencies, where whoever started this process says so: it goes before the settings. */
  readonly askedSetup?: AskedSetup
  /** The latest run on this issue, open or settled. */
  readonly speculation: Speculation | undefined
  readonly attempts: readonly Attempt[]
  /** Runs on this issue before that one, oldest first. */
  readonly earlier?: readonly Speculation[] | undefined
  readonly beginning: BeginningFacts | undefined
  /** The label was added before this (ISO-8601), and nothing is known of a run: it asks for nothing. */
  readonly labelTooOld?: string | undefined
  /** Why nothing begins by itself, where it might. */
  readonly unasked?: Unasked | undefined
  /** Oldest first. */
  readonly commands?: readonly AskedCommand[] | undefined
  /** What runs on other issues ask of the people here; read where one more candidate is asked for. */
  readonly load?: RepositoryLoad | undefined
  /** When the scoreboard was last written on the issue; read until there is a verdict. */
  readonly shownAt?: string | undefined
  /** What other runs of the repository have used on this UTC day; read until there is a verdict. */
  readonly othersToday?: DaySpending | undefined
  /** Where people reach the pages of this server, without a slash at the end; absent where it has none that they can. */
  readonly pagesUrl?: string | undefined
  /** The most that the operator lets a repository spend. */
  readonly ceilings?: Ceilings | undefined
  /** What the base branch asks for now, once everybody has written, until the winner is merged or closed; undefined where it is not read. */
  readonly contractNow?: VerifierContract | undefined
  /** How verdicts of the repository have turned out; read until there is a verdict. */
  readonly calibration?: Calibration | undefined
  /** What came of asking the forge to merge the winner by itself, where it was asked to. */
  readonly autoMerge?: AutoMerge | undefined
  /** By how many lines what was merged differs from what was judged; read of who was merged, until that is recorded. */
  readonly edits?: ReadonlyMap<CandidateId, number> | undefined
  /** What has become of what was merged; read for some time after the merge. */
  readonly reverts?: readonly Revert[] | undefined
  /** What has become of the base branch; read at the same times. */
  readonly baseNow?: BaseNow | undefined
}
