import { git } from '../../../adapters/git/git.ts'
import { insideTravels } from '../../../adapters/proof/tests/inside-travels.ts'
import { readingOf } from '../../../adapters/proof/tests/reading-of.ts'
import { isOfTests, testSetOf } from '../../../adapters/proof/tests/test-set.ts'
import type { TreeChange } from '../../../adapters/proof/tests/tree-change.ts'

interface Change {
  readonly base: string
  readonly changes: readonly TreeChange[]
}

/** What a change makes of the product: without files of tests, and with the base's own tests in source that holds some. */
export async function withoutTests(
  gitDir: string,
  { base, changes }: Change,
): Promise<readonly TreeChange[]> {
  const code = changes.filter((one) => !isOfTests(one))
  const { inside } = await testSetOf(code, readingOf(gitDir, base))
  const mixed = await insideTravels(gitDir, { base, state: code, tests: [], paths: inside })
  const made: TreeChange[] = []
  for (const one of code) {
    const own = mixed.find(({ path }) => path === one.path)
    if (!own) made.push(one)
    else if ((await objectAt(gitDir, base, own.path)) !== own.object)
      made.push({ ...one, object: own.object })
  }
  return made
}

/** Undefined where there is no such file. */
async function objectAt(gitDir: string, commit: string, path: string): Promise<string | undefined> {
  const name = `${commit}:${path}`
  const { exitCode, stdout } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', name], {
    gitDir,
    answers: [0, 1, 128],
  })
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined
}
