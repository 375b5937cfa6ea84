import { latestAttempt } from '../../domain/candidate/latest-attempt.ts'
import type { Refusal } from '../../domain/issue/refusal.ts'
import type { Decision, Scoreboard } from '../../domain/judgement/scoreboard.ts'
import type { OwnComment, Snapshot } from '../../domain/run/snapshot.ts'
import { type Speculation, speculationId } from '../../domain/run/speculation.ts'
import type { IssueStep, Step } from '../../domain/run/step.ts'
import { renderRefusal } from '../../messages/comments/refusal.ts'
import { renderBriefComment } from '../../messages/comments/render-brief-comment.ts'
import { hasMarker, scoreboardMarker } from '../../messages/marker.ts'
import { botNotes } from '../../messages/scoreboard/notes/bot-notes.ts'
import { setUpNotes } from '../../messages/scoreboard/notes/set-up-notes.ts'
import { renderScoreboard } from '../../messages/scoreboard/scoreboard.ts'
import { withEarlierRuns } from '../../messages/scoreboard/with-earlier-runs.ts'
import { effectiveGates } from '../gates/gates.ts'
import { botTookLabelOff } from '../people/bot-took-label-off.ts'
import { policyText } from '../policies/policy-text.ts'

/** Where a speculation stands. */
export interface RunStatus {
  readonly speculation: Speculation
  readonly scoreboard: Scoreboard
  readonly decision: Decision
}

/** The same sticky text on the issue and on every candidate's pull request (D4). */
export function scoreboardComments(snapshot: Snapshot, status: RunStatus): Step[] {
  const marker = scoreboardMarker(status.speculation.id)
  const pullRequests = snapshot.candidates.flatMap(({ pullRequest }) => pullRequest ?? [])
  const repositoryUrl = pullRequests[0]?.url.replace(/\/pull\/\d+$/, '')
  const said = [
    ...botNotes(snapshot, status.speculation, botTookLabelOff(snapshot.issue)),
    ...setUpNotes(snapshot.attempts),
  ]
  const notes = said.length > 0 ? { notes: said } : {}
  const isDefaultBase =
    (snapshot.baseNow?.branch ?? status.speculation.base.branch) === snapshot.repository.defaultBranch
  const settled = status.decision.kind !== 'wait'
  const gates = effectiveGates(status.speculation.settings)
  const policy = policyText(status.scoreboard, status.speculation.settings)
  const body = renderScoreboard({
    ...status,
    policy,
    gates,
    settled,
    repositoryUrl,
    isDefaultBase,
    ...notes,
  })
  const { issue, earlier = [] } = snapshot
  // That tests are being run is said on the issue only: the verdict follows soon, and each comment costs two requests.
  const isProving = status.scoreboard.rows.some(
    ({ phase }) => phase === 'proving' || phase === 'distinguishing',
  )
  const edited = pullRequests.filter(({ ownComments }) => {
    return !isProving || !ownComments.some((one) => hasMarker(one.body, marker))
  })
  const onIssue = { marker, body: earlier.length > 0 ? withEarlierRuns(body, earlier) : body }
  return [
    ...(issue.isGone ? [] : comment(issue.ref.number, issue.ownComments, onIssue, SCOREBOARD)),
    ...edited.flatMap((one) => comment(one.number, one.ownComments, { marker, body })),
  ]
}

/** There is one scoreboard per issue; the latest run replaces the one before. */
const SCOREBOARD = '<!-- speculate:scoreboard '

/** What each draft was asked for, in full, once; the scoreboard points to it, whatever has become of the draft since. */
export function briefComments({ candidates, attempts }: Snapshot, speculation: Speculation): Step[] {
  return speculation.plan.briefs.flatMap((brief) => {
    const pullRequest = candidates.find(({ candidate }) => candidate === brief.id)?.pullRequest
    const { toolchain = brief.toolchain } = latestAttempt(attempts, brief.id) ?? {}
    if (!pullRequest) return []
    const { number, ownComments } = pullRequest
    return comment(number, ownComments, renderBriefComment(speculation, { ...brief, toolchain }))
  })
}

/** Why nothing was started, in the place where the scoreboard will stand. */
export function refusalComment({ issue }: Snapshot, run: number, refusal: Refusal): IssueStep[] {
  const marker = scoreboardMarker(speculationId(issue.ref, run))
  const body = renderRefusal(refusal, marker, issue.ref.number)
  return comment(issue.ref.number, issue.ownComments, { marker, body })
}

function comment(
  on: number,
  own: readonly OwnComment[],
  { marker, body }: { marker: string; body: string },
  kind: string = marker,
): IssueStep[] {
  const existing =
    own.find((one) => hasMarker(one.body, marker)) ?? own.findLast((one) => one.body.startsWith(kind))
  // GitHub trims what it stores.
  if (existing && existing.body.trim() === body.trim()) return []
  return [{ do: 'ensure-comment', on, existing: existing?.id || undefined, marker, body }]
}
