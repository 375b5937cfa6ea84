/** What this App has put into a repository, and can take out again. */
export interface Remains {
  /** Full names of refs, each with the commit that it had when it was looked at. */
  readonly refs: readonly { readonly name: string; readonly commit: string }[]
  readonly labels: readonly string[]
  /** Numbers of its drafts that are open, and of what proposes settings. */
  readonly drafts: readonly number[]
  /** Of its pull requests that are open and ready for review: they stay, with their branches. */
  readonly ready: readonly number[]
}
