import { data, Evaluator, type Expr } from '@actions/expressions'
import { expressionParts } from './expression-parts.ts'
import { functionsFor, type JobStatus, MissingHash } from './functions.ts'
import { CONTEXTS, ExpressionError, parseExpression, STATUS_FUNCTIONS } from './parse-expression.ts'
import { type Contexts, dataOf, isTruthy, plainValue, type Value } from './value.ts'

export interface Evaluation {
  readonly contexts: Contexts
  readonly status: JobStatus
  /** The hash of the files that match; without it no expression may ask for one. May throw `MissingHash`. */
  readonly hashFiles?: ((patterns: readonly string[]) => string) | undefined
}

/** The value of one expression; what a known context does not hold is null, as on GitHub. Throws `ExpressionError`. */
export function evaluateExpression(text: string, evaluation: Evaluation): Value {
  return plainValue(evaluate(text, evaluation))
}

/** An `if`: without a status function it also asks for `success()`, as on GitHub. Undefined means no `if` was written. */
export function evaluateCondition(text: string | undefined, evaluation: Evaluation): boolean {
  if (text === undefined) return evaluation.status === 'success'
  const condition = unwrapped(text)
  const asksStatus = expressionParts(condition).calls.some((name) => STATUS_FUNCTIONS.includes(name))
  if (!asksStatus && evaluation.status !== 'success') return false
  return isTruthy(evaluateExpression(condition, evaluation))
}

/** Replaces every `${{ … }}` by the text of its value. */
export function interpolate(text: string, evaluation: Evaluation): string {
  return text.replace(TEMPLATE, (_, expression: string) => evaluate(expression, evaluation).coerceString())
}

/** `interpolate` for every value of a mapping such as `env`. */
export function interpolateAll(
  texts: Readonly<Record<string, string>>,
  evaluation: Evaluation,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, interpolate(text, evaluation)]),
  )
}

/** The expressions inside a template, for checking them before anything runs. */
export function expressionsIn(text: string): string[] {
  return [...text.matchAll(TEMPLATE)].map((match) => match[1] ?? '')
}

/** `if: ${{ x }}` and `if: x` are the same. */
export function unwrapped(condition: string): string {
  return /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(condition)?.[1] ?? condition
}

/** A doubled quote inside a text reads as the end of one and the beginning of another: read in one way only, it is read fast. */
export const TEMPLATE = /\$\{\{((?:'[^']*'|[^'}$]|\$(?!\{\{)|\}(?!\}))*)\}\}/g

function evaluate(text: string, evaluation: Evaluation): data.ExpressionData {
  return evaluateParsed(parseExpression(text), text, evaluation)
}

/** `text` is what the expression is part of, for the message. */
export function evaluateParsed(expression: Expr, text: string, evaluation: Evaluation): data.ExpressionData {
  const { contexts, status, hashFiles } = evaluation
  const known = Object.entries(contexts).map(([key, value]) => ({ key, value: dataOf(value) }))
  // The evaluator stumbles over a context that is not there; of two of a name the first counts.
  const none = CONTEXTS.map((key) => ({ key, value: new data.Null() }))
  try {
    return new Evaluator(
      expression,
      new data.Dictionary(...known, ...none),
      functionsFor(status, hashFiles),
    ).evaluate()
  } catch (error) {
    if (error instanceof MissingHash) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExpressionError(`\`${text.trim().slice(0, 200)}\`: ${reason.slice(0, 200)}`)
  }
}
