import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { OwnTestsTold } from '../../domain/judgement/scoreboard.ts'
import { BASE, type Cell, type Matrix } from '../../domain/proof/proof.ts'
import { cellAt, outcomeOf } from './outcome-of.ts'

/** What is to be said of the base's own tests, where it is more than that they ran; undefined where they ran everywhere. */
export function ownTestsTold(matrix: Matrix): OwnTestsTold | undefined {
  const base = whyNone(cellAt(matrix, { state: BASE, tests: BASE, file: undefined }))
  const untold = base ? [] : matrix.candidates.flatMap((candidate) => untoldOf(matrix, candidate))
  const files = matrix.own && matrix.own.run < matrix.own.of ? matrix.own : undefined
  if (!base && untold.length === 0 && !files) return undefined
  return { ...(base && { base }), untold, ...(files && { files }) }
}

/** Why none of them passes on the base, so that they tell of nobody. */
function whyNone(cell: Cell | undefined): OwnTestsTold['base'] {
  if (cell?.names?.some(({ outcome }) => outcome.kind === 'passed')) return undefined
  const said = outcomeOf(cell, undefined)
  if (said.kind === 'passed') return undefined
  return said.kind === 'failed'
    ? { kind: 'fail', words: said.words }
    : { kind: 'not-run', reason: said.reason }
}

function untoldOf(matrix: Matrix, candidate: CandidateId): OwnTestsTold['untold'] {
  const cell = cellAt(matrix, { state: { kind: 'candidate', id: candidate }, tests: BASE, file: undefined })
  const kind = cell?.outcome.kind
  if (cell && kind !== 'not-run' && kind !== 'flaky') return []
  const said = outcomeOf(cell, undefined)
  return said.kind === 'nothing' ? [{ candidate, reason: said.reason }] : []
}
