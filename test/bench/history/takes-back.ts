import { git } from '../../../src/adapters/git/git.ts'

interface Reverse {
  readonly gitDir: string
  readonly parent: string
  readonly commit: string
  /** Those of its code and tests; what else goes with it, such as a change log, is written anew. */
  readonly paths: readonly string[]
}

const MAX_EARLIER = 200
const MAX_PATHS = 60

/** Whether a commit is an earlier one in reverse, line for line, whatever it is called. */
export async function takesBack(
  { gitDir, parent, commit, paths }: Reverse,
  isCode: (path: string) => boolean,
): Promise<boolean> {
  const [first] = paths
  if (first === undefined || paths.length > MAX_PATHS) return false
  const text = async (...args: readonly string[]) =>
    (await git(args, { gitDir, maxOutputBytes: 400_000_000 })).stdout.toString('utf8')
  const patchId = async (...sides: readonly string[]) => {
    const patch = await text(
      'diff-tree',
      '-r',
      '-p',
      '--no-ext-diff',
      '--no-textconv',
      ...sides,
      '--',
      ...paths,
    )
    const { stdout } = await git(['patch-id', '--stable'], { gitDir, input: patch })
    return stdout.toString('utf8').split(' ')[0] ?? ''
  }
  const range = [
    '--no-merges',
    '--min-parents=1',
    `--max-count=${MAX_EARLIER}`,
    '--full-diff',
    '--name-only',
    '-z',
  ]
  const log = await text('log', ...range, '--format=%x01%H', parent, '--', first)
  const wanted = paths.toSorted().join('\0')
  const same = log.split('\u0001').flatMap((entry) => {
    const [id = '', ...names] = entry
      .split('\0')
      .map((one) => one.trim())
      .filter(Boolean)
    return names.filter(isCode).sort().join('\0') === wanted ? [id] : []
  })
  if (same.length === 0) return false
  const reverse = await patchId(commit, parent)
  for (const one of same) if (reverse !== '' && (await patchId(`${one}^`, one)) === reverse) return true
  return false
}
