import { git } from './git.ts'

export interface PlainFile {
  readonly path: string
  /** The id of its blob. */
  readonly object: string
}

/** The files of a commit, in git's order, without links and submodules. */
export async function plainFilesOf(gitDir: string, commit: string): Promise<readonly PlainFile[]> {
  const { stdout } = await git(['ls-tree', '-r', '-z', '--full-tree', commit], { gitDir })
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, object, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
      return object !== undefined && path !== undefined ? [{ path, object }] : []
    })
}

export async function textOfBlob(gitDir: string, object: string): Promise<string> {
  return (await git(['cat-file', 'blob', object], { gitDir })).stdout.toString('utf8')
}
