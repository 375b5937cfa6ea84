import { z } from 'zod'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { graphqlErrors } from '../connection/sending/github-errors.ts'
import { convertToDraftMutation, markReadyMutation, pullRequestStateQuery } from './mutations.ts'

const Answer = z.object({
  markPullRequestReadyForReview: z.object({ pullRequest: z.object({ headRefOid: z.string() }) }),
})

const State = z.object({
  node: z.object({ headRefOid: z.string(), isDraft: z.boolean(), state: z.string() }),
})

/**
 * GitHub's mutation knows no expected head, but answers the one that it has made ready: a commit that nobody has judged never stays
 * ready because it arrived in between.
 */
export async function markReady(
  client: GitHubClient,
  pullRequest: PullRequestHandle,
  expectedHead: string,
): Promise<'ready' | 'head-moved'> {
  const head = await readyHead(client, pullRequest)
  if (head === expectedHead) return 'ready'
  await convertToDraft(client, pullRequest)
  return 'head-moved'
}

/** What is refused may be ready already, or not open any more. */
async function readyHead(client: GitHubClient, pullRequest: PullRequestHandle): Promise<string> {
  try {
    const answer = Answer.parse(await client.octokit.graphql(markReadyMutation, { id: pullRequest.nodeId }))
    return answer.markPullRequestReadyForReview.pullRequest.headRefOid
  } catch (error) {
    if (graphqlErrors(error) === undefined) throw error
    const { state, isDraft, headRefOid } = await readState(client, pullRequest)
    if (state !== 'OPEN')
      throw new ForgeError('unprocessable', `#${pullRequest.number} is ${state.toLowerCase()}, not open`)
    if (isDraft) throw error
    return headRefOid
  }
}

/** Leaves an ordinary pull request as it is where the repository has no drafts. */
export async function convertToDraft(client: GitHubClient, pullRequest: PullRequestHandle): Promise<void> {
  const { isDraft, state } = await readState(client, pullRequest)
  if (isDraft || state !== 'OPEN') return
  try {
    await client.octokit.graphql(convertToDraftMutation, { id: pullRequest.nodeId })
  } catch (error) {
    const unsupported = graphqlErrors(error)?.some(({ message }) => /draft.*not supported/i.test(message))
    if (!unsupported) throw error
  }
}

async function readState({ octokit }: GitHubClient, { nodeId }: PullRequestHandle) {
  return State.parse(await octokit.graphql(pullRequestStateQuery, { id: nodeId })).node
}
