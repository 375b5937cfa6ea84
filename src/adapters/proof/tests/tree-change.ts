import { git } from '../../git/git.ts'

/** What a commit makes of one path of its base. */
export interface TreeChange {
  readonly path: string
  /** Octal, as in git; `GONE` where the path is deleted. */
  readonly mode: string
  /** Object id of the new content; nothing of it is read before it is written to a tree. */
  readonly object: string
  /** Its base has that path as well. */
  readonly isChanged?: true
}

export const GONE = '000000'
const SUBMODULE = '160000'

/** Every path that differs between two commits, a rename as what is gone and what is new. Names that are not UTF-8 are left out. */
export async function treeChanges(
  gitDir: string,
  base: string,
  commit: string,
): Promise<readonly TreeChange[]> {
  const raw = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--end-of-options']
  const { stdout } = await git([...raw, base, commit], { gitDir })
  const fields = stdout.toString('latin1').split('\0').values()
  const changes: TreeChange[] = []
  for (const field of fields) {
    const name = fields.next().value
    if (name === undefined) break
    const [before, mode = '', , object = ''] = field.split(' ')
    const path = Buffer.from(name, 'latin1').toString('utf8')
    if (mode === SUBMODULE || Buffer.from(path, 'utf8').toString('latin1') !== name) continue
    changes.push({ path, mode, object, ...(before !== `:${GONE}` && { isChanged: true }) })
  }
  return changes
}
