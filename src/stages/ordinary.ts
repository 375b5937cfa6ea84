import { parseCandidateBranch } from '../domain/candidate/candidate.ts'
import type { OpenPullRequest } from '../domain/forge/open-pull-request.ts'

/**
 * Whether a pull request is none of a candidate. A check run belongs to a commit, so that one whose head the App has written is left
 * alone whoever opens it from wherever: it could be a candidate's. What the App itself opens beside candidates proposes settings.
 */
export function isOrdinary({ branch, isFork, isOurs, isHeadOurs }: OpenPullRequest): boolean {
  if (!isFork && parseCandidateBranch(branch)) return false
  return !isHeadOurs || (isOurs && !isFork)
}
