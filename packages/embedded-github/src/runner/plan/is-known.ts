import type { Contexts, Value } from '@speculate-dev/workflows'
import { ExpressionError, expressionParts, expressionsIn, unwrapped } from '@speculate-dev/workflows'
import { TOKEN_PATHS } from '../workflow/check-expression.ts'

/** Whether the contexts hold all that the condition or expression asks for, so that no run could tell it differently. */
export function isKnown(expression: string, contexts: Contexts): boolean {
  try {
    const { calls, paths } = expressionParts(unwrapped(expression))
    return !calls.some((name) => ASKS_THE_RUN.includes(name)) && paths.every((path) => holds(contexts, path))
  } catch (error) {
    if (error instanceof ExpressionError) return false
    throw error
  }
}

/** `isKnown` for a text with `${{ … }}`. */
export function isKnownTemplate(text: string, contexts: Contexts): boolean {
  return expressionsIn(text).every((expression) => isKnown(expression, contexts))
}

const ASKS_THE_RUN = ['success', 'failure', 'always', 'cancelled', 'hashfiles']

/** What the matrix does not hold is empty, and nobody has given this runner secrets or variables. */
const WHOLE = ['matrix', 'secrets', 'vars']

function holds(contexts: Contexts, path: readonly (string | undefined)[]): boolean {
  const [root, ...names] = path.map((name) => name?.toLowerCase())
  if (root === undefined || TOKEN_PATHS.includes([root, ...names].join('.'))) return false
  if (WHOLE.includes(root)) return true
  let at: Value | undefined = contexts[root]
  for (const name of names) {
    if (typeof at !== 'object' || at === null) return false
    at = Object.entries(at).find(([key]) => key.toLowerCase() === name)?.[1]
  }
  return at !== undefined
}
