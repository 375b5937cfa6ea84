import type { FileChange } from '../../../../domain/candidate/patch.ts'
import type { Measures } from '../../../../domain/judgement/measures.ts'
import type { FileDiff } from '../../content/diff/parse-diff.ts'
import type { Aside } from './aside-lines.ts'

export type CountedAside = NonNullable<Measures['aside']>

/** Of both sides of a file, for each line. */
export interface AsideLines {
  readonly before: readonly (Aside | undefined)[]
  readonly after: readonly (Aside | undefined)[]
}

interface AsideInput {
  readonly files: readonly FileChange[]
  readonly classes: Measures['files']
  readonly diffs: ReadonlyMap<string, FileDiff>
  /** By path, of the files that were read. */
  readonly lines: ReadonlyMap<string, AsideLines>
}

/** Source files in which the tests beside the product grow. */
export function growingTests({
  files,
  diffs,
  lines,
}: Pick<AsideInput, 'files' | 'diffs' | 'lines'>): readonly string[] {
  return files.flatMap(({ path, previousPath }) => {
    const diff = diffs.get(path)
    const known = lines.get(path)
    if (!diff || !known || previousPath !== undefined) return []
    const came = diff.added.filter(({ line }) => known.after[line - 1] === 'tests').length
    const gone = diff.removed.filter((line) => known.before[line - 1] === 'tests').length
    return came > gone ? [path] : []
  })
}

/** How many of the hand-written lines are documentation, comments, empty, or tests within source files. */
export function countAside({ files, classes, diffs, lines }: AsideInput): CountedAside {
  const sums = new Map<CountedAside[number]['what'], { insertions: number; deletions: number }>()
  const add = (what: CountedAside[number]['what'], insertions: number, deletions: number) => {
    const sum = sums.get(what) ?? { insertions: 0, deletions: 0 }
    sums.set(what, { insertions: sum.insertions + insertions, deletions: sum.deletions + deletions })
  }
  for (const file of files) {
    const reported = classes.find(({ path }) => path === file.path)?.class
    const diff = diffs.get(file.path)
    const known = lines.get(file.path)
    if (reported === 'documentation') add('documentation', file.insertions, file.deletions)
    // Of a file that moved, the lines of the diff are not those that were counted.
    else if (reported === 'source' && known && diff && file.previousPath === undefined)
      for (const what of ['comments', 'empty lines', 'tests'] as const)
        add(
          what,
          diff.added.filter(({ line }) => known.after[line - 1] === what).length,
          diff.removed.filter((line) => known.before[line - 1] === what).length,
        )
  }
  return [...sums]
    .filter(([, { insertions, deletions }]) => insertions + deletions > 0)
    .map(([what, sum]) => ({ what, ...sum }))
}
