import { ExpressionError, expressionParts } from '@speculate-dev/workflows'

/**
 * Undefined when this runner can evaluate the expression, else a sentence naming what it cannot.
 * Asked before a job starts, so that nothing runs on a guess.
 */
export function checkExpression(text: string): string | undefined {
  try {
    const { calls, paths } = expressionParts(text)
    if (calls.includes('hashfiles')) return 'the function `hashFiles()` is not supported by this runner'
    const unknown = paths.find((path) => !isKnownPath(path))
    return unknown && `the expression \`${asWritten(unknown)}\` is not supported by this runner`
  } catch (error) {
    if (error instanceof ExpressionError) return error.message
    throw error
  }
}

/** The job's own token; asked of the server only for a job that names it. */
export const TOKEN_PATHS = ['github.token', 'secrets.github_token']

/** Nobody has given this runner any: they are empty, as on GitHub where none is set. */
const EMPTY_PATHS = ['secrets.*', 'vars.*']

/** `*` stands for any one name. */
const KNOWN_PATHS = [
  ...['event_name', 'head_ref', 'base_ref', 'ref', 'ref_name', 'sha', 'repository', 'repository_owner'],
  ...['actor', 'triggering_actor', 'workflow', 'job', 'run_id', 'run_number', 'run_attempt', 'workspace'],
  ...['event.before', 'event.after', 'event.ref'],
  ...['event.action', 'event.number', 'event.pull_request.draft', 'event.pull_request.number'],
  ...['event.pull_request.title', 'event.pull_request.body', 'event.pull_request.user.login'],
  ...['event.pull_request.head.ref', 'event.pull_request.head.sha'],
  ...['event.pull_request.base.ref', 'event.pull_request.base.sha', 'event.pull_request.state'],
  ...['head', 'base'].flatMap((side) =>
    ['label', 'user.login', 'repo.name', 'repo.full_name', 'repo.fork', 'repo.owner.login'].map(
      (name) => `event.pull_request.${side}.${name}`,
    ),
  ),
  ...['event.repository.name', 'event.repository.full_name', 'event.repository.fork'],
  ...['event.repository.owner.login', 'server_url', 'api_url', 'graphql_url', 'ref_type'],
]
  .map((path) => `github.${path}`)
  .concat(['inputs', 'needs', 'needs.*', 'needs.*.result', 'needs.*.outputs', 'needs.*.outputs.*'])
  .concat(['inputs.*', 'github.event.inputs.*', 'env.*'])
  .concat([
    'steps.*.outputs.*',
    'steps.*.outcome',
    'steps.*.conclusion',
    'runner.os',
    'runner.arch',
    'runner.temp',
  ])
  .concat(['job.status', ...EMPTY_PATHS])
  .concat(TOKEN_PATHS)
  .map((path) => path.split('.'))

/** What stands in brackets and only a run knows is left out. */
function asWritten(path: readonly (string | undefined)[]): string {
  return path.map((name) => name ?? '[…]').join('.')
}

function isKnownPath(segments: readonly (string | undefined)[]): boolean {
  // Its values may be objects and lists.
  if (segments[0]?.toLowerCase() === 'matrix') return true
  return KNOWN_PATHS.some(
    (known) =>
      known.length === segments.length &&
      known.every((name, index) => name === '*' || name === segments[index]?.toLowerCase()),
  )
}

/** The secrets and variables that an expression asks for, which are empty here. */
export function emptyNames(text: string): string[] {
  return expressionParts(text)
    .paths.map(asWritten)
    .filter((path) => /^(?:secrets|vars)\./i.test(path) && !TOKEN_PATHS.includes(path.toLowerCase()))
}
