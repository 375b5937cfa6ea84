import type { PullRequestHandle } from '../../../domain/run/step.ts'
import type { AutoMergeAnswer, WantedAutoMerge } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { graphqlErrors } from '../connection/sending/github-errors.ts'
import { disableAutoMergeMutation, enableAutoMergeMutation } from './mutations.ts'

/** GitHub refuses where the repository does not allow it, where the head has moved, and where nothing stands in the way of merging at once. */
export async function enableAutoMerge(
  { octokit }: GitHubClient,
  { nodeId }: PullRequestHandle,
  { expectedHead, method }: WantedAutoMerge,
): Promise<AutoMergeAnswer> {
  const input = { pullRequestId: nodeId, expectedHeadOid: expectedHead, mergeMethod: method.toUpperCase() }
  try {
    await octokit.graphql(enableAutoMergeMutation, { input })
    return { kind: 'enabled' }
  } catch (error) {
    const [refused] = refusals(error)
    if (refused === undefined) throw error
    return { kind: 'refused', why: refused }
  }
}

/** One that is off, merged or closed stays as it is. */
export async function disableAutoMerge(
  { octokit }: GitHubClient,
  { nodeId }: PullRequestHandle,
): Promise<void> {
  try {
    await octokit.graphql(disableAutoMergeMutation, { input: { pullRequestId: nodeId } })
  } catch (error) {
    if (refusals(error).length === 0) throw error
  }
}

function refusals(error: unknown): string[] {
  const errors = graphqlErrors(error) ?? []
  return errors.every(({ type }) => type === 'UNPROCESSABLE' || type === 'FORBIDDEN')
    ? errors.map(({ message }) => message)
    : []
}
