import { candidateBranch } from '../../domain/candidate/candidate.ts'
import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import { type CheckRunText, checkRunKey, saysOrdinary } from '../../domain/checks/own-check.ts'
import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import { isReplaced, lastChoice, promotedByPerson } from '../../domain/issue/aftermath.ts'
import type { Row } from '../../domain/judgement/row.ts'
import { takenGraft } from '../../domain/proof/graft.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { CheckRunToWrite, Step } from '../../domain/run/step.ts'
import {
  type CheckRunState,
  renderCheckRun,
  renderWaitingCheckRun,
} from '../../messages/check-run/render-check-run.ts'
import type { ScoreboardView } from '../../messages/scoreboard/scoreboard-view.ts'
import { hasPassedAgain } from '../people/checks-since.ts'
import { humanChoices } from '../people/human-choices.ts'
import { type RunStatus, viewOf } from './comments.ts'
import { decidingLines } from './deciding-lines.ts'

/**
 * The check run `speculate` on every candidate: in progress until the verdict, so that a branch that requires it lets nobody through before,
 * and then success on the winner alone. It follows what people choose afterwards, and once the issue's next run begins no success is left,
 * so that nobody merges by this check what was closed for that run. All of them are one step, because they are one request.
 */
export function checkRuns(snapshot: Snapshot, status: RunStatus, nextRun?: number): Step[] {
  if (snapshot.repository.mayWriteChecks !== true) return []
  const view = viewOf(snapshot, status)
  const wanted = status.scoreboard.rows.flatMap((row) => {
    const pullRequest = snapshot.candidates.find(({ candidate }) => candidate === row.candidate)?.pullRequest
    return pullRequest ? checkRunOf({ snapshot, view, row, pullRequest, nextRun }) : []
  })
  if (wanted.length === 0) return []
  return [{ do: 'ensure-check-runs', repositoryId: snapshot.repository.nodeId, checkRuns: wanted }]
}

interface About {
  readonly snapshot: Snapshot
  readonly view: ScoreboardView
  readonly row: Row
  readonly pullRequest: PullRequestFacts
  readonly nextRun: number | undefined
}

/** Nothing where it says already what it should. What was closed before it had one needs none, and what is merged keeps what it was merged with. */
function checkRunOf(about: About): CheckRunToWrite[] {
  const { view, row, pullRequest } = about
  const { head, ownCheck, state } = pullRequest
  const { speculation } = view
  if (state !== 'open' && ownCheck === undefined) return []
  if (state === 'merged' && ownCheck?.isCompleted) return []
  const text = view.settled ? judged(about) : row.head === head ? waiting(about) : undefined
  if (!text || (ownCheck?.isCompleted && text.conclusion === undefined)) return []
  const key = checkRunKey(candidateBranch(speculation.issue, speculation.run, row.candidate), text)
  if (ownCheck?.key === key) return []
  const url = `${view.repositoryUrl}/issues/${speculation.issue.number}`
  return [{ ...text, candidate: row.candidate, head, key, existing: ownCheck, url }]
}

/** GitHub lets none that has ended begin anew: what was none of a candidate before it was entered is told only that it is one now. */
function waiting({ view, row, pullRequest: { ownCheck } }: About): CheckRunText {
  const text = renderWaitingCheckRun(view, row)
  return ownCheck && saysOrdinary(ownCheck) ? { ...text, conclusion: 'neutral' } : text
}

function judged(about: About): CheckRunText {
  const { snapshot, view, row, nextRun } = about
  const { attempts } = snapshot
  const state = stateOf(about)
  const outcome = latestAttempt(attempts, row.candidate)?.outcome
  const annotations = decidingLines(row.gates, {
    measures: outcome?.kind === 'patch' ? outcome.measures : undefined,
    reviews: (row.review?.verdict === 'request_changes' ? attempts : []).flatMap((one) =>
      one.candidate === row.candidate && one.outcome?.kind === 'review' ? [one.outcome.review] : [],
    ),
  })
  const isOver = nextRun !== undefined || snapshot.candidates.some(isMerged)
  const mayBePromoted = !isOver && (state === 'lost' || state === 'replaced' || state === 'held')
  return renderCheckRun(view, { row, state, annotations, mayBePromoted, nextRun })
}

function isMerged({ pullRequest }: Snapshot['candidates'][number]): boolean {
  return pullRequest?.state === 'merged'
}

/** Of two runs the later one promotes, and asks people. */
function stateOf(about: About): CheckRunState {
  const state = stateInRun(about)
  const stands = state === 'promoted' || state === 'promoted-by-person' || state === 'held'
  return about.nextRun !== undefined && stands ? 'set-aside' : state
}

/** Later acts of people go before earlier ones, and before the verdict; what was judged is one commit. */
function stateInRun({ snapshot, view, row, pullRequest }: About): CheckRunState {
  const { speculation, decision } = view
  const { verdict } = speculation
  const choices = verdict ? humanChoices(snapshot.candidates, speculation, verdict) : []
  const promoted = promotedByPerson(choices)
  if (promoted === row.candidate) return 'promoted-by-person'
  const choice = lastChoice(choices, row.candidate)
  if (choice && choice.kind !== 'promoted') return 'left-to-people'
  if (row.left !== undefined) return 'left-to-people'
  if (choice) return 'replaced'
  if (row.result !== 'promote') return row.result === 'hold' && decision.kind === 'escalate' ? 'held' : 'lost'
  if (isReplaced(choices, row.candidate)) return 'replaced'
  if (!speculation.revoked && pullRequest.head === takenGraft(speculation)?.commit)
    return hasPassedAgain(pullRequest, speculation, row) ? 'promoted' : 'judged-again'
  // Where somebody has pushed, the next look takes the promotion back.
  const isJudged = row.head === undefined || pullRequest.head === row.head
  return speculation.revoked || !isJudged ? 'left-to-people' : 'promoted'
}
