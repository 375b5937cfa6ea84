import type { ScoreboardProof } from '../../domain/judgement/scoreboard.ts'
import type { BroughtTest, Matrix } from '../../domain/proof/proof.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'

type Runs = NonNullable<Extract<ScoreboardProof, { kind: 'checked' }>['runs']>

/** Where the runs of these tests, and of the base's own, can be read. */
export function runsOf({ cells, pages = [] }: Matrix, tests: readonly BroughtTest[]): Runs {
  const urls = new Map(pages.map(({ run, url }) => [run, url]))
  return cells.flatMap(({ state, tests: side, file, run = '' }) => {
    const url = urls.get(run)
    const isReported =
      side.kind === 'base' || tests.some(({ test }) => test.author === side.id && test.file === file)
    return url === undefined || !isReported
      ? []
      : [{ state, tests: side, ...withoutUndefined({ file }), url }]
  })
}
