import { isDeepStrictEqual } from 'node:util'
import { asMapping, type Mapping } from './data.ts'

/** GitHub's own limit per run. */
export const MAX_COMBINATIONS = 256

/**
 * One combination for each job that a matrix makes, as docs.github.com has it under "Running variations of jobs": all combinations of its
 * lists, without those that `exclude` names; `include` adds to those whose values it does not change, and is a combination of its own where
 * there is none. Undefined where an expression says what it is, and one combination without values where there is no matrix.
 */
export function matrixCombinations(strategy: unknown): readonly Mapping[] | undefined {
  const matrix = asMapping(strategy)?.matrix
  if (matrix === undefined) return [{}]
  const { include = [], exclude = [], ...axes } = asMapping(matrix) ?? {}
  const lists = Object.entries(axes)
  if (
    typeof matrix === 'string' ||
    ![include, exclude, ...lists.map(([, values]) => values)].every(Array.isArray)
  )
    return undefined
  const combined = lists.length === 0 ? [] : combinations(lists)
  const left = combined.filter((combination) => !asMappings(exclude).some((one) => agrees(combination, one)))
  return included(left, asMappings(include)).slice(0, MAX_COMBINATIONS)
}

function combinations(lists: readonly (readonly [string, unknown])[]): readonly Mapping[] {
  let combinations: Mapping[] = [{}]
  for (const [name, values] of lists) {
    // Two long lists would make millions of which nobody asks for more than the first.
    const some = Array.isArray(values) ? values.slice(0, MAX_COMBINATIONS) : []
    combinations = combinations
      .flatMap((combination) => some.map((value) => ({ ...combination, [name]: value })))
      .slice(0, MAX_COMBINATIONS)
  }
  return combinations
}

/** Every value that `one` names is that of the combination. */
function agrees(combination: Mapping, one: Mapping): boolean {
  return Object.entries(one).every(([name, value]) => isDeepStrictEqual(combination[name], value))
}

function included(combinations: readonly Mapping[], include: readonly Mapping[]): readonly Mapping[] {
  const all = combinations.map((own) => ({ own, added: {} }))
  const alone: Mapping[] = []
  for (const one of include) {
    // Only the values of the lists must stay: what another `include` has added may become another value.
    const fitting = all.filter(({ own }) =>
      Object.keys(one).every((name) => !(name in own) || agrees(own, { [name]: one[name] })),
    )
    if (fitting.length === 0) alone.push(one)
    for (const combination of fitting) Object.assign(combination.added, one)
  }
  return [...all.map(({ own, added }) => ({ ...own, ...added })), ...alone]
}

function asMappings(values: unknown): readonly Mapping[] {
  return Array.isArray(values) ? values.slice(0, MAX_COMBINATIONS).map((one) => asMapping(one) ?? {}) : []
}
