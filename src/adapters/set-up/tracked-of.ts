import { git } from '../git/git.ts'

/** Which of these paths a commit has, as files or folders. */
export async function trackedOf(
  gitDir: string,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set()
  const { stdout } = await git(['ls-tree', '-z', '--name-only', '--full-tree', commit, '--', ...paths], {
    gitDir,
  })
  return new Set(stdout.toString('utf8').split('\0'))
}
