import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import { hasLabel, WINNER_LABEL } from '../../domain/issue/labels.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { retargetedTo } from '../../domain/run/retargeted-to.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { type LeavingReason, renderLeftover } from '../../messages/comments/render-leftover.ts'
import { hasMarker } from '../../messages/marker.ts'
import { humanChoices } from '../people/human-choices.ts'
import { sendBack } from './send-back.ts'

/**
 * A10: closes, each with its reason, the drafts that a run has left open for somebody to choose, and before the next run what it had
 * promoted too, so that an issue never has two winners. Whatever a person has chosen, brought back or entered stays as they left it (E8), but
 * for that label.
 */
export function leftovers(snapshot: Snapshot, speculation: Speculation, leaving: LeavingReason): Step[] {
  const { verdict } = speculation
  if (!verdict) return []
  const choices = humanChoices(snapshot.candidates, speculation, verdict)
  return verdict.scoreboard.rows.flatMap((row) => {
    const facts = snapshot.candidates.find((one) => one.candidate === row.candidate)
    const pullRequest = facts?.pullRequest
    if (pullRequest?.state !== 'open') return []
    if (choices.some(({ candidate }) => candidate === row.candidate))
      return leaving.kind === 'next-run' ? unmark(pullRequest) : []
    // A person had taken it over before the verdict.
    if (row.left && row.left !== 'base-moved') return []
    // A person has continued this work, so the pull request is theirs: only the promotion, which was of another commit or base, is over.
    const isContinued = row.head !== undefined && pullRequest.head !== row.head
    if (isContinued || retargetedTo(pullRequest, speculation.base))
      return leaving.kind === 'next-run' ? demoting(speculation, row, pullRequest) : []
    // A draft that we closed and that is open again was reopened by a person.
    const wasLeft =
      row.left === 'base-moved' || (verdict.decision.kind === 'escalate' && row.result === 'hold')
    if (leaving.kind === 'time-over' && !wasLeft) return []
    return closing(speculation, { row, pullRequest, leaving })
  })
}

function demoting(speculation: Speculation, row: Row, pullRequest: PullRequestFacts): Step[] {
  const isOurs = submittedPullRequestOf(speculation, row.candidate) === undefined
  const reason = 'the next run has begun, and it is not what was judged any more'
  return [
    ...unmark(pullRequest),
    ...(row.result === 'promote' && isOurs ? sendBack(pullRequest, reason) : []),
  ]
}

function closing(
  speculation: Speculation,
  { row, pullRequest, leaving }: { row: Row; pullRequest: PullRequestFacts; leaving: LeavingReason },
): Step[] {
  const { number, nodeId, ownComments } = pullRequest
  const unmarked = unmark(pullRequest)
  if (submittedPullRequestOf(speculation, row.candidate)) return leaving.kind === 'next-run' ? unmarked : []
  const { marker, body, sentence } = renderLeftover(speculation, {
    candidate: row.candidate,
    number,
    leaving,
  })
  const known = ownComments.find((own) => hasMarker(own.body, marker))
  return [
    ...unmarked,
    ...(known ? [] : [{ do: 'ensure-comment' as const, on: number, existing: undefined, marker, body }]),
    { do: 'close-pull-request', pullRequest: { number, nodeId }, reason: sentence },
  ]
}

function unmark({ number, labels }: PullRequestFacts): Step[] {
  return hasLabel(labels, WINNER_LABEL)
    ? [{ do: 'ensure-labels', on: number, add: [], remove: [WINNER_LABEL] }]
    : []
}
