import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { NewDispatch, WorkflowRunFacts, WorkflowRuns } from '../../ports/workflow-runs.ts'

/** Undefined when the forge does not say, or when its answer was lost: then the run is looked for. */
export function startRun(
  forge: Pick<WorkflowRuns, 'dispatchWorkflow'>,
  repository: RepositoryRef,
  dispatch: NewDispatch,
): Promise<WorkflowRunFacts | undefined> {
  return forge.dispatchWorkflow(repository, dispatch).catch((error: unknown) => {
    if (error instanceof ForgeError && error.kind === 'unavailable') return undefined
    throw error
  })
}

/** What people can do about the error; undefined for an error that passes by itself. */
export function notStarted({ kind, message }: ForgeError, workflow: string): string | undefined {
  switch (kind) {
    case 'not-found':
      return `The repository has no workflow ${workflow} on its default branch and on the base: ${message}`
    case 'forbidden':
      return `The App may not start ${workflow}; it needs \`actions: write\`: ${message}`
    case 'unprocessable':
      return `GitHub would not start ${workflow}: ${message}`
    case 'rate-limited':
    case 'unavailable':
      return undefined
    default:
      return kind satisfies never
  }
}

/** A run that has just begun cannot be read everywhere yet. */
export const PASSING: readonly ForgeError['kind'][] = ['unavailable', 'rate-limited', 'not-found']
