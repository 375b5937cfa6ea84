export {
  type Evaluation,
  evaluateCondition,
  evaluateExpression,
  expressionsIn,
  interpolate,
  interpolateAll,
  TEMPLATE,
  unwrapped,
} from './expressions/evaluate-expression.ts'
export { expressionParts } from './expressions/expression-parts.ts'
export type { JobStatus } from './expressions/functions.ts'
export { ExpressionError } from './expressions/parse-expression.ts'
export { type Contexts, isTruthy, type Value } from './expressions/value.ts'
