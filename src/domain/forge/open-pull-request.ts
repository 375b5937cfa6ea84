/** A pull request that is open, whoever has opened it. */
export interface OpenPullRequest {
  readonly number: number
  readonly base: string
  /** Of the repository itself, or of a fork. */
  readonly branch: string
  readonly isFork: boolean
  readonly head: string
  /** Whether the App has opened it. */
  readonly isOurs: boolean
  /** Whether the App has written the commit that is its head. */
  readonly isHeadOurs: boolean
}
