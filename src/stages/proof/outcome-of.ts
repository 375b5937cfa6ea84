import { type Cell, type FailureKind, isSame, type Matrix, type Side } from '../../domain/proof/proof.ts'

/** What one run says of one test, as far as the rules care. */
export type TestOutcome =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failed'
      readonly failure: FailureKind
      readonly words: string
      readonly needs?: string | undefined
    }
  | { readonly kind: 'nothing'; readonly reason: string }

export interface CellPosition {
  readonly state: Side
  readonly tests: Side
  readonly file: string | undefined
}

export function cellAt(matrix: Matrix, { state, tests, file }: CellPosition): Cell | undefined {
  return matrix.cells.find(
    (cell) => isSame(cell.state, state) && isSame(cell.tests, tests) && cell.file === file,
  )
}

export const DID_NOT_RUN = 'it did not run'

/** Of one test by its name, or of the file as a whole. */
export function outcomeOf(
  cell: Pick<Cell, 'outcome' | 'names'> | undefined,
  name: string | undefined,
): TestOutcome {
  if (!cell) return { kind: 'nothing', reason: 'was not run' }
  if (name === undefined || cell.names === undefined) return ofCell(cell)
  const named = namedIn(cell.names).get(name)
  if (!named) return cell.outcome.kind === 'passed' ? notRun() : ofCell(cell)
  const { outcome } = named
  switch (outcome.kind) {
    case 'passed':
      return outcome
    case 'failed':
      return outcome
    case 'skipped':
      return { kind: 'nothing', reason: 'was skipped' }
    case 'flaky':
      return { kind: 'nothing', reason: FLAKY }
    default:
      return outcome satisfies never
  }
}

type Names = NonNullable<Cell['names']>

const read = new WeakMap<Names, ReadonlyMap<string, Names[number]>>()

/** By name; of two by one name, the first. Each list is read once: a hostile run names thousands, and each is asked for of everybody. */
export function namedIn(names: Names): ReadonlyMap<string, Names[number]> {
  const known = read.get(names) ?? new Map(names.toReversed().map((one) => [one.name, one]))
  read.set(names, known)
  return known
}

const FLAKY = 'is flaky: it failed, and passed when it was run once more'

function notRun(): TestOutcome {
  return { kind: 'failed', failure: 'unknown', words: DID_NOT_RUN }
}

function ofCell({ outcome }: Pick<Cell, 'outcome'>): TestOutcome {
  switch (outcome.kind) {
    case 'passed':
      return { kind: 'passed' }
    case 'failed':
      return outcome
    case 'flaky':
      return { kind: 'nothing', reason: FLAKY }
    case 'timed-out':
      // The bug to fix may be a loop that never ends, so a time-out counts as a failure.
      return { kind: 'failed', failure: 'crash', words: `did not end within ${outcome.seconds} s` }
    case 'not-applicable':
    case 'not-run':
      return { kind: 'nothing', reason: outcome.reason }
    default:
      return outcome satisfies never
  }
}
