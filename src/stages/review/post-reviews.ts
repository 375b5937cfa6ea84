import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { renderReview } from '../../messages/comments/review-comment.ts'
import { hasMarker } from '../../messages/marker.ts'

/** Which reviews are still missing on the drafts they are about? */
export function postReviews({ attempts, candidates }: Snapshot, { id }: Speculation): Step[] {
  return attempts.flatMap(({ candidate, toolchain, outcome }): Step[] => {
    const pullRequest = candidates.find((one) => one.candidate === candidate)?.pullRequest
    if (outcome?.kind !== 'review' || pullRequest?.state !== 'open') return []
    const review = renderReview({ speculation: id, candidate, reviewer: toolchain, review: outcome.review })
    if (pullRequest.ownReviews?.some(({ body }) => hasMarker(body, review.marker))) return []
    const { number, nodeId } = pullRequest
    const { commit } = outcome.review
    return [{ do: 'post-review', pullRequest: { number, nodeId }, commit, ...review }]
  })
}
