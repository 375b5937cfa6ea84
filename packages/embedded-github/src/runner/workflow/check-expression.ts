import { ExpressionError, expressionParts } from '@speculate-dev/workflows'

interface Where {
  /** Only a step has a workspace whose files can be hashed. */
  readonly isInStep: boolean
}

/**
 * Undefined when this runner can evaluate the expression, else a sentence naming what it cannot.
 * Asked before a job starts, so that nothing runs on a guess.
 */
export function checkExpression(text: string, { isInStep }: Where): string | undefined {
  try {
    const { calls, paths } = expressionParts(text)
    if (calls.includes('hashfiles') && !isInStep)
      return 'the function `hashFiles()` can be asked only by a step, as on GitHub'
    const unknown = paths.find((path) => !isKnownPath(path))
    return unknown && `the expression \`${asWritten(unknown)}\` is not supported by this runner`
  } catch (error) {
    if (error instanceof ExpressionError) return error.message
    throw error
  }
}

/** The job's own token; asked of the server only for a job that names it. */
export const TOKEN_PATHS = ['github.token', 'secrets.github_token']

const GITHUB = [
  ...['action', 'action_path', 'action_ref', 'action_repository', 'action_status', 'actor', 'actor_id'],
  ...['api_url', 'base_ref', 'env', 'event', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job'],
  ...['path', 'ref', 'ref_name', 'ref_protected', 'ref_type', 'repository', 'repository_id'],
  ...['repository_owner', 'repository_owner_id', 'repositoryurl', 'retention_days', 'run_id', 'run_number'],
  ...['run_attempt', 'secret_source', 'server_url', 'sha', 'token', 'triggering_actor', 'workflow'],
  ...['workflow_ref', 'workflow_sha', 'workspace'],
]

/** GitHub's payload names them where there are any; here nobody knows. */
const NOT_IN_EVENT = ['organization', 'enterprise', 'installation']

const RUNNER = ['os', 'arch', 'name', 'temp', 'tool_cache', 'workspace', 'debug', 'environment']
const STRATEGY = ['fail-fast', 'job-index', 'job-total', 'max-parallel']

/** What stands behind the name of each context; what a context holds whole has everything that GitHub would have. */
const CONTEXTS: Readonly<Record<string, (names: readonly (string | undefined)[]) => boolean>> = {
  github: ([name, inner]) =>
    name === undefined ? false : GITHUB.includes(name) && !(name === 'event' && isNotInEvent(inner)),
  runner: ([name]) => name !== undefined && RUNNER.includes(name),
  strategy: ([name]) => name !== undefined && STRATEGY.includes(name),
  job: ([name]) => name === 'status' || name === 'container' || name === 'services',
  secrets: (names) => names.length <= 1,
  vars: () => true,
  env: () => true,
  matrix: () => true,
  inputs: () => true,
  needs: () => true,
  steps: () => true,
  jobs: () => true,
}

function isNotInEvent(name: string | undefined): boolean {
  return name !== undefined && NOT_IN_EVENT.includes(name)
}

/** What stands in brackets and only a run knows is left out. */
function asWritten(path: readonly (string | undefined)[]): string {
  return path.map((name) => name ?? '[…]').join('.')
}

/** Whether the runner has what GitHub would have there. */
export function isKnownPath(path: readonly (string | undefined)[]): boolean {
  const [root = '', ...names] = path.map((name) => name?.toLowerCase())
  return (WHOLE.includes(root) && names.length === 0) || (CONTEXTS[root]?.(names) ?? false)
}

/** For `toJSON()`, which only shows what there is. */
const WHOLE = ['github', 'runner', 'strategy', 'job']

/** The secrets and variables that an expression asks for, which are empty here. */
export function emptyNames(text: string): string[] {
  return expressionParts(text)
    .paths.map(asWritten)
    .filter((path) => /^(?:secrets|vars)\./i.test(path) && !TOKEN_PATHS.includes(path.toLowerCase()))
}
