import { type Expression, ExpressionError, parseExpression } from './parse-expression.ts'

/**
 * Undefined when this runner can evaluate the expression, else a sentence naming what it cannot.
 * Asked before a job starts, so that nothing runs on a guess.
 */
export function checkExpression(text: string): string | undefined {
  try {
    return problemOf(parseExpression(text))
  } catch (error) {
    if (error instanceof ExpressionError) return error.message
    throw error
  }
}

const ARGUMENT_COUNTS: ReadonlyMap<string, number> = new Map([
  ['success', 0],
  ['failure', 0],
  ['always', 0],
  ['cancelled', 0],
  ['contains', 2],
  ['startswith', 2],
  ['endswith', 2],
  ['fromjson', 1],
])

/** The job's own token; asked of the server only for a job that names it. */
export const TOKEN_PATHS = ['github.token', 'secrets.github_token']

/** `*` stands for any one name. */
const KNOWN_PATHS = [
  ...['event_name', 'head_ref', 'base_ref', 'ref', 'ref_name', 'sha', 'repository', 'repository_owner'],
  ...['actor', 'triggering_actor', 'workflow', 'job', 'run_id', 'run_number', 'run_attempt', 'workspace'],
  ...['event.before', 'event.after', 'event.ref'],
  ...['event.action', 'event.number', 'event.pull_request.draft', 'event.pull_request.number'],
  ...['event.pull_request.title', 'event.pull_request.body', 'event.pull_request.user.login'],
  ...['event.pull_request.head.ref', 'event.pull_request.head.sha'],
  ...['event.pull_request.base.ref', 'event.pull_request.base.sha'],
]
  .map((path) => `github.${path}`)
  .concat(['inputs.*', 'github.event.inputs.*', 'env.*', 'matrix.*', 'needs.*.result', 'needs.*.outputs.*'])
  .concat(['steps.*.outputs.*', 'steps.*.outcome', 'steps.*.conclusion', 'runner.os', 'runner.temp'])
  .concat(TOKEN_PATHS)
  .map((path) => path.split('.'))

function problemOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'literal':
      return undefined
    case 'not':
      return problemOf(expression.operand)
    case 'binary':
      return problemOf(expression.left) ?? problemOf(expression.right)
    case 'call':
      return problemOfCall(expression.name, expression.arguments)
    case 'path':
      return isKnownPath(expression.segments)
        ? undefined
        : `the expression \`${expression.segments.join('.')}\` is not supported by this runner`
    default:
      throw expression satisfies never
  }
}

function problemOfCall(name: string, given: readonly Expression[]): string | undefined {
  const wanted = ARGUMENT_COUNTS.get(name.toLowerCase())
  if (wanted === undefined) return `the function \`${name}()\` is not supported by this runner`
  if (given.length !== wanted) return `\`${name}()\` takes ${wanted} arguments, not ${given.length}`
  return given.map(problemOf).find((problem) => problem !== undefined)
}

function isKnownPath(segments: readonly string[]): boolean {
  return KNOWN_PATHS.some(
    (known) =>
      known.length === segments.length &&
      known.every((name, index) => name === '*' || name === segments[index]?.toLowerCase()),
  )
}
