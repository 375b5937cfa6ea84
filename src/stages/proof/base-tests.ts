import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { BASE, type Cell, type Matrix } from '../../domain/proof/proof.ts'
import { cellAt, DID_NOT_RUN, namedIn, outcomeOf } from './outcome-of.ts'

export interface FailsBase {
  readonly candidate: CandidateId
  readonly tests: readonly string[]
  readonly words: string
}

/** Stands for all of the base's tests, where the output names none. */
const ALL_TESTS = 'the tests of the base'

/**
 * Who fails tests of the base as they stood. A test counts when it passes on the base; one that ends there or is left out on a candidate
 * fails too: the file is the base's own, so it is the candidate's code that keeps it from running.
 */
export function failsBaseTests(matrix: Matrix): readonly FailsBase[] {
  const onBase = baseCell(matrix)
  if (!onBase) return []
  return matrix.candidates.flatMap((candidate) => {
    const cell = cellAt(matrix, {
      state: { kind: 'candidate', id: candidate },
      tests: BASE,
      file: undefined,
    })
    const failed = cell ? failuresOf(onBase, cell) : []
    const [first] = failed
    return first ? [{ candidate, tests: failed.map(({ test }) => test), words: first.words }] : []
  })
}

/** Tests of the base that do not pass there: whatever they say of a candidate, it is not its fault. */
export function baseTestsLeftOut(matrix: Matrix): readonly string[] {
  const cell = baseCell(matrix)
  if (!cell) return []
  const some = cell.names?.flatMap(({ name, outcome }) =>
    outcome.kind === 'failed' || outcome.kind === 'flaky' ? [name] : [],
  )
  return some ?? (cell.outcome.kind === 'passed' ? [] : [ALL_TESTS])
}

function baseCell(matrix: Matrix): Cell | undefined {
  return cellAt(matrix, { state: BASE, tests: BASE, file: undefined })
}

interface Failure {
  readonly test: string
  readonly words: string
}

function failuresOf(onBase: Cell, cell: Cell): readonly Failure[] {
  const { outcome } = cell
  if (outcome.kind === 'not-run' || outcome.kind === 'flaky') return []
  const passing = onBase.names?.flatMap(({ name, outcome }) => (outcome.kind === 'passed' ? [name] : []))
  if (!passing || passing.length === 0) return onBase.outcome.kind === 'passed' ? wholeFailure(cell) : []
  if (outcome.kind === 'not-applicable') return [{ test: ALL_TESTS, words: outcome.reason }]
  // It was run in a way that names no tests, so single tests cannot be compared.
  if (!cell.names) return wholeFailure(cell)
  const names = namedIn(cell.names)
  return passing.flatMap((test) => {
    const said = outcomeOf(cell, test)
    if (said.kind === 'failed') return [{ test, words: said.words }]
    return names.get(test)?.outcome.kind === 'skipped' ? [{ test, words: DID_NOT_RUN }] : []
  })
}

function wholeFailure(cell: Cell): readonly Failure[] {
  if (cell.outcome.kind === 'not-applicable') return [{ test: ALL_TESTS, words: cell.outcome.reason }]
  const said = outcomeOf(cell, undefined)
  return said.kind === 'failed' ? [{ test: ALL_TESTS, words: said.words }] : []
}
