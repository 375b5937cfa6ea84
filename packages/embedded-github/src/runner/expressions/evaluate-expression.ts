import { z } from 'zod'
import { type BinaryOperator, type Expression, ExpressionError, parseExpression } from './parse-expression.ts'
import { asNumber, asText, type Contexts, isTruthy, looselyEqual, type Value } from './value.ts'

/** How the run stands for `success()`, `failure()` and `cancelled()`. */
export type JobStatus = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface Evaluation {
  readonly contexts: Contexts
  readonly status: JobStatus
}

/** The value of one expression; what a known context does not hold is null, as on GitHub. Throws `ExpressionError`. */
export function evaluateExpression(text: string, evaluation: Evaluation): Value {
  return evaluate(parseExpression(text), evaluation)
}

/** An `if`: without a status function it also asks for `success()`, as on GitHub. Undefined means no `if` was written. */
export function evaluateCondition(text: string | undefined, evaluation: Evaluation): boolean {
  if (text === undefined) return evaluation.status === 'success'
  const expression = parseExpression(unwrapped(text))
  if (!asksStatus(expression) && evaluation.status !== 'success') return false
  return isTruthy(evaluate(expression, evaluation))
}

/** Replaces every `${{ … }}` by the text of its value. */
export function interpolate(text: string, evaluation: Evaluation): string {
  return text.replace(TEMPLATE, (_, expression: string) => asText(evaluateExpression(expression, evaluation)))
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

export const TEMPLATE = /\$\{\{((?:'(?:[^']|'')*'|[^'}]|\}(?!\}))*)\}\}/g

const STATUS_FUNCTIONS: readonly string[] = ['success', 'failure', 'always', 'cancelled']

function asksStatus(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'path':
      return false
    case 'not':
      return asksStatus(expression.operand)
    case 'binary':
      return asksStatus(expression.left) || asksStatus(expression.right)
    case 'call':
      return STATUS_FUNCTIONS.includes(expression.name.toLowerCase()) || expression.arguments.some(asksStatus)
    default:
      throw expression satisfies never
  }
}

function evaluate(expression: Expression, evaluation: Evaluation): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'path':
      return lookUp(expression.segments, evaluation.contexts)
    case 'not':
      return !isTruthy(evaluate(expression.operand, evaluation))
    case 'binary':
      return binary(expression.operator, expression, evaluation)
    case 'call':
      return call(
        expression.name,
        expression.arguments.map((argument) => evaluate(argument, evaluation)),
        evaluation.status,
      )
    default:
      throw expression satisfies never
  }
}

function lookUp(segments: readonly string[], contexts: Contexts): Value {
  let value: Value = contexts
  for (const segment of segments) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
    const key: string | undefined = Object.keys(value).find(
      (name) => name.toLowerCase() === segment.toLowerCase(),
    )
    value = key === undefined ? null : ((value as { readonly [key: string]: Value })[key] ?? null)
  }
  return value
}

function binary(
  operator: BinaryOperator,
  { left, right }: { readonly left: Expression; readonly right: Expression },
  evaluation: Evaluation,
): Value {
  const first = evaluate(left, evaluation)
  // `&&` and `||` answer with an operand, not with a boolean: `a && b || c` is how workflows choose a value.
  if (operator === '&&') return isTruthy(first) ? evaluate(right, evaluation) : first
  if (operator === '||') return isTruthy(first) ? first : evaluate(right, evaluation)
  const second = evaluate(right, evaluation)
  switch (operator) {
    case '==':
      return looselyEqual(first, second)
    case '!=':
      return !looselyEqual(first, second)
    case '<':
      return asNumber(first) < asNumber(second)
    case '<=':
      return asNumber(first) <= asNumber(second)
    case '>':
      return asNumber(first) > asNumber(second)
    case '>=':
      return asNumber(first) >= asNumber(second)
    default:
      throw operator satisfies never
  }
}

function call(name: string, given: readonly Value[], status: JobStatus): Value {
  const [first = null, second = null] = given
  const [text, part] = [asText(first).toLowerCase(), asText(second).toLowerCase()]
  switch (name.toLowerCase()) {
    case 'success':
      return status === 'success'
    case 'failure':
      return status === 'failure'
    case 'cancelled':
      return status === 'cancelled'
    case 'always':
      return true
    case 'contains':
      return Array.isArray(first)
        ? first.some((item: Value) => looselyEqual(item, second))
        : text.includes(part)
    case 'startswith':
      return text.startsWith(part)
    case 'endswith':
      return text.endsWith(part)
    case 'fromjson':
      return fromJson(asText(first))
    default:
      throw new ExpressionError(`the function \`${name}()\` is not supported by this runner`)
  }
}

const Json: z.ZodType<Value> = z.json()

function fromJson(text: string): Value {
  try {
    return Json.parse(JSON.parse(text))
  } catch {
    throw new ExpressionError(
      `\`fromJSON()\` was given what is no JSON: ${JSON.stringify(text.slice(0, 100))}`,
    )
  }
}
