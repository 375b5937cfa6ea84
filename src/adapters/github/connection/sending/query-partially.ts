import type { ProbotOctokit } from 'probot'
import { type GraphqlError, graphqlErrors, toForgeError } from './github-errors.ts'

export interface PartialAnswer {
  readonly data: unknown
  /** Empty when the answer is whole. */
  readonly errors: readonly GraphqlError[]
}

/** GraphQL answers HTTP 200 with what it could read and a list of what it could not; both matter. */
export async function queryPartially(
  octokit: ProbotOctokit,
  document: string,
  variables: Record<string, unknown>,
): Promise<PartialAnswer> {
  try {
    return { data: await octokit.graphql(document, variables), errors: [] }
  } catch (error) {
    const errors = graphqlErrors(error)
    const failure = toForgeError(error)
    if (errors === undefined || failure.kind === 'rate-limited') throw failure
    const data = error instanceof Error && 'data' in error ? error.data : undefined
    if (typeof data !== 'object' || data === null) throw failure
    return { data, errors }
  }
}
