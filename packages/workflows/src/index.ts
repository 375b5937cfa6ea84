export { checkName, nameWithValues } from './check-names.ts'
export { asMapping, asText, type Mapping } from './data.ts'
export { eventFilters, eventNames } from './events.ts'
export { asValue } from './expressions/as-value.ts'
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
export { type ExpressionParts, expressionParts } from './expressions/expression-parts.ts'
export { type JobStatus, MissingHash } from './expressions/functions.ts'
export { knownTruth } from './expressions/known-truth.ts'
export { ExpressionError } from './expressions/parse-expression.ts'
export { type Contexts, isList, isTruthy, type Value } from './expressions/value.ts'
export { keysWrittenTwice } from './keys-written-twice.ts'
export { matchesPatterns } from './matches-patterns.ts'
export { MAX_COMBINATIONS, matrixCombinations } from './matrix-combinations.ts'
export { readWorkflowFile, type WorkflowFile } from './read-workflow-file.ts'
