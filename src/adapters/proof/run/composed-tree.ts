import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { git, gitLine } from '../../git/git.ts'
import { writeRepository } from '../../git/repository-files.ts'
import { isOfTests } from '../tests/test-set.ts'
import { GONE, type TreeChange } from '../tests/tree-change.ts'

export interface Composition {
  readonly base: string
  /** What the state changes; only what is not a test is taken of it. */
  readonly state: readonly TreeChange[]
  /** What travels of the test set. */
  readonly tests: readonly TreeChange[]
}

/** A repository with nothing of its own that reads the objects of another. */
export async function scratchRepository(gitDir: string, objects: string): Promise<void> {
  await mkdir(gitDir, { recursive: true })
  await writeRepository(gitDir, { alternates: objects, hasWorkTree: false })
}

/** The base with the state's code and one test set, as a tree of git: equal trees are the same run. Answers its id. */
export async function composeTree(gitDir: string, { base, state, tests }: Composition): Promise<string> {
  await git(['read-tree', base], { gitDir })
  const records = indexRecords([...codeOf(state), ...tests])
  if (records !== '') await git(['update-index', '-z', '--index-info'], { gitDir, input: records })
  return gitLine(['write-tree'], { gitDir })
}

/** What a state changes outside of tests. */
export function codeOf(state: readonly TreeChange[]): readonly TreeChange[] {
  return state.filter((one) => !isOfTests(one))
}

/** For `git update-index -z --index-info`. */
export function indexRecords(changes: readonly TreeChange[]): string {
  return changes
    .map(({ mode, object, path }) =>
      mode === GONE ? `0 ${'0'.repeat(40)}\t${path}\0` : `${mode} ${object}\t${path}\0`,
    )
    .join('')
}

/** Writes a tree to an empty folder, through git, which never writes through a link that the tree itself holds. */
export async function checkOutTree(gitDir: string, tree: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await git(['read-tree', tree], { gitDir })
  await git(['checkout-index', '--all', '--force', '--quiet', `--prefix=${join(folder, '/')}`], {
    gitDir,
    workTree: folder,
    timeoutMs: 10 * 60_000,
  })
}
