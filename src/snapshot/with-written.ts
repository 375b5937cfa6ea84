import type { ForgeFacts, OwnComment, PullRequestFacts } from '../domain/forge/forge-facts.ts'
import type { Store, WrittenComment } from '../ports/store.ts'

/**
 * The facts with everything that we know to have written, however much others have written since: what the forge shows of a page is
 * its newest or oldest part. What was written is given as it was written, not as the forge stores it.
 */
export async function withWritten(
  facts: ForgeFacts,
  store: Pick<Store, 'writtenComments'>,
): Promise<ForgeFacts> {
  const { issue, candidates } = facts
  const pullRequests = candidates.flatMap(({ pullRequest }) => pullRequest?.number ?? [])
  const written = await store.writtenComments(issue.ref, [issue.ref.number, ...pullRequests])
  if (written.length === 0) return facts
  const on = (number: number) => written.filter((one) => one.on === number)
  return {
    ...facts,
    issue: { ...issue, ownComments: merged(on(issue.ref.number), issue.ownComments) },
    candidates: candidates.map(({ pullRequest, ...rest }) => ({
      ...rest,
      pullRequest: pullRequest && ofPullRequest(pullRequest, on(pullRequest.number)),
    })),
  }
}

function ofPullRequest(pullRequest: PullRequestFacts, written: readonly WrittenComment[]): PullRequestFacts {
  const isReview = ({ marker }: WrittenComment) => marker.startsWith('<!-- speculate:review ')
  return {
    ...pullRequest,
    ownComments: merged(
      written.filter((one) => !isReview(one)),
      pullRequest.ownComments,
    ),
    ownReviews: merged(written.filter(isReview), pullRequest.ownReviews ?? []),
  }
}

function merged(written: readonly WrittenComment[], shown: readonly OwnComment[]): readonly OwnComment[] {
  const ids = new Set(written.map(({ id }) => id))
  return [...written.map(({ id, body }) => ({ id, body })), ...shown.filter(({ id }) => !ids.has(id))]
}
