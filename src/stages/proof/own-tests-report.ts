import type { CandidateId } from '../../domain/candidate/candidate.ts'
import type { OwnTestsReport } from '../../domain/judgement/scoreboard.ts'
import { BASE, type Cell, type Matrix } from '../../domain/proof/proof.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { cellAt, outcomeOf } from './outcome-of.ts'

/** What is to be said of the base's own tests, where it is more than that they ran; undefined where they ran everywhere. */
export function ownTestsReport(matrix: Matrix): OwnTestsReport | undefined {
  const base = whyNone(cellAt(matrix, { state: BASE, tests: BASE, file: undefined }))
  const unreported = base ? [] : matrix.candidates.flatMap((candidate) => unreportedOf(matrix, candidate))
  const files = matrix.own && matrix.own.run < matrix.own.of ? matrix.own : undefined
  if (!base && unreported.length === 0 && !files) return undefined
  return { ...withoutUndefined({ base }), untold: unreported, ...withoutUndefined({ files }) }
}

/** Why none of them passes on the base, so that they say nothing about any candidate. */
function whyNone(cell: Cell | undefined): OwnTestsReport['base'] {
  if (cell?.names?.some(({ outcome }) => outcome.kind === 'passed')) return undefined
  const said = outcomeOf(cell, undefined)
  if (said.kind === 'passed') return undefined
  return said.kind === 'failed'
    ? { kind: 'fail', words: said.words }
    : { kind: 'not-run', reason: said.reason }
}

function unreportedOf(matrix: Matrix, candidate: CandidateId): OwnTestsReport['untold'] {
  const cell = cellAt(matrix, { state: { kind: 'candidate', id: candidate }, tests: BASE, file: undefined })
  const kind = cell?.outcome.kind
  if (cell && kind !== 'not-run' && kind !== 'flaky') return []
  const said = outcomeOf(cell, undefined)
  return said.kind === 'nothing' ? [{ candidate, reason: said.reason }] : []
}
