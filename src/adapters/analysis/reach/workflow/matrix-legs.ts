import { isDeepStrictEqual } from 'node:util'
import { asMapping, dig, type Mapping } from '../files/read-data.ts'

/** GitHub's own limit per run. */
const MAX_LEGS = 256

/**
 * One leg for each job that a matrix makes, as docs.github.com has it under "Running variations of jobs": all combinations of its
 * lists, without those that `exclude` names; `include` adds to those whose values it does not change, and is a leg of its own where
 * there is none. Undefined where an expression says what it is, and one leg without values where there is no matrix.
 */
export function matrixLegs(strategy: unknown): readonly Mapping[] | undefined {
  const matrix = dig(strategy, 'matrix')
  if (matrix === undefined) return [{}]
  const { include = [], exclude = [], ...axes } = asMapping(matrix)
  const lists = Object.entries(axes)
  if (
    typeof matrix === 'string' ||
    ![include, exclude, ...lists.map(([, values]) => values)].every(Array.isArray)
  )
    return undefined
  const combined = lists.length === 0 ? [] : combinations(lists)
  const left = combined.filter((leg) => !asMappings(exclude).some((one) => agrees(leg, one)))
  return included(left, asMappings(include)).slice(0, MAX_LEGS)
}

function combinations(lists: readonly (readonly [string, unknown])[]): readonly Mapping[] {
  let legs: Mapping[] = [{}]
  for (const [name, values] of lists) {
    const some = Array.isArray(values) ? values : []
    legs = legs.flatMap((leg) => some.map((value) => ({ ...leg, [name]: value }))).slice(0, MAX_LEGS)
  }
  return legs
}

/** Every value that `one` names is that of the leg. */
function agrees(leg: Mapping, one: Mapping): boolean {
  return Object.entries(one).every(([name, value]) => isDeepStrictEqual(leg[name], value))
}

function included(legs: readonly Mapping[], include: readonly Mapping[]): readonly Mapping[] {
  const all = legs.map((own) => ({ own, added: {} }))
  const alone: Mapping[] = []
  for (const one of include) {
    // Only the values of the lists must stay: what another `include` has added may become another value.
    const fitting = all.filter(({ own }) =>
      Object.keys(one).every((name) => !(name in own) || agrees(own, { [name]: one[name] })),
    )
    if (fitting.length === 0) alone.push(one)
    for (const leg of fitting) Object.assign(leg.added, one)
  }
  return [...all.map(({ own, added }) => ({ ...own, ...added })), ...alone]
}

function asMappings(values: unknown): readonly Mapping[] {
  return Array.isArray(values) ? values.slice(0, MAX_LEGS).map(asMapping) : []
}
