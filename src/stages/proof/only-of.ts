import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { Matrix } from '../../domain/proof/proof.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'

/** The matrix as it would be if only these candidates had been run. */
export function onlyOf(matrix: Matrix, ids: readonly CandidateId[]): Matrix {
  const isIn = (side: Matrix['cells'][number]['state']) => side.kind === 'base' || ids.includes(side.id)
  return {
    candidates: matrix.candidates.filter((id) => ids.includes(id)),
    cells: matrix.cells.filter(({ state, tests }) => isIn(state) && isIn(tests)),
    left: matrix.left.filter(({ candidate }) => ids.includes(candidate)),
    ...withoutUndefined({
      strength: matrix.strength?.filter(({ candidate }) => ids.includes(candidate)),
      grown: matrix.grown?.filter(({ candidate }) => ids.includes(candidate)),
      own: matrix.own,
      pages: matrix.pages,
    }),
  }
}
