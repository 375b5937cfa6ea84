import { CODE, classOfPath } from '../../adapters/analysis/content/classify-file.ts'
import { git } from '../../adapters/git/git.ts'
import { type TreeChange, treeChanges } from '../../adapters/proof/tests/tree-change.ts'

/** A past commit that says that it fixes something, and changed code and tests. */
export interface Fix {
  readonly commit: string
  readonly base: string
  readonly subject: string
  readonly changes: readonly TreeChange[]
}

const SAYS_FIX =
  /\b(?:fix(?:e[sd])?|bug(?:fix)?|regression|crash(?:es)?|incorrect(?:ly)?|wrong(?:ly)?|broken|handle[sd]?|correct(?:ly)?|prevent[sd]?|avoid[sd]?|resolve[sd]?|closes?)\b/i
const NO_FIX = /\b(?:typos?|docs?|readme|lint\w*|changelog|ci|travis|badge|bump|release|merge)\b/i

/** A larger one is no single fix, and nobody could say what its tests are about. */
const MAX_FILES = 12

/** The newest first, at most `last` of them. */
export async function findFixes(gitDir: string, head: string, last: number): Promise<readonly Fix[]> {
  const { stdout } = await git(['log', '--no-merges', '--format=%H%x00%P%x00%s', '--max-count=20000', head], {
    gitDir,
  })
  const fixes: Fix[] = []
  for (const line of stdout.toString('utf8').split('\n')) {
    if (fixes.length >= last) break
    const [commit = '', base = '', subject = ''] = line.split('\0')
    if (!/^[0-9a-f]{40,64}$/.test(base) || !SAYS_FIX.test(subject) || NO_FIX.test(subject)) continue
    const changes = await treeChanges(gitDir, base, commit)
    const code = changes.filter(isProductCode)
    const tests = changes.filter(({ path }) => classOfPath(path) === 'test')
    if (code.length > 0 && tests.length > 0 && changes.length <= MAX_FILES)
      fixes.push({ commit, base, subject, changes })
  }
  return fixes
}

export function isProductCode({ path }: Pick<TreeChange, 'path'>): boolean {
  return classOfPath(path) === 'source' && CODE.test(path)
}
