import { z } from 'zod'

/** One changed file of a patch, as git reads it from two trees (never from a work tree). */
export const FileChange = z.strictObject({
  path: z.string(),
  previousPath: z.string().optional(),
  status: z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed']),
  /** Octal mode in the new tree: 100644, 100755, 120000 (symbolic link), 160000 (submodule); 000000 when deleted. */
  mode: z.string(),
  /** Where a symbolic link points; only for mode 120000. */
  linkTarget: z.string().optional(),
  insertions: z.int().nonnegative(),
  deletions: z.int().nonnegative(),
  /** Lines of which only the ending changes (CRLF, LF): not among `insertions` and `deletions`. */
  lineEndings: z.int().positive().optional(),
  binary: z.boolean(),
  /** Size in the new tree; 0 when deleted. */
  bytes: z.int().nonnegative(),
})
export type FileChange = z.infer<typeof FileChange>

/** A candidate's work, imported into a clean repository and measured there. */
export const Patch = z.strictObject({
  base: z.string(),
  commit: z.string(),
  /** Of `commit`; absent only in patches from before commits were recognised by it. */
  tree: z.string().optional(),
  files: z.array(FileChange),
  insertions: z.int().nonnegative(),
  deletions: z.int().nonnegative(),
})
export type Patch = z.infer<typeof Patch>

export function changedLines(patch: Pick<Patch, 'insertions' | 'deletions'>): number {
  return patch.insertions + patch.deletions
}

/** Lines of which only the ending changes; they are not among its changed lines. */
export function changedLineEndings({ files }: Pick<Patch, 'files'>): number {
  return files.reduce((sum, { lineEndings = 0 }) => sum + lineEndings, 0)
}

/** What a forge shows of a commit: what it holds, and what it stands on. */
export interface CommitFacts {
  readonly oid: string
  readonly tree: string
  readonly parents: readonly string[]
  /** Whom it names as its author: the login where the forge knows the account, else the name; absent from before it was asked for. */
  readonly author?: string | undefined
  /** What its only parent holds; absent from before it was asked for. */
  readonly parentTree?: string | undefined
}

/**
 * Is the commit `head` this patch? The forge writes one of its own, so that it can sign it: whatever its id, the same tree on the
 * same base is the same work. `known` is what the forge said about commits, whether that of `head` is among them or not.
 */
export function holdsPatch(patch: Patch, head: string, known: readonly (CommitFacts | undefined)[]): boolean {
  if (head === patch.commit) return true
  const commit = known.find((one) => one?.oid === head)
  if (commit === undefined || patch.tree === undefined) return false
  return commit.tree === patch.tree && commit.parents.length === 1 && commit.parents[0] === patch.base
}

/** Every path that it touches, in the order of its files; of a renamed file both paths. */
export function changedPaths({ files }: Pick<Patch, 'files'>): readonly string[] {
  return files.flatMap(({ path, previousPath }) =>
    previousPath === undefined ? [path] : [path, previousPath],
  )
}
