/** A pull request that was merged before the App came, and what its checks said. */
export interface MergedPullRequest {
  readonly number: number
  readonly title: string
  /** Check runs and commit statuses of its last commit, by name; of several with one name the newest. */
  readonly checks: ReadonlyMap<string, PastCheck>
}

export type PastCheck = 'passed' | 'failed' | 'other'

/** What a repository that the App is new to shows of itself. */
export interface NewRepository {
  /** The forge's id. */
  readonly id: string
  readonly isFork: boolean
  readonly isArchived: boolean
  /** Undefined where it has no commit yet. */
  readonly defaultBranch: { readonly name: string; readonly head: string } | undefined
  readonly hasSettings: boolean
  /** The newest first, at most ten. */
  readonly merged: readonly MergedPullRequest[]
}

/** A check that would judge, and how often it did so lately. */
export interface ProposedCheck {
  readonly name: string
  /** On how many of the pull requests it ran. */
  readonly seen: number
}

/** A check that is not proposed, although a workflow runs it for pull requests. */
export interface LeftOutCheck {
  readonly name: string
  readonly why: 'skips-drafts' | 'filtered' | 'checks-nothing' | 'unnameable' | 'rarely-ran'
}

export interface ContractProposal {
  /** Required by the branch: they judge without being named. */
  readonly required: readonly ProposedCheck[]
  /** For the settings to name. */
  readonly named: readonly ProposedCheck[]
  readonly leftOut: readonly LeftOutCheck[]
}
