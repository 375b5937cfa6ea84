import type { AttemptFailure } from '../candidate/attempt.ts'
import type { Plan } from '../candidate/brief.ts'
import type { CandidateId } from '../candidate/candidate.ts'
import type { Task } from '../candidate/task.ts'
import type { WantedCheckRun } from '../checks/own-check.ts'
import type { Rerun } from '../checks/rerun.ts'
import type { HumanChoice, Revocation } from '../issue/aftermath.ts'
import type { Command } from '../issue/command.ts'
import type { Decision, Scoreboard } from '../judgement/scoreboard.ts'
import type { AuditEvent } from './audit.ts'
import type { Amounts } from './budget.ts'
import type { Revert } from './revert.ts'
import type { Speculation } from './speculation.ts'
import type { Trace } from './trace.ts'

export interface Verdict {
  readonly decision: Decision
  readonly scoreboard: Scoreboard
  readonly decidedAt: string
  /** Of a run that was withdrawn: the latest time the label had been put on by then, by the forge's clock. */
  readonly labelSeen?: string | undefined
}

/** GitHub's names: heard, and not understood or not allowed. */
export type Reaction = '+1' | 'confused'

/** One effect, as data. Each names the wanted end, so that doing it twice changes nothing the second time. */
export type Step = IssueStep | RunStep

/** What can be done on an issue without a run. */
export type IssueStep =
  | { readonly do: 'start-speculation'; readonly speculation: Speculation }
  | {
      readonly do: 'open-draft'
      /** The forge's id of the repository. */
      readonly repositoryId: string
      readonly candidate: CandidateId
      readonly branch: string
      readonly base: string
      readonly title: string
      readonly body: string
    }
  /** `existing` is the id of our comment to edit; without it one is created. */
  | {
      readonly do: 'ensure-comment'
      readonly on: number
      readonly existing: number | undefined
      readonly marker: string
      readonly body: string
    }
  /** On somebody's comment, by its id: that a command was heard. */
  | { readonly do: 'react'; readonly comment: number; readonly reaction: Reaction }
  /** One of ours, by its id, which says what another one says. */
  | { readonly do: 'delete-comment'; readonly on: number; readonly comment: number }
  | {
      readonly do: 'ensure-labels'
      readonly on: number
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }
  | { readonly do: 'mark-ready'; readonly pullRequest: PullRequestHandle; readonly expectedHead: string }
  | PullRequestChange
  /** A review that neither approves nor blocks: what a reviewer said of a draft, on the lines it is about. */
  | {
      readonly do: 'post-review'
      readonly pullRequest: PullRequestHandle
      /** The commit that was reviewed. */
      readonly commit: string
      readonly marker: string
      readonly body: string
      /** `line` is 1-based in the new version of the file and part of the diff. */
      readonly comments: readonly { readonly path: string; readonly line: number; readonly body: string }[]
      /** The whole review as one text, for a forge that refuses one of the lines. */
      readonly bodyAlone: string
    }
  /** `run`: the id of one, which need not exist: one that was refused never began. */
  | { readonly do: 'append-audit'; readonly run: string; readonly events: readonly AuditEvent[] }
  /** Deletes branches where they are still at their heads, and keeps the commits under the refs. */
  | {
      readonly do: 'archive-branches'
      /** The forge's id of the repository. */
      readonly repositoryId: string
      readonly branches: readonly {
        readonly branch: string
        readonly head: string
        readonly ref?: string | undefined
      }[]
    }
  /** Moves the branch on to a commit that stands on `from`, while it is there; one that has moved is left alone. */
  | {
      readonly do: 'advance-branch'
      /** The forge's id of the repository. */
      readonly repositoryId: string
      readonly branch: string
      readonly from: string
      readonly to: string
    }
  /** Creates it again where it was; one that is there is not moved. */
  | {
      readonly do: 'restore-branch'
      /** The forge's id of the repository. */
      readonly repositoryId: string
      readonly branch: string
      readonly commit: string
    }

/** What is done to the run of an issue, and cannot be without one. */
type RunStep =
  | {
      readonly do: 'start-attempt'
      readonly candidate: CandidateId
      readonly number: number
      readonly toolchain: string
      /** The most it may use; nothing starts when it does not fit into the budgets any more. */
      readonly grant: Amounts
      readonly task: Task
    }
  /** For an attempt whose worker is gone, and the next reconcile may start another one; or that nobody needs any more. */
  | {
      readonly do: 'end-attempt'
      readonly candidate: CandidateId
      readonly number: number
      readonly failure: AttemptFailure
      readonly detail: string
    }
  /** Creates these branches, at once where nothing is in the way; none that exists is moved. */
  | {
      readonly do: 'publish-branches'
      /** The forge's id of the repository. */
      readonly repositoryId: string
      readonly branches: readonly BranchToPublish[]
    }
  /** Tests that the winner lacks, each author's as a commit on top of it, on a branch of its own; what came of it is recorded. */
  | {
      readonly do: 'publish-grafts'
      readonly repositoryId: string
      readonly onto: string
      readonly grafts: readonly GraftToPublish[]
      readonly at: string
    }
  /** Has the forge merge the winner once what the base branch requires is there, while it is at `expectedHead`; what came of it is remembered. */
  | {
      readonly do: 'enable-auto-merge'
      readonly pullRequest: PullRequestHandle
      readonly expectedHead: string
      readonly method: 'merge' | 'squash' | 'rebase'
    }
  /** Seconds that jobs have run on the candidates' pull requests so far, as seen on `day` (UTC). */
  | { readonly do: 'record-ci'; readonly day: string; readonly seconds: number }
  /** Failed jobs of one candidate and one workflow run; their first outcome is kept before GitHub is asked. */
  | { readonly do: 'rerun-check'; readonly candidate: CandidateId; readonly reruns: readonly Rerun[] }
  /** What competes, now that a planner has been asked. */
  | { readonly do: 'record-plan'; readonly plan: Plan; readonly at: string }
  | { readonly do: 'record-verdict'; readonly verdict: Verdict }
  | { readonly do: 'record-revocation'; readonly revocation: Revocation }
  | { readonly do: 'record-choice'; readonly choice: HumanChoice }
  /** What was merged was taken back out of the base branch, or put back into it. */
  | { readonly do: 'record-revert'; readonly revert: Revert }
  /** The check run of each of these candidates, on its head: made, or brought to what it should say; all at once. */
  | {
      readonly do: 'ensure-check-runs'
      readonly repositoryId: string
      readonly checkRuns: readonly CheckRunToWrite[]
    }
  /** The answer to a command, shown on the scoreboard from then on. */
  | { readonly do: 'record-command'; readonly command: Command }
  | { readonly do: 'append-traces'; readonly traces: readonly Trace[] }
  /** `labelSeen`: the latest time the label had been put on by then, by the forge's clock. */
  | { readonly do: 'settle'; readonly at: string; readonly labelSeen?: string | undefined }
  | { readonly do: 'archive'; readonly at: string }

/** What is to be done on an issue, in this order; steps of a run come only together with it. */
export type Todo =
  | { readonly run: undefined; readonly steps: readonly IssueStep[] }
  | { readonly run: Speculation; readonly steps: readonly Step[] }

/** What the forge alone changes of one pull request, and answers nothing to: a new one needs no more than an adapter that does it. */
export type PullRequestChange =
  /** Changes what is given and different. */
  | {
      readonly do: 'ensure-text'
      readonly pullRequest: PullRequestHandle
      readonly title?: string
      readonly body?: string
    }
  | { readonly do: 'convert-to-draft'; readonly pullRequest: PullRequestHandle; readonly reason: string }
  | { readonly do: 'disable-auto-merge'; readonly pullRequest: PullRequestHandle }
  | { readonly do: 'close-pull-request'; readonly pullRequest: PullRequestHandle; readonly reason: string }
  /** A bot has closed it, which is nobody's choice. */
  | { readonly do: 'reopen-pull-request'; readonly pullRequest: PullRequestHandle; readonly reason: string }
  | {
      readonly do: 'request-reviewers'
      readonly pullRequest: PullRequestHandle
      /** Logins, and teams as `org/team`. */
      readonly reviewers: readonly string[]
    }

export interface PullRequestHandle {
  readonly number: number
  readonly nodeId: string
}

export interface GraftToPublish {
  /** Whose tests they are. */
  readonly candidate: CandidateId
  readonly branch: string
  /** What the author changes from `base`. */
  readonly base: string
  readonly commit: string
  readonly files: readonly string[]
  readonly message: string
}

export interface CheckRunToWrite extends WantedCheckRun {
  readonly candidate: CandidateId
  readonly url: string
}

export interface BranchToPublish {
  readonly candidate: CandidateId
  readonly branch: string
  /** Where the patch was collected; the forge writes a commit of its own for it. */
  readonly commit: string
  readonly tree: string | undefined
  readonly message: string
}
