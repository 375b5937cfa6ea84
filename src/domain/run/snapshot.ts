import type { Attempt } from '../candidate/attempt.ts'
import type { Plan } from '../candidate/brief.ts'
import type { CandidateId, ToolchainName } from '../candidate/candidate.ts'
import type { CommitFacts } from '../candidate/patch.ts'
import type { BaseNow } from '../checks/base-now.ts'
import type { RequiredCheck, VerifierContract, WorkflowFile, WorkflowJob } from '../checks/contract.ts'
import type { Observation } from '../checks/evidence.ts'
import type { OwnCheck } from '../checks/own-check.ts'
import type { Reach } from '../checks/reach.ts'
import type { AreaHistory } from '../issue/checklist.ts'
import type { IssueRef, RepositoryRef, Role } from '../issue/issue.ts'
import type { IssueBlock } from '../issue/issue-block.ts'
import type { RunRequest } from '../issue/trigger.ts'
import type { Calibration } from '../judgement/calibration.ts'
import type { Learned } from '../learning/learn.ts'
import type { AskedProof, AskedSetup, Settings } from '../settings.ts'
import type { AutoMerge } from './auto-merge.ts'
import type { Ceilings, DaySpending } from './budget.ts'
import type { CodeOwnersRule } from './code-owners.ts'
import type { RepositoryLoad } from './repository-load.ts'
import type { Revert } from './revert.ts'
import type { Speculation } from './speculation.ts'

/** A comment of ours: the forge confirmed that we are its author; a marker alone proves nothing (T6). */
export interface OwnComment {
  /** Database id, for REST. */
  readonly id: number
  readonly body: string
}

export interface LabelEvent {
  readonly actor: string
  readonly actorType: 'User' | 'Bot' | 'Organization' | 'Mannequin' | 'unknown'
  readonly at: string
}

/** A comment of somebody else whose text begins with a command. */
export interface CommandComment {
  /** Database id; those of later comments are higher. */
  readonly id: number
  /** The pull request that it was written on; absent for the issue. */
  readonly on?: number | undefined
  /** Nobody has written it: a button of a check run was pressed. */
  readonly isButton?: true | undefined
  readonly author: string | undefined
  readonly authorType: LabelEvent['actorType']
  readonly at: string
  readonly isEdited: boolean
  /** Its beginning, at most `COMMAND_CHARACTERS`: a command is its first line, and anybody may write comments. */
  readonly body: string
}

export const COMMAND_CHARACTERS = 1_000

/** What can be said of an issue that was deleted, or moved to another repository: nothing of it can be written to any more. */
export function goneIssue(ref: IssueRef): IssueFacts {
  return {
    ref,
    nodeId: '',
    title: '',
    body: '',
    author: undefined,
    state: 'closed',
    isGone: true,
    lastEditedAt: undefined,
    labels: [],
    labelled: undefined,
    ownComments: [],
  }
}

export interface IssueFacts {
  readonly ref: IssueRef
  readonly nodeId: string
  readonly title: string
  readonly body: string
  readonly author: string | undefined
  /** Absent in facts from before it was asked for. */
  readonly authorType?: LabelEvent['actorType'] | undefined
  readonly createdAt?: string | undefined
  readonly state: 'open' | 'closed'
  /** It was deleted, or moved to another repository, and something of a run is left. */
  readonly isGone?: boolean | undefined
  readonly lastEditedAt: string | undefined
  readonly labels: readonly string[]
  /** The latest time the `speculate` label was added; undefined when the timeline does not say. */
  readonly labelled: LabelEvent | undefined
  /** The latest time it was removed; absent when the timeline does not say. */
  readonly unlabelledAt?: string | undefined
  /** The title as it stood at `labelled`, where it was changed since (T5). */
  readonly titleAtLabel?: string | undefined
  /** What its title was before each change of it that the timeline shows, oldest first; absent in facts from before it was asked for. */
  readonly renamed?: readonly { readonly at: string; readonly from: string }[] | undefined
  /** The latest time it was removed; absent where the timeline does not say, and in facts from before it was asked for. */
  readonly unlabelled?: LabelEvent | undefined
  readonly ownComments: readonly OwnComment[]
  /** Oldest first. */
  readonly commands?: readonly CommandComment[] | undefined
  /** When the newest comment was written, where there are more than the newest hundred. */
  readonly commentsUntil?: string | undefined
}

export interface RepositoryFacts {
  readonly nodeId: string
  /** Its name of now, which is not the one that was asked for where it was renamed or transferred. */
  readonly name: RepositoryRef
  readonly isArchived: boolean
  readonly isPrivate: boolean
  readonly defaultBranch: string
  readonly defaultBranchHead: string
  /** Whether check runs may be written there; absent in facts from before there were any. */
  readonly mayWriteChecks?: boolean | undefined
  /** The same of reading projects. */
  readonly mayReadProjects?: boolean | undefined
}

export interface PullRequestEvent {
  readonly kind: 'closed' | 'reopened' | 'ready' | 'drafted' | 'retargeted'
  readonly actor: string | undefined
  /** Absent in facts from before it was asked for. */
  readonly actorType?: LabelEvent['actorType'] | undefined
  /** True when it was this app. */
  readonly ours: boolean
  readonly at: string
  /** Of one that was retargeted: its base branch before and from then on. What follows a branch that is renamed is no such event. */
  readonly baseBefore?: string | undefined
  readonly base?: string | undefined
}

export interface PullRequestFacts {
  readonly number: number
  readonly nodeId: string
  readonly url: string
  readonly state: 'open' | 'closed' | 'merged'
  /** Absent in facts from before they were asked for; the body is not kept in evidence. */
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly isDraft: boolean
  readonly mergeable: 'mergeable' | 'conflicting' | 'unknown'
  readonly head: string
  /** The branch that it wants to be merged into, as it is called now; absent in facts from before it was asked for. */
  readonly baseBranch?: string | undefined
  /** That branch was deleted. */
  readonly isBaseGone?: true | undefined
  /** Of its last commit, which is `head` unless the forge has yet to notice a push; absent in facts from before it was asked for. */
  readonly lastCommit?: CommitFacts | undefined
  readonly labels: readonly string[]
  readonly ownComments: readonly OwnComment[]
  /** Reviews that this app posted; absent in facts from before it did. */
  readonly ownReviews?: readonly OwnComment[] | undefined
  /** Comments of others that begin with a command; absent in facts from before they were read. */
  readonly commands?: readonly CommandComment[] | undefined
  /** Logins of people, and names of teams. */
  readonly requestedReviewers: readonly string[]
  /** How many lines it changes; absent in facts from before it was asked for, and kept of what is merged alone. */
  readonly lines?: { readonly insertions: number; readonly deletions: number } | undefined
  /** The commit in the base branch that has it, and since when; of what is merged alone, and absent in facts from before it was asked for. */
  readonly merge?: { readonly commit: string; readonly at: string } | undefined
  /** The forge merges it by itself once it may. */
  readonly autoMerge?: true | undefined
  readonly events: readonly PullRequestEvent[]
  /** There are older ones than these, which were not read. */
  readonly hasOlderEvents?: boolean | undefined
  /** Our own check run on `head`, which is none of the observations. */
  readonly ownCheck?: OwnCheck | undefined
  /** Check runs and statuses of `head`, and only of it. */
  readonly observations: readonly Observation[]
  /** False when GitHub answered partially or there were more than we read: unknown, never green. */
  readonly observationsComplete: boolean
}

/** A pull request that somebody asks to be entered. */
export interface NamedPullRequest {
  readonly number: number
  readonly author: string | undefined
  /** This app has opened it. */
  readonly ours: boolean
  readonly state: PullRequestFacts['state']
  readonly baseBranch: string
  readonly head: string
}

/** A command that has no answer yet. */
export interface AskedCommand {
  readonly comment: CommandComment
  readonly role: Role
  /** The pull request that it names, where that matters and exists. */
  readonly named: NamedPullRequest | undefined
}

/**
 * What the forge shows of one candidate. A pull request counts only if this app opened it from this repository, or if it was entered:
 * then its number says which it is, and nothing is known of its branch.
 */
export interface CandidateFacts {
  readonly candidate: CandidateId
  readonly branch: string
  readonly branchHead: string | undefined
  /** Of the commit that `branchHead` names; absent in facts from before it was asked for. */
  readonly branchCommit?: CommitFacts | undefined
  readonly pullRequest: PullRequestFacts | undefined
}

/** What the verifier says of the commit that all candidates start from, before any of them. */
export interface BaseFacts {
  readonly commit: string
  readonly observations: readonly Observation[]
  /** False when GitHub answered partially: a check that is not seen to fail has not passed for that. */
  readonly observationsComplete: boolean
}

/** Everything the forge was asked about one issue, in one reading. */
export interface ForgeFacts {
  /** Only while a speculation has a base to ask about; undefined when that commit is gone. */
  readonly base?: BaseFacts | undefined
  readonly issue: IssueFacts
  readonly repository: RepositoryFacts
  readonly candidates: readonly CandidateFacts[]
}

/** A mistake in something a person wrote: where it is, what is wrong, and the nearest valid spelling. */
export interface ConfigurationProblem {
  /** `.github/speculate.yml` or `issue #12`. */
  readonly file: string
  /** 1-based, in that file or issue body. */
  readonly line: number
  readonly message: string
  readonly nearest: string | undefined
}

export type ParseResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] }

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
