import { z } from 'zod'

/** One changed file of a patch, as git tells it from two trees (never from a work tree). */
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
  binary: z.boolean(),
  /** Size in the new tree; 0 when deleted. */
  bytes: z.int().nonnegative(),
})
export type FileChange = z.infer<typeof FileChange>

/** A candidate's work, imported into a clean repository and measured there. */
export const Patch = z.strictObject({
  base: z.string(),
  commit: z.string(),
  files: z.array(FileChange),
  insertions: z.int().nonnegative(),
  deletions: z.int().nonnegative(),
})
export type Patch = z.infer<typeof Patch>

export function changedLines(patch: Pick<Patch, 'insertions' | 'deletions'>): number {
  return patch.insertions + patch.deletions
}
