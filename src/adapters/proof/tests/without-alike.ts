import type { Matrix } from '../../../domain/proof/proof.ts'

/** Enough to see that the base's tests ran. */
const KEPT = 50

/** Of thousands of tests of the base that pass everywhere, a few stay: they tell nobody apart, and the log keeps the rest. */
export function withoutAlike(matrix: Matrix): Matrix {
  const own = matrix.cells.filter(({ tests, names }) => tests.kind === 'base' && names)
  const [first, ...others] = own.map(({ names = [] }) => passing(names))
  if (!first) return matrix
  const alike = [...first].filter((name) => others.every((one) => one.has(name)))
  const gone = new Set(alike.slice(KEPT))
  if (gone.size === 0) return matrix
  return {
    ...matrix,
    cells: matrix.cells.map((cell) =>
      cell.tests.kind === 'base' && cell.names
        ? { ...cell, names: cell.names.filter(({ name }) => !gone.has(name)) }
        : cell,
    ),
  }
}

/** A name that several tests share passes where all of them do. */
function passing(names: NonNullable<Matrix['cells'][number]['names']>): ReadonlySet<string> {
  const failed = new Set(names.filter(({ outcome }) => outcome.kind !== 'passed').map(({ name }) => name))
  return new Set(names.map(({ name }) => name).filter((name) => !failed.has(name)))
}
