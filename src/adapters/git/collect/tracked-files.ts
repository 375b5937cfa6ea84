import { git } from '../git.ts'

export interface TrackedFiles {
  readonly files: ReadonlySet<string>
  /** The commit of each, by path. */
  readonly submodules: ReadonlyMap<string, string>
}

/** What the base holds, from our own index. */
export async function trackedFiles(gitDir: string): Promise<TrackedFiles> {
  const { stdout } = await git(['ls-files', '--stage', '-z'], { gitDir })
  const files = new Set<string>()
  const submodules = new Map<string, string>()
  for (const line of stdout.toString('latin1').split('\0')) {
    const path = line.slice(line.indexOf('\t') + 1)
    if (line.startsWith('160000 ')) submodules.set(path, line.split(' ')[1] ?? '')
    else if (line !== '') files.add(path)
  }
  return { files, submodules }
}

/**
 * Files of the base that look different now, also deleted ones. Git compares sizes and times, which an agent cannot forge all
 * (the change time), and reads a file only when its size is what the base has. Submodules are never entered.
 */
export async function changedTrackedFiles(gitDir: string, workTree: string): Promise<string[]> {
  await git(['update-index', '-q', '--ignore-submodules', '--refresh'], { gitDir, workTree, answers: [0, 1] })
  const { stdout } = await git(['diff-files', '--name-only', '--ignore-submodules=all', '-z'], {
    gitDir,
    workTree,
  })
  return stdout
    .toString('latin1')
    .split('\0')
    .filter((path) => path !== '')
}
