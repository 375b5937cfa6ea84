import type { AttemptFailure, AttemptReport } from '../domain/candidate/attempt.ts'
import type { CandidateId } from '../domain/candidate/candidate.ts'
import type { Patch } from '../domain/candidate/patch.ts'
import type { Proposals } from '../domain/candidate/proposals.ts'
import type { RepositoryRef } from '../domain/issue/issue.ts'
import type { Opinion } from '../domain/issue/opinion.ts'
import type { Diff, ReviewReport } from '../domain/judgement/review.ts'
import type { PatchContents } from './analysis.ts'
import type { GitRemote, TreeEntry } from './forge.ts'

export interface WorkTreeRequest {
  readonly repository: RepositoryRef
  readonly remote: GitRemote
  /** The commit the candidate starts from. */
  readonly base: string
  /** Unique and path-safe, for example `acme.payments.12.1.minimal-change.1`. */
  readonly name: string
  /** Commands that install what the base needs; none: nothing is installed. */
  readonly setUp?: readonly string[] | undefined
  readonly signal?: AbortSignal | undefined
}

/** The result of the set-up. `reason` begins with the command that failed, and is foreign text. */
export type SetUpOfTree =
  | {
      readonly kind: 'installed'
      /** What of it lies in the work tree, as UTF-8, relative to it; no part of any patch. */
      readonly laid: readonly string[]
      /** Folders with programs that it has installed, in the work tree and its home; to be searched first. */
      readonly bin: readonly string[]
      /** What some programs need to find what lies in the home. */
      readonly variables: Readonly<Record<string, string>>
      /** When it was made, where this is not the first use of it; ISO-8601. */
      readonly takenFrom?: string
    }
  | { readonly kind: 'failed'; readonly reason: string }

/** One candidate's own directory: nothing in it is trusted, and nothing outside reads it but `collect`. */
export interface WorkTree {
  /** Absolute path of the files the agent edits. */
  readonly path: string
  /** Absolute path of an empty directory that serves as the agent's HOME. */
  readonly home: string
  /** Absolute path of objects that its git directory shares and may only read. */
  readonly objects?: string
  /** Absent where none was asked for. */
  readonly setUp?: SetUpOfTree
}

export interface CollectRequest {
  readonly workTree: WorkTree
  readonly base: string
  readonly message: string
  readonly author: { readonly name: string; readonly email: string }
  /** A file of the base that is above this after its change ends the collection with `too-large`; a new one is left out. */
  readonly maxFileBytes: number
  /** ISO-8601; the commit's date, so that the same work gives the same commit id. */
  readonly date: string
}

/** What somebody pushed, in the place of a work tree. */
export interface CollectCommitRequest extends Omit<CollectRequest, 'workTree'> {
  readonly repository: RepositoryRef
  readonly remote: GitRemote
  /** As in `WorkTreeRequest`; `dispose` removes what is made under it. */
  readonly name: string
  /** The commit whose files count. */
  readonly commit: string
}

export type CollectResult =
  | {
      readonly kind: 'patch'
      readonly patch: Patch
      readonly report: AttemptReport
      /** A git bundle of `patch.commit` on top of `patch.base`: all that is needed to push it from any machine. */
      readonly bundle: Uint8Array
      /** Both sides of the patch; readable until the work tree is disposed of. */
      readonly contents: PatchContents
      /** By-products of tools that lay in the work tree and are not part of the patch, a folder with a slash at its end; as bytes, one character each. */
      readonly leftOut?: readonly string[]
      /** New files that are larger than a patch may hold, and are not part of it; as bytes, one character each. */
      readonly tooLarge?: readonly string[]
    }
  | { readonly kind: 'failure'; readonly failure: AttemptFailure; readonly detail: string }

/** Whose objects wait on the remote. Only one look at an issue is under way at a time, so nobody else needs them. */
export interface WaitingObjects {
  readonly issue: number
  readonly run: number
}

/** Where an agent leaves its report, relative to the work tree; never part of the patch. */
export const REPORT_PATH = '.speculate/report.json'

/** Where a reviewer leaves its review. */
export const REVIEW_PATH = '.speculate/review.json'

/** Where a planner leaves its strategies. */
export const PLAN_PATH = '.speculate/plan.json'

/** Where a toolchain leaves its opinion on an issue. */
export const OPINION_PATH = '.speculate/opinion.json'

export interface Workspace {
  /** A fresh work tree with a git directory of its own; objects are shared read-only with the repository's mirror. */
  prepare(request: WorkTreeRequest): Promise<WorkTree>
  /** Imports the files (never the candidate's git directory) into a clean repository and measures the patch there. */
  collect(request: CollectRequest): Promise<CollectResult>
  /** The same of a commit that the remote has, whatever it stands on. Only objects are read; nothing of it is checked out. */
  collectCommit(request: CollectCommitRequest): Promise<CollectResult>
  /**
   * Does `work` while the remote holds the objects of these commits in a place that is neither a branch nor a tag; afterwards nothing points
   * at them any more but what `work` has made of them. What an earlier process has left there for the same issue goes as well.
   */
  withObjects<T>(
    request: {
      readonly repository: RepositoryRef
      readonly remote: GitRemote
      readonly waiting: WaitingObjects
      /** What all the commits stand on, which the remote has. */
      readonly base: string
      readonly commits: readonly { readonly commit: string; readonly bundle: Uint8Array }[]
    },
    work: (trees: ReadonlyMap<string, PushedTree>) => Promise<T>,
  ): Promise<{
    readonly made: T
    /** They could not be removed. */
    readonly areLeft: boolean
  }>
  /** Removes what `withObjects` has left for that issue; those of other issues stay. */
  removeObjects(request: { readonly remote: GitRemote; readonly waiting: WaitingObjects }): Promise<void>
  /**
   * What `commit` changes since it has parted from `tip`, read from objects alone and measured like a collected patch. Its base is where
   * they part: where that is not one place, or other workflows than those of `base` are in force there, it is not a patch to compare.
   */
  readPatch(request: {
    readonly repository: RepositoryRef
    readonly remote: GitRemote
    readonly base: string
    readonly tip: string
    readonly commit: string
  }): Promise<
    | Omit<Extract<CollectResult, { kind: 'patch' }>, 'report' | 'bundle'>
    | Extract<CollectResult, { kind: 'failure' }>
  >
  /** The patch as a reviewer is shown it. */
  diff(request: {
    readonly repository: RepositoryRef
    readonly remote: GitRemote
    readonly base: string
    readonly commit: string
    readonly maxBytes: number
  }): Promise<Diff>
  /** Tests of other candidates, each as a commit on top of the winner `onto`. What is wrong with one of them keeps no other from being made. */
  graft(request: {
    readonly repository: RepositoryRef
    readonly remote: GitRemote
    readonly onto: string
    readonly wanted: readonly {
      readonly author: CandidateId
      readonly base: string
      readonly commit: string
      readonly files: readonly string[]
    }[]
  }): Promise<readonly { readonly author: CandidateId; readonly made: GraftResult }[]>
  /** A git directory that holds these commits and their history; only read. */
  mirror(request: {
    readonly repository: RepositoryRef
    readonly remote: GitRemote
    readonly commits: readonly string[]
  }): Promise<string>
  /** The review left in a work tree, or the reason why it does not count. */
  readReview(workTree: WorkTree): Promise<ReviewReport | { readonly unreadable: string }>
  /** The strategies left in a work tree, or the reason why they do not count. */
  readProposals(workTree: WorkTree): Promise<Proposals | { readonly unreadable: string }>
  /** The opinion left in a work tree, or the reason why it does not count. */
  readOpinion(workTree: WorkTree): Promise<Opinion | { readonly unreadable: string }>
  /** Which of these paths are files of the commit. */
  filesAt(request: {
    readonly repository: RepositoryRef
    readonly remote: GitRemote
    readonly commit: string
    readonly paths: readonly string[]
  }): Promise<readonly string[]>
  /** Removes the work tree and its home, also when they are half made. */
  dispose(name: string): Promise<void>
}

/** The tests of somebody as a commit, or why there is none: a clause that follows `because`. */
export type GraftResult =
  | {
      readonly kind: 'commit'
      readonly commit: string
      readonly tree: string
      readonly bundle: Uint8Array
      readonly files: readonly string[]
    }
  | { readonly kind: 'same' }
  | { readonly kind: 'none'; readonly reason: string }

/** What the root of a commit's tree lists; absent for a commit when a name of it is not UTF-8. */
export type PushedTree = readonly TreeEntry[]
