import { textOf } from '../../../syntax/source.ts'
import { childOf, namedChildren, type SyntaxNode } from '../../../syntax/syntax-node.ts'
import type { Difference } from '../compare/compare-bodies.ts'
import { ENVIRONMENT } from '../read/skips.ts'
import type { Assertion, Body } from '../test-file.ts'

const GRAMMARS = /^(?:go|java|c-sharp|php|rust|ruby|cpp)$/
const IFS = /^(?:if_statement|if_expression|if|unless|if_modifier|unless_modifier)$/
const ENDS =
  /^(?:return_statement|return_expression|return|break_statement|continue_statement|continue_expression|break_expression|next|break)$/

/** `if got == nil { return }`: nothing is said, and the rest is not asked for. */
export function isBareQuit(source: string, node: SyntaxNode, grammar: string): boolean {
  const only = node.type === 'expression_statement' ? namedChildren(node)[0] : node
  if (!only || !GRAMMARS.test(grammar) || !IFS.test(only.type) || childOf(only, 'alternative')) return false
  let at = childOf(only, 'consequence', 'body')
  while (
    at &&
    /^(?:block|compound_statement|statement_list|then|body_statement|expression_statement)$/.test(at.type)
  ) {
    const all: readonly SyntaxNode[] = namedChildren(at)
    if (all.length !== 1) return false
    at = all[0]
  }
  if (!at || !ENDS.test(at.type)) return false
  // Who answers with a failure has said something.
  return /^(?:return|break|continue|next)?;?\s*(?:Ok\(\(\)\)|0|true|nil|null)?;?$/.test(
    textOf(source, at).replace(/^(?:return|break|continue|next)\s*/, ''),
  )
}

/** Conditions on which the same assertion is not reached any more, where the test ends without a word. */
export function quitsAdded(
  before: Body,
  after: Body,
  same: readonly (readonly [Assertion, Assertion])[],
): Difference[] {
  const known = new Set(before.quits)
  const fresh = new Set((after.quits ?? []).filter((one) => !known.has(one) && !ENVIRONMENT.test(one)))
  if (fresh.size === 0) return []
  const own = new Set(after.bindings.flatMap(({ name }) => name.match(/\w+/g) ?? []))
  return same.flatMap(([old, now]): Difference[] => {
    const guard = now.guards.find((one) => fresh.has(one) && !old.guards.includes(one))
    if (guard === undefined || isOfRow(guard, own) || isAsked(guard, after, now.line)) return []
    const reported = guard.replace(/^unless /, 'not reached if ').replace(/^if /, 'only reached if ')
    return [
      {
        what: 'unreached',
        line: now.line,
        before: now.args.join(', ').slice(0, 100),
        after: reported.slice(0, 120),
      },
    ]
  })
}

/** A column of a table, as `tc.wantErr`: the rows say themselves what they ask for. */
function isOfRow(guard: string, own: ReadonlySet<string>): boolean {
  const [, name = ''] =
    /^(?:if|unless) !?\$?(\w+)(?:\??(?:\.|->)\w+)+(?:\(\))?(?:[!=]=(?:nil|null|""|''|false|true))?$/.exec(
      guard,
    ) ?? []
  return name !== '' && !own.has(name)
}

/** It is asked for before, whether the condition holds. */
function isAsked(guard: string, { assertions }: Body, line: number): boolean {
  const condition = guard.replace(/^(?:if|unless) /, '')
  return assertions.some(
    (one) =>
      one.line < line &&
      one.args.some((arg) => arg.includes(condition) || (arg.length > 2 && condition.includes(arg))),
  )
}
