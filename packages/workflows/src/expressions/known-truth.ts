import type { Expr } from '@actions/expressions'
import { Grouping, Logical, Unary } from '@actions/expressions/ast'
import { TokenType } from '@actions/expressions/lexer'
import { type Evaluation, evaluateParsed, unwrapped } from './evaluate-expression.ts'
import { type ExpressionParts, partsWithin } from './expression-parts.ts'
import { ExpressionError, parseExpression } from './parse-expression.ts'
import { isTruthy, plainValue } from './value.ts'

/**
 * Whether a condition is true or false whatever its unknown parts turn out to be: of `github.event_name == 'push' && inputs.x` the first
 * half may decide. Undefined where it depends on them.
 */
export function knownTruth(
  condition: string,
  evaluation: Evaluation,
  isKnown: (parts: ExpressionParts) => boolean,
): boolean | undefined {
  const text = unwrapped(condition)
  const truthOf = (one: Expr): boolean | undefined => {
    if (one instanceof Grouping) return truthOf(one.group)
    if (one instanceof Unary) return negated(truthOf(one.expr))
    if (one instanceof Logical) return combined(one.args.map(truthOf), one.operator.type === TokenType.OR)
    if (!isKnown(partsWithin(one))) return undefined
    return isTruthy(plainValue(evaluateParsed(one, text, evaluation)))
  }
  try {
    return truthOf(parseExpression(text))
  } catch (error) {
    if (error instanceof ExpressionError) return undefined
    throw error
  }
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth
}

/** One that `decides` is enough; otherwise all must be known. */
function combined(truths: readonly (boolean | undefined)[], decides: boolean): boolean | undefined {
  if (truths.includes(decides)) return decides
  return truths.includes(undefined) ? undefined : !decides
}
