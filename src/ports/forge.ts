import type { CandidateId } from '../domain/candidate/candidate.ts'
import type { FileLines } from '../domain/candidate/changed-lines.ts'
import type { BaseNow } from '../domain/checks/base-now.ts'
import type { RequiredCheck } from '../domain/checks/contract.ts'
import type { WantedCheckRun } from '../domain/checks/own-check.ts'
import type { BranchCommit } from '../domain/forge/branch-commit.ts'
import type { ForgeFacts, NamedPullRequest, RepositoryFacts } from '../domain/forge/forge-facts.ts'
import type { OpenPullRequest } from '../domain/forge/open-pull-request.ts'
import type { AreaHistory } from '../domain/issue/checklist.ts'
import type { IssueRef, RepositoryRef, Role } from '../domain/issue/issue.ts'
import type { OpenIssue } from '../domain/issue/issue-graph.ts'
import type { PullRequestChange, PullRequestHandle, Reaction, Step } from '../domain/run/step.ts'
import type { WorkflowRuns } from './workflow-runs.ts'

export interface FactsQuery {
  readonly issue: IssueRef
  readonly candidates: readonly {
    readonly candidate: CandidateId
    readonly branch: string
    /** Of one that somebody has entered: it is read by its number, whoever has opened it, and its branch is not looked at. */
    readonly pullRequest?: number
  }[]
  /** The commit that all candidates start from, to read its checks too. */
  readonly base?: string | undefined
  /** Names of the checks whose logs are asked how many tests they ran. */
  readonly testsOf?: readonly string[] | undefined
  /** Names of the checks whose output is read, of what has ended: annotations, title and summary. */
  readonly outputsOf?: readonly string[] | undefined
  /** Comments before it were read already (ISO-8601, by the forge's clock); without it only the newest matter. */
  readonly commentsSince?: string | undefined
  /** What happened to the label before does not matter any more (ISO-8601, by the forge's clock). */
  readonly labelSeen?: string | undefined
}

/** Where a workspace may clone from and push to, and the header that lets it. The header never reaches an agent. */
export interface GitRemote {
  readonly url: string
  /** Value of an `Authorization` header, or undefined for a public remote. */
  readonly authorization: string | undefined
}

export interface HistoryQuery {
  readonly commit: string
  /** Files and folders whose own history is asked for; without any that of all of them. */
  readonly paths: readonly string[]
}

/** What a pull request changes, what a commit does to the one before it, or what one commit has that the history of another lacks. */
export type ChangeToRead =
  | { readonly pullRequest: number }
  | { readonly from?: string | undefined; readonly to: string }

export interface RecentHistory {
  /** First lines of the messages of the last commits of this one's history, the newest first. */
  readonly subjects: readonly string[]
  readonly area: AreaHistory
  /** Of the issue, by their logins. */
  readonly assignees: readonly string[]
}

/** What a reviewer said of a draft; see the step. */
export type WantedReview = Omit<Extract<Step, { do: 'post-review' }>, 'do'> & Fresh

/** Nobody has tried to create it before, so that it is not looked for. */
interface Fresh {
  readonly isNew?: boolean | undefined
}

export interface WantedCheckRuns extends Fresh {
  /** The forge's id of the repository. */
  readonly repositoryId: string
  readonly checkRuns: readonly WantedCheckRun[]
  /** What is there under that name, whatever it says, stays as it is. */
  readonly onlyMissing?: boolean | undefined
}

/** One line of a tree, as git lists it. */
export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly sha: string
}

export interface FileList {
  readonly paths: readonly string[]
  /** Mode and object id of everything that is not a folder, links and submodules too, by its path. */
  readonly ids: ReadonlyMap<string, string>
  /** False where the forge lists only a part of a very large repository. */
  readonly complete: boolean
}

export interface NewCommit {
  readonly tree: string
  /** What the root of the tree lists, where it could be read as text. */
  readonly entries: readonly TreeEntry[] | undefined
  readonly parent: string
  readonly message: string
}

export interface WrittenCommit {
  readonly commit: string
  /** Whether the forge has signed it. */
  readonly verified: boolean
}

export interface NewBranch {
  readonly branch: string
  readonly commit: string
  /** Undefined for a patch from before trees were written down. */
  readonly tree: string | undefined
  readonly parent: string
}

export interface NewBranches {
  /** The forge's id of the repository. */
  readonly repositoryId: string
  readonly branches: readonly NewBranch[]
}

export type WantedAutoMerge = Pick<Extract<Step, { do: 'enable-auto-merge' }>, 'expectedHead' | 'method'>

export type AutoMergeAnswer =
  | { readonly kind: 'enabled' }
  | { readonly kind: 'refused'; readonly why: string }

/** `ref`: where the commits stay; nowhere but with their pull request where it is absent. */
export type BranchesToArchive = Omit<Extract<Step, { do: 'archive-branches' }>, 'do'>

/** What the account of a repository says for all its repositories. */
export type AccountSettings =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'no file' }
  /** Or the account has no repository of that name. */
  | { readonly kind: 'not installed' }

/**
 * What the app needs of a code host, in its own words. Reads throw `ForgeError`; nothing is guessed from a partial answer.
 * Writes name the wanted end, so that each may be repeated after any failure; what is created is looked for first, unless it is new.
 */
export interface Forge extends WorkflowRuns {
  /** One reading of everything public, also where the repository has another name now. An issue that is gone is reported as gone while there are candidates; undefined without any, or without the repository. */
  facts(query: FactsQuery): Promise<ForgeFacts | undefined>
  /** What the repository is, without any issue of it. */
  repositoryFacts(repository: RepositoryRef): Promise<RepositoryFacts>
  /** The real permission (`role_name`); `none` for strangers. Any error of the forge throws: an unknown permission counts as none. */
  roleOf(repository: RepositoryRef, login: string): Promise<Role>
  /** Any pull request of the repository; undefined when there is none of that number. */
  pullRequest(repository: RepositoryRef, number: number): Promise<NamedPullRequest | undefined>
  /** Those that are open, the last ones to change first, at most a hundred. */
  openPullRequests(repository: RepositoryRef): Promise<readonly OpenPullRequest[]>
  /** What a branch is to a commit that was its head: still that, moved on from it, another history, or no branch at all. */
  baseNow(repository: RepositoryRef, base: { branch: string; commit: string }): Promise<BaseNow['state']>
  /** Text of a file at a commit, at most `maxBytes`; undefined when it does not exist. Throws when larger or not UTF-8 text. */
  readTextFile(
    repository: RepositoryRef,
    commit: string,
    path: string,
    maxBytes: number,
  ): Promise<string | undefined>
  /** `.github/speculate.yml` of the default branch of the account's repository `.github`, where the App is installed on that. */
  accountSettings(repository: RepositoryRef): Promise<AccountSettings>
  /** Paths of the files directly in a folder at a commit, sorted; empty when it does not exist. */
  filesIn(repository: RepositoryRef, commit: string, folder: string): Promise<readonly string[]>
  /** Object id of a folder's tree at a commit, for the fingerprint; undefined when it does not exist. */
  treeOf(repository: RepositoryRef, commit: string, path: string): Promise<string | undefined>
  /** Rulesets ∪ classic protection of the branch. `deadlineMinutes` is filled in with the given default. */
  requiredChecks(
    repository: RepositoryRef,
    branch: string,
    deadlineMinutes: number,
  ): Promise<readonly RequiredCheck[]>
  /** Every regular file of a commit, sorted; links and submodules are none. */
  listTree(repository: RepositoryRef, commit: string): Promise<FileList>
  /** Texts of several files at a commit, asked for at once. What does not exist, is not text or is larger than `maxBytes` is left out. */
  readTextFiles(
    repository: RepositoryRef,
    commit: string,
    wanted: { paths: readonly string[]; maxBytes: number },
  ): Promise<ReadonlyMap<string, string>>
  gitRemote(repository: RepositoryRef): Promise<GitRemote>

  /**
   * Writes a commit of a tree whose objects the forge has been given, in the forge's own name, so that it signs it. Nothing points at
   * the commit yet. Each call may write another one.
   */
  createCommit(repository: RepositoryRef, commit: NewCommit): Promise<WrittenCommit>
  /**
   * Creates the branches, all at once where nothing is in the way; none that exists is ever moved. One that holds the same tree on
   * the same parent already counts as created. Answers the names of those that hold anything else.
   */
  createBranches(repository: RepositoryRef, wanted: NewBranches): Promise<readonly string[]>
  /** Finds the open or closed pull request we opened from `branch`, else opens a draft (an ordinary one where drafts are unsupported). */
  ensureDraft(
    repository: RepositoryRef,
    draft: { repositoryId: string; branch: string; base: string; title: string; body: string } & Fresh,
  ): Promise<PullRequestHandle>
  /**
   * Edits comment `existing`, else our comment carrying `marker`, else creates one. Returns the comment's id. With `isOwn`, `existing` is
   * known to be ours, and not read first.
   */
  ensureComment(
    repository: RepositoryRef,
    comment: {
      on: number
      existing: number | undefined
      marker: string
      body: string
      isOwn?: boolean | undefined
    } & Fresh,
  ): Promise<number>
  /** Reacts to a comment; nothing happens when it is gone. */
  react(repository: RepositoryRef, comment: number, reaction: Reaction): Promise<void>
  /** Deletes a comment of ours; nothing happens when it is gone. */
  deleteComment(repository: RepositoryRef, id: number): Promise<void>
  /** Creates the `speculate*` labels that the repository lacks, then adds and removes what the last look has shown to differ. */
  ensureLabels(
    repository: RepositoryRef,
    labels: { on: number; add: readonly string[]; remove: readonly string[] },
  ): Promise<void>
  /**
   * Open issues and what they wait for; undefined where there are more of them than are read. With a field, what it says in their projects
   * as far as that may be read. What is in private repositories is told to private ones alone, without its name.
   */
  openIssues(
    repository: RepositoryRef,
    wanted: { readonly estimateField: string | undefined; readonly isPrivate: boolean },
  ): Promise<readonly OpenIssue[] | undefined>
  /** What came before a commit, and who works on the issue. */
  recentHistory(issue: IssueRef, query: HistoryQuery): Promise<RecentHistory>
  /** What is in the history of a branch since then (ISO-8601), the newest first, at most a thousand commits; nothing of a branch that is gone. */
  branchHistory(
    repository: RepositoryRef,
    query: { readonly branch: string; readonly since: string },
  ): Promise<readonly BranchCommit[]>
  /** Line by line; undefined where the forge has nothing of that name (any more). */
  changedLines(repository: RepositoryRef, change: ChangeToRead): Promise<readonly FileLines[] | undefined>
  /** Marks ready; where the head is not `expectedHead` then, it is made a draft again, and the answer is 'head-moved'. */
  markReady(
    repository: RepositoryRef,
    pullRequest: PullRequestHandle,
    expectedHead: string,
  ): Promise<'ready' | 'head-moved'>
  /** Has the forge merge it by itself once the base branch has all that it requires; the forge's own words where it will not. */
  enableAutoMerge(
    repository: RepositoryRef,
    pullRequest: PullRequestHandle,
    wanted: WantedAutoMerge,
  ): Promise<AutoMergeAnswer>
  /**
   * Brings one pull request to what the step says. Of a text, what is not given, or as it should be, is left alone; only an open one is
   * closed, only a closed one is opened again, and a merged one is left alone; of reviewers those are asked who can be.
   */
  changePullRequest(repository: RepositoryRef, change: PullRequestChange): Promise<void>
  /** Writes all of them in one request; one that is `existing`, or that the forge is seen to have, is changed instead of made again. */
  ensureCheckRuns(repository: RepositoryRef, wanted: WantedCheckRuns): Promise<void>
  /** Posts the review once; a second call with the same marker changes nothing. */
  ensureReview(repository: RepositoryRef, review: WantedReview): Promise<void>
  /**
   * Has failed jobs of one workflow run run once more, unless the run has an attempt after `attempt` already. Throws `forbidden` where the
   * App may not, or GitHub will not; `unavailable` while the run has not ended.
   */
  rerunJobs(
    repository: RepositoryRef,
    jobs: { workflowRunId: number; attempt: number; jobIds: readonly number[] },
  ): Promise<void>
  /** Deletes these branches where they are at their heads still, and keeps those commits under the refs; all at once where nothing is in the way. */
  archiveBranches(repository: RepositoryRef, wanted: BranchesToArchive): Promise<void>
  /** Moves the branch from `from` on to `to`, which stands on it. Throws where it has moved elsewhere meanwhile, or is gone. */
  advanceBranch(
    repository: RepositoryRef,
    branch: { repositoryId: string; branch: string; from: string; to: string },
  ): Promise<void>
  /** Deletes the branch while it points at `expectedHead`; nothing happens when it is gone or has moved. */
  deleteBranch(repository: RepositoryRef, branch: string, expectedHead: string): Promise<void>
}
