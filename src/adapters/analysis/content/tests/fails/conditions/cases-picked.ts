import { literalsOf } from '../../assertions/bindings.ts'
import type { Difference } from '../../compare/compare-bodies.ts'
import type { Assertion, Body } from '../../test-file.ts'

/** Rows that are still in the table, and that nobody asks about any more: `if tc.name == "two" { continue }`. */
export function casesPicked(before: Body, same: readonly (readonly [Assertion, Assertion])[]): Difference[] {
  const values = new Set(
    before.bindings
      .flatMap(({ rows }) => rows ?? [])
      .flatMap(literalsOf)
      .filter((one) => /^["'`]|\d/.test(one)),
  )
  if (values.size === 0) return []
  return same.flatMap(([old, now]): Difference[] => {
    const added = now.guards.find(
      (guard) =>
        /^(?:if|unless) /.test(guard) &&
        !old.guards.includes(guard) &&
        /[=!]=|[<>]|\(|\b(?:in|is)\b/.test(guard) &&
        literalsOf(guard).some((one) => values.has(one)),
    )
    if (added === undefined) return []
    return [
      {
        what: 'unreached',
        line: now.line,
        before: now.args.join(', ').slice(0, 120),
        after: `only ${added}`,
      },
    ]
  })
}
