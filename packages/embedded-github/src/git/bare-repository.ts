export interface GitCommit {
  readonly oid: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: GitPerson
  readonly committer: GitPerson
  readonly message: string
}

export interface GitPerson {
  readonly name: string
  readonly email: string
  /** ISO-8601 UTC. */
  readonly date: string
}

export interface TreeEntry {
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly oid: string
  /** Bytes; undefined for trees and submodules. */
  readonly size: number | undefined
  readonly path: string
}

export interface ChangedFile {
  readonly path: string
  readonly previousPath: string | undefined
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  readonly additions: number
  readonly deletions: number
  /** Blob id at the head, or at the base for a removed file. */
  readonly oid: string
  /** Hunks without the file header; undefined for binary files. */
  readonly patch: string | undefined
}

/** Files by what became of them. */
export interface ChangedPaths {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly modified: readonly string[]
}

/** One bare repository, read and written by git plumbing. Object names are full; a missing object answers undefined. */
export interface BareRepository {
  /** Absolute path of `name.git`. */
  readonly directory: string
  /** Full ref names (`refs/heads/main`) to object ids. */
  refs(prefix?: string): Promise<ReadonlyMap<string, string>>
  /** What one ref holds, by its full name. */
  ref(name: string): Promise<string | undefined>
  /** Commit id of a branch, tag, full ref or (short) object id. */
  resolve(revision: string): Promise<string | undefined>
  commit(oid: string): Promise<GitCommit | undefined>
  tree(oid: string, recursive: boolean): Promise<readonly TreeEntry[] | undefined>
  blob(oid: string): Promise<Buffer | undefined>
  /** Whether it is the id of a tree itself, and not of a commit that has one. */
  isTree(oid: string): Promise<boolean>
  /** The entry at a path of a commit; the empty path is the root tree. */
  entryAt(commit: string, path: string): Promise<TreeEntry | undefined>
  mergeBase(base: string, head: string): Promise<string | undefined>
  /** Commits of head that base lacks, oldest first. */
  commitsBetween(base: string, head: string): Promise<readonly GitCommit[]>
  /** Newest first, at most `limit`; with `path` those that change something at or below it. */
  log(revision: string, limit: number, path?: string): Promise<readonly GitCommit[]>
  /** Against the merge base, renames detected, as a pull request shows it. */
  changedFiles(base: string, head: string): Promise<readonly ChangedFile[]>
  /** Against its first parent, as a push names them. */
  changedPaths(commit: GitCommit): Promise<ChangedPaths>
  diffText(base: string, head: string): Promise<string>
  /** Each commit as a mail, as `git format-patch` writes it. */
  patchText(base: string, head: string): Promise<string>
  /** True when the two merge without a conflict. */
  merges(base: string, head: string): Promise<boolean>
  isAncestor(ancestor: string, descendant: string): Promise<boolean>
}
