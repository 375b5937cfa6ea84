import type { OwnComment, PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { IssueStep } from '../../domain/run/step.ts'

type Doubled = Pick<Snapshot, 'issue' | 'repository' | 'candidates' | 'speculation'>

/**
 * What was asked for again, because no answer had come, may be done twice: GitHub does the first request as well, after we have stopped
 * waiting for it. Of comments that say the same thing the one stays whose id is known, which is the first; a second draft of a candidate
 * that was judged by its first one is closed.
 */
export function removeDoubled({ issue, repository, candidates, speculation }: Doubled): IssueStep[] {
  if (repository.isArchived) return []
  const pullRequests = candidates.flatMap(({ pullRequest }) => pullRequest ?? [])
  return [
    ...(issue.isGone ? [] : doubledComments(issue.ref.number, issue.ownComments)),
    ...pullRequests.flatMap(({ number, ownComments }) => doubledComments(number, ownComments)),
    ...(speculation?.settledAt ? doubledDrafts(speculation, candidates) : []),
  ]
}

function doubledComments(on: number, own: readonly OwnComment[]): IssueStep[] {
  const kept = new Map<string, number>()
  return own.flatMap(({ id, body }): IssueStep[] => {
    const marker = /^<!-- speculate:[^\r\n]+ -->(?=\r?\n|$)/.exec(body)?.[0]
    // Without an id it was refused.
    if (marker === undefined || id === 0) return []
    const first = kept.get(marker) ?? id
    kept.set(marker, first)
    // One comment may have been written for several runs.
    const isKept = [...kept.values()].includes(id)
    return isKept ? [] : [{ do: 'delete-comment', on, comment: id }]
  })
}

function doubledDrafts({ verdict }: Speculation, candidates: Snapshot['candidates']): IssueStep[] {
  return candidates.flatMap(({ candidate, pullRequest }): IssueStep[] => {
    const judged = verdict?.scoreboard.rows.find((row) => row.candidate === candidate)?.pullRequest
    if (judged === undefined || !pullRequest || !isSecond(pullRequest, judged)) return []
    const { number, nodeId } = pullRequest
    const reason = `it is the same as #${judged}`
    return [{ do: 'close-pull-request', pullRequest: { number, nodeId }, reason }]
  })
}

/** Nobody has done anything with it. */
function isSecond({ number, state, isDraft, events }: PullRequestFacts, judged: number): boolean {
  return number > judged && state === 'open' && isDraft && events.length === 0
}
