import { asMapping, asText, type Mapping } from './data.ts'
import { asValue } from './expressions/as-value.ts'
import { evaluateExpression, TEMPLATE } from './expressions/evaluate-expression.ts'
import { expressionParts } from './expressions/expression-parts.ts'
import { ExpressionError, STATUS_FUNCTIONS } from './expressions/parse-expression.ts'

/**
 * What the check run of a job of a matrix is called, as far as the file tells it: what else than the matrix an expression names stays as it
 * is written. docs.github.com, "Running variations of jobs": the values follow a name that has no expressions of its own.
 */
export function checkName(name: string, combination: Mapping): string {
  if (name.includes('${{')) return filledIn(name, combination)
  return nameWithValues(name, combination)
}

export function nameWithValues(name: string, combination: Mapping): string {
  const values = leaves(combination)
  return values.length === 0 ? name : shortened(`${name} (${values.join(', ')})`)
}

function leaves(value: unknown): readonly string[] {
  const text = asText(value)
  if (text !== undefined) return text === '' ? [] : [text]
  return (Array.isArray(value) ? value : Object.values(asMapping(value) ?? {})).flatMap(leaves)
}

const MAX_NAME = 100

/** As GitHub cuts the names of jobs. */
function shortened(name: string): string {
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 3)}...` : name
}

function filledIn(name: string, combination: Mapping): string {
  return name.replace(TEMPLATE, (written, expression: string) => {
    try {
      const { calls, paths } = expressionParts(expression)
      if (calls.some(asksTheRun) || paths.some(([context]) => context?.toLowerCase() !== 'matrix'))
        return written
      const matrix = asValue(combination)
      return asText(evaluateExpression(expression, { contexts: { matrix }, status: 'success' })) ?? ''
    } catch (error) {
      if (error instanceof ExpressionError) return written
      throw error
    }
  })
}

function asksTheRun(call: string): boolean {
  return STATUS_FUNCTIONS.includes(call) || call === 'hashfiles'
}
