import type { CandidateId } from '../candidate/candidate.ts'
import type { CommitFacts } from '../candidate/patch.ts'
import type { Observation } from '../checks/evidence.ts'
import type { OwnCheck } from '../checks/own-check.ts'
import type { IssueRef, RepositoryRef } from '../issue/issue.ts'

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
