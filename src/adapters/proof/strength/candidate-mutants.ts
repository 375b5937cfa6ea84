import { CODE, classOfPath } from '../../analysis/content/classify-file.ts'
import { git } from '../../git/git.ts'
import { hunksOf } from '../tests/hunks.ts'
import { parseRust } from '../tests/inline-tests.ts'
import type { TreeChange } from '../tests/tree-change.ts'
import { type Mutant, mutantsOf } from './mutants-of.ts'

/** One small change of a line that a candidate has written. */
export interface CandidateMutant extends Mutant {
  readonly change: TreeChange
}

interface CandidateChanges {
  readonly gitDir: string
  readonly base: string
  readonly changes: readonly TreeChange[]
}

/** At most `most` of them, of each changed file in turn. */
export async function candidateMutants(
  { gitDir, base, changes }: CandidateChanges,
  most: number,
): Promise<readonly CandidateMutant[]> {
  const code = changes.filter(
    ({ path, mode }) => mode.startsWith('100') && classOfPath(path) === 'source' && CODE.test(path),
  )
  const byFile: (readonly CandidateMutant[])[] = []
  for (const change of code) {
    const [before = '', after] = [
      await textAt(gitDir, `${base}:${change.path}`),
      await textAt(gitDir, change.object),
    ]
    if (after === undefined) continue
    const ofTests = change.path.endsWith('.rs') ? (await parseRust(after))?.lines : undefined
    const lines = hunksOf(before, after)
      .flatMap(({ newStart, added }) => added.map((_, at) => newStart + at))
      .filter((line) => !ofTests?.has(line))
    const mutants = await mutantsOf(change.path, after, new Set(lines))
    byFile.push(mutants.map((mutant) => ({ ...mutant, change })))
  }
  const rounds = Math.max(0, ...byFile.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => byFile.flatMap((some) => some.slice(round, round + 1)))
    .flat()
    .slice(0, most)
}

/** Undefined where there is no such file, or it is no text. */
async function textAt(gitDir: string, object: string): Promise<string | undefined> {
  const { exitCode, stdout } = await git(['cat-file', 'blob', object], { gitDir, answers: [0, 128] })
  const text = stdout.toString('utf8')
  return exitCode === 0 && Buffer.from(text, 'utf8').equals(stdout) ? text : undefined
}
