import type { Expr } from '@actions/expressions'
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast'
import { parseExpression } from './parse-expression.ts'

/** The functions and values that an expression uses. */
export interface ExpressionParts {
  /** Names of functions in lower case. */
  readonly calls: readonly string[]
  /** `github.event.action`, `needs.*.result`; undefined in place of a name that only a run knows. */
  readonly paths: readonly (readonly (string | undefined)[])[]
}

/** Throws `ExpressionError`. */
export function expressionParts(text: string): ExpressionParts {
  return partsWithin(parseExpression(text))
}

export function partsWithin(expression: Expr): ExpressionParts {
  const all = within(expression)
  return {
    calls: all.flatMap((one) => (one instanceof FunctionCall ? [one.functionName.lexeme.toLowerCase()] : [])),
    paths: all.flatMap((one) => {
      const path = pathOf(one)
      return path === undefined ? [] : [path]
    }),
  }
}

/** It and what it is made of; of a path only the whole of it, and what stands in its brackets. */
function within(one: Expr): readonly Expr[] {
  const path = pathOf(one)
  const inner = path === undefined ? partsOf(one) : indexesOf(one)
  return [one, ...inner.flatMap(within)]
}

function partsOf(one: Expr): readonly Expr[] {
  if (one instanceof Grouping) return [one.group]
  if (one instanceof Unary) return [one.expr]
  if (one instanceof Binary) return [one.left, one.right]
  if (one instanceof Logical || one instanceof FunctionCall) return one.args
  return one instanceof IndexAccess ? [one.expr, ...ownIndex(one)] : []
}

function indexesOf(one: Expr): readonly Expr[] {
  return one instanceof IndexAccess ? [...indexesOf(one.expr), ...ownIndex(one)] : []
}

function ownIndex({ index }: IndexAccess): readonly Expr[] {
  return index instanceof Star || index instanceof Literal ? [] : [index]
}

function pathOf(one: Expr): readonly (string | undefined)[] | undefined {
  if (one instanceof ContextAccess) return [one.name.lexeme]
  if (!(one instanceof IndexAccess)) return undefined
  const before = pathOf(one.expr)
  return before && [...before, segmentOf(one.index)]
}

function segmentOf(index: Expr): string | undefined {
  if (index instanceof Star) return '*'
  return index instanceof Literal ? index.literal.coerceString() : undefined
}
