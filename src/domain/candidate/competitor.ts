import type { CandidateFacts } from '../forge/forge-facts.ts'
import type { Submission } from '../issue/command.ts'
import type { Speculation } from '../run/speculation.ts'
import { addedBriefs } from './added-briefs.ts'
import type { Brief } from './brief.ts'
import { type CandidateId, rankTag, type ToolchainName } from './candidate.ts'

/** Stands in attempts for the toolchain of a pull request that somebody has entered: no agent runs. */
export const SUBMITTED: ToolchainName = 'pull-request'

/** Somebody else's pull request that competes. Its branch, its title and its state are never changed by us. */
export interface SubmittedPullRequest extends Omit<Brief, 'toolchain'> {
  /** Login of who wrote it; no toolchain did. */
  readonly author: string
  readonly submission: Submission
  readonly by: string
  readonly at: string
}

/** Of the plan, or entered later; the order is that of their tags. */
export type Competitor = (Brief & { readonly submission?: undefined }) | SubmittedPullRequest

type Run = Pick<Speculation, 'plan' | 'commands'>

export function competitors(run: Run): readonly Competitor[] {
  return [...run.plan.briefs, ...submittedPullRequests(run)]
}

/** Entered again, a pull request keeps its place and competes with the later commit. */
export function submittedPullRequests({ plan, commands = [] }: Run): readonly SubmittedPullRequest[] {
  const byNumber = new Map<number, SubmittedPullRequest>()
  // Tags are given in the order in which all came.
  const added = addedBriefs({ commands }).map(({ id }) => id)
  let place = plan.briefs.filter(({ id }) => !added.includes(id)).length
  for (const { answer, by, at } of commands) {
    if (answer.kind === 'added') place += 1
    if (answer.kind !== 'entered') continue
    const { pullRequest, commit, tip, author } = answer
    const tag = byNumber.get(pullRequest)?.tag ?? rankTag(place++)
    byNumber.set(pullRequest, {
      id: submittedPullRequestId(pullRequest),
      tag,
      strategy: `entered by ${by}`,
      constraints: [],
      author,
      submission: { pullRequest, commit, tip },
      by,
      at,
    })
  }
  return [...byNumber.values()]
}

export function submittedPullRequestOf(run: Run, candidate: CandidateId): SubmittedPullRequest | undefined {
  return submittedPullRequests(run).find(({ id }) => id === candidate)
}

/** What the run itself has opened. */
export function ownCandidates(run: Run, candidates: readonly CandidateFacts[]): readonly CandidateFacts[] {
  const theirs = submittedPullRequests(run).map(({ id }) => id)
  return candidates.filter(({ candidate }) => !theirs.includes(candidate))
}

export function submittedPullRequestId(pullRequest: number): CandidateId {
  return `pr-${pullRequest}`
}

/** Where the forge keeps the head of a pull request, in its own name: whoever wrote the branch did not choose this one. */
export function pullRequestRef(pullRequest: number): string {
  return `pull/${pullRequest}/head`
}
