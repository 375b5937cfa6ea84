/** One commit in the history of a branch. */
export interface BranchCommit {
  readonly oid: string
  readonly message: string
  /** Of its author, where they have one. */
  readonly login?: string | undefined
  readonly at: string
  /** The pull request that was merged into the branch with it. */
  readonly pull?:
    | {
        readonly number: number
        readonly body: string
        readonly mergedAt: string
        readonly mergedBy?: string | undefined
      }
    | undefined
}
