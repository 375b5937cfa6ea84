import { git, gitLine } from '../../git/git.ts'
import { withTestsOf } from './inline-tests.ts'
import { GONE, type TreeChange } from './tree-change.ts'

interface Sides {
  readonly base: string
  /** What the code that runs makes of the base; nothing for the base itself. */
  readonly state: readonly TreeChange[]
  /** What whose tests run makes of it. */
  readonly tests: readonly TreeChange[]
  /** Source files in which tests stand. */
  readonly paths: readonly string[]
}

/** For tests inside of source: each of the state's own files with the tests of the other side in it. A file that the state has not stays away. */
export async function insideTravels(
  gitDir: string,
  { base, state, tests, paths }: Sides,
): Promise<readonly TreeChange[]> {
  const travels: TreeChange[] = []
  for (const path of paths) {
    const own = state.find((one) => one.path === path)
    const product = await textOn(gitDir, own, `${base}:${path}`)
    const other = await textOn(
      gitDir,
      tests.find((one) => one.path === path),
      `${base}:${path}`,
    )
    if (product === undefined) continue
    const text = await withTestsOf(product, other ?? '')
    if (text === undefined || text === product) continue
    const object = await gitLine(['hash-object', '-w', '--stdin'], { gitDir, input: text })
    travels.push({ path, mode: own?.mode ?? '100644', object })
  }
  return travels
}

async function textOn(
  gitDir: string,
  change: TreeChange | undefined,
  otherwise: string,
): Promise<string | undefined> {
  if (change?.mode === GONE) return undefined
  const object = change?.object ?? otherwise
  const { exitCode, stdout } = await git(['cat-file', 'blob', object], { gitDir, answers: [0, 128] })
  return exitCode === 0 ? stdout.toString('utf8') : undefined
}
