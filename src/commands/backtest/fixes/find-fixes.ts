import { CODE, classOfPath } from '../../../adapters/analysis/content/classify-file.ts'
import { git } from '../../../adapters/git/git.ts'
import { readingOf } from '../../../adapters/proof/tests/reading-of.ts'
import { testSetOf } from '../../../adapters/proof/tests/test-set.ts'
import { type TreeChange, treeChanges } from '../../../adapters/proof/tests/tree-change.ts'
import { saysFix } from './says-fix.ts'
import { withoutTests } from './without-tests.ts'

/** A past commit that says that it fixes something, and changed code and tests. */
export interface Fix {
  readonly commit: string
  readonly base: string
  readonly subject: string
  readonly changes: readonly TreeChange[]
}

export interface FoundFixes {
  /** The newest first. */
  readonly fixes: readonly Fix[]
  /** How many commits were looked at until there were enough. */
  readonly commits: number
  /** How many of them say that they fix something. */
  readonly saying: number
}

interface Search {
  readonly head: string
  /** The most fixes to find. */
  readonly last: number
  readonly onCommit?: (commits: number) => void
}

/** A larger change is not a single fix, and nobody could say what its tests are about. */
const MAX_FIX_FILES = 12

/** The newest fixes of a history. One that was made again on another branch is the same fix. */
export async function findFixes(gitDir: string, { head, last, onCommit }: Search): Promise<FoundFixes> {
  const fixes: Fix[] = []
  const known = new Set<string>()
  let [commits, saying] = [0, 0]
  for (const { commit, base, subject, body } of await commitsOf(gitDir, head)) {
    if (fixes.length >= last) break
    commits += 1
    onCommit?.(commits)
    if (!saysFix(subject, body)) continue
    saying += 1
    const changes = await treeChanges(gitDir, base, commit)
    if (!(await isFix(gitDir, base, changes))) continue
    const patch = await patchId(gitDir, { base, commit, changes })
    if (known.has(patch)) continue
    known.add(patch)
    fixes.push({ commit, base, subject, changes })
  }
  return { fixes, commits, saying }
}

/** Code and tests, which may stand in one file. */
async function isFix(gitDir: string, base: string, changes: readonly TreeChange[]): Promise<boolean> {
  if (changes.length > MAX_FIX_FILES || !changes.some(isProductCode)) return false
  const { inside } = await testSetOf(changes, readingOf(gitDir, base))
  if (inside.length === 0) return changes.some(({ path }) => classOfPath(path) === 'test')
  return (await withoutTests(gitDir, { base, changes })).some(isProductCode)
}

export function isProductCode({ path }: Pick<TreeChange, 'path'>): boolean {
  return classOfPath(path) === 'source' && CODE.test(path)
}

interface PastCommit extends Omit<Fix, 'changes'> {
  readonly body: string
}

/** Commits with exactly one parent. */
async function commitsOf(gitDir: string, head: string): Promise<readonly PastCommit[]> {
  const format = ['%H', '%P', '%s', '%b', ''].join('%x00')
  const { stdout } = await git(['log', '--no-merges', `--format=${format}`, '--max-count=20000', head], {
    gitDir,
    maxOutputBytes: 256_000_000,
  })
  const fields = stdout.toString('utf8').split('\0').values()
  const commits: PastCommit[] = []
  for (const field of fields) {
    const [base = '', subject = '', body = ''] = [fields.next(), fields.next(), fields.next()].map(
      ({ value }) => value ?? '',
    )
    // The first commit of a history has no parent.
    if (/^[0-9a-f]{40,64}$/.test(base)) commits.push({ commit: field.trim(), base, subject, body })
  }
  return commits
}

/** The same for the same changes of the product's code, whatever stands around them. */
async function patchId(gitDir: string, { base, commit, changes }: Omit<Fix, 'subject'>): Promise<string> {
  const code = changes.filter(isProductCode).map(({ path }) => path)
  const diff = ['diff-tree', '-r', '-p', '--unified=0', '--no-renames', '--no-ext-diff', '--no-textconv']
  const { stdout } = await git(['--literal-pathspecs', ...diff, base, commit, '--', ...code], { gitDir })
  const answer = await git(['patch-id', '--stable'], { gitDir, input: stdout })
  return answer.stdout.toString('utf8').split(' ', 1)[0] || commit
}
