import type { CommandComment, IssueFacts, OwnComment } from '../../domain/forge/forge-facts.ts'
import { promotedByPerson } from '../../domain/issue/aftermath.ts'
import { hasLabel, TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import type { Refusal } from '../../domain/issue/refusal.ts'
import type { Decision, Scoreboard } from '../../domain/judgement/scoreboard.ts'
import { takenGraft } from '../../domain/proof/graft.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import { type Speculation, speculationId } from '../../domain/run/speculation.ts'
import type { IssueStep, Step } from '../../domain/run/step.ts'
import { renderCommandRefusal, renderRefusal } from '../../messages/comments/refusal/render-refusal.ts'
import { renderDraftNote } from '../../messages/comments/render-draft-note.ts'
import { hasMarker, scoreboardMarker } from '../../messages/marker.ts'
import { runPageAddress } from '../../messages/run-page-address.ts'
import { autoMergeNotes } from '../../messages/scoreboard/notes/auto-merge-notes.ts'
import { botNotes } from '../../messages/scoreboard/notes/bot-notes.ts'
import { graftNotes } from '../../messages/scoreboard/notes/graft-notes.ts'
import { setUpNotes } from '../../messages/scoreboard/notes/set-up-notes.ts'
import { renderScoreboard } from '../../messages/scoreboard/scoreboard.ts'
import type { ScoreboardView } from '../../messages/scoreboard/scoreboard-view.ts'
import { withEarlierRuns } from '../../messages/scoreboard/with-earlier-runs.ts'
import { commandLine } from '../commands/parse-command.ts'
import { effectiveGates } from '../gates/gates.ts'
import { botTookLabelOff } from '../people/bot-took-label-off.ts'
import { hasPassedAgain } from '../people/checks-since.ts'
import { policyText } from '../policies/policy-text.ts'
import { changedAt } from './changed-at.ts'

/** Where a speculation stands. */
export interface RunStatus {
  readonly speculation: Speculation
  readonly scoreboard: Scoreboard
  readonly decision: Decision
}

/** Progress is shown on the issue at most this often: every edit is a write, and a reader looks now and then. */
const SHOWN_EVERY_MS = 20_000

/** One sticky scoreboard on the issue, from planning to the end, and once there is a verdict a short note on every candidate's pull request (D4). */
export function scoreboardComments(snapshot: Snapshot, status: RunStatus): Step[] {
  const view = viewOf(snapshot, status)
  const { issue, earlier = [] } = snapshot
  const marker = scoreboardMarker(status.speculation.id)
  const body = renderScoreboard(view)
  const onIssue = { marker, body: earlier.length > 0 ? withEarlierRuns(body, earlier) : body }
  const isSkipped = issue.isGone || wasJustShown(snapshot, status)
  return [
    ...(isSkipped ? [] : comment(issue.ref.number, issue.ownComments, onIssue, SCOREBOARD)),
    ...(view.settled ? draftNotes(snapshot, view) : []),
  ]
}

/** Once all is settled, the words on how to begin anew still follow the label; whatever else would be said otherwise by now stays as it is. */
export function labelWords(snapshot: Snapshot, status: RunStatus): Step[] {
  const { issue } = snapshot
  const isOn = hasLabel(issue.labels, TRIGGER_LABEL)
  const before = { ...issue, labels: isOn ? [] : [TRIGGER_LABEL] }
  const isOther = scoreboardComments({ ...snapshot, issue: before }, status).length > 0
  return isOther ? [] : scoreboardComments(snapshot, status)
}

/** What the scoreboard, and answers to commands, are made of. */
export function viewOf(snapshot: Snapshot, status: RunStatus): ScoreboardView {
  const { settings, base } = status.speculation
  const said = [
    ...botNotes(snapshot, status.speculation, botTookLabelOff(snapshot.issue, status.speculation)),
    ...setUpNotes(snapshot.attempts),
    ...autoMergeNotes(snapshot.autoMerge, promotedPullRequest(snapshot, status)),
    ...graftNotesOf(snapshot, status),
    ...(snapshot.repository.mayWriteChecks === false ? [NO_CHECK] : []),
  ]
  return {
    ...status,
    policy: policyText(status.scoreboard, settings),
    gates: effectiveGates(settings),
    settled: status.decision.kind !== 'wait',
    repositoryUrl: repositoryUrlOf(snapshot),
    changedAt: changedAt(status.speculation, status.scoreboard, snapshot.attempts),
    ...pagesOf(snapshot, status.speculation),
    isDefaultBase: mergesInto(snapshot, base) === snapshot.repository.defaultBranch,
    isLabelOff: !hasLabel(snapshot.issue.labels, TRIGGER_LABEL),
    ...(said.length > 0 && { notes: said }),
  }
}

/** What is merged says where it went: a person may have given it another base. */
function mergesInto({ candidates, baseNow }: Snapshot, base: Speculation['base']): string {
  const merged = candidates.find(({ pullRequest }) => pullRequest?.state === 'merged')?.pullRequest
  return merged?.baseBranch ?? baseNow?.branch ?? base.branch
}

function graftNotesOf(
  snapshot: Snapshot,
  { speculation, scoreboard, decision }: RunStatus,
): readonly string[] {
  const taken = takenGraft(speculation)
  if (!taken || decision.kind !== 'promote') return []
  const row = scoreboard.rows.find(({ candidate }) => candidate === decision.candidate)
  const pullRequest = snapshot.candidates.find(
    ({ candidate }) => candidate === decision.candidate,
  )?.pullRequest
  if (!row || !pullRequest) return []
  const isThere = pullRequest.head === taken.commit && !speculation.revoked
  const has = isThere && hasPassedAgain(pullRequest, speculation, row)
  const checks = isThere ? (has ? 'passed' : 'running') : undefined
  return graftNotes(taken, { number: pullRequest.number, checks })
}

function promotedPullRequest({ candidates }: Snapshot, { decision, speculation }: RunStatus) {
  if (decision.kind !== 'promote') return undefined
  const promoted = promotedByPerson(speculation.choices ?? []) ?? decision.candidate
  return candidates.find(({ candidate }) => candidate === promoted)?.pullRequest
}

const NO_CHECK =
  'The drafts have no check `speculate`: an owner has yet to accept, in the settings of the installed app, that it writes checks.'

function repositoryUrlOf({ candidates }: Snapshot): string | undefined {
  const [first] = candidates.flatMap(({ pullRequest }) => pullRequest ?? [])
  return first?.url.replace(/\/pull\/\d+$/, '')
}

/** What a person waits for, a verdict or the answer to a command, is shown at once. */
function wasJustShown({ now, shownAt, issue }: Snapshot, { speculation, decision }: RunStatus): boolean {
  const marker = scoreboardMarker(speculation.id)
  if (decision.kind !== 'wait' || shownAt === undefined) return false
  if (!issue.ownComments.some(({ body }) => hasMarker(body, marker))) return false
  const answeredAt = speculation.commands?.at(-1)?.answeredAt
  if (answeredAt !== undefined && Date.parse(answeredAt) >= Date.parse(shownAt)) return false
  const ago = Date.parse(now) - Date.parse(shownAt)
  return ago >= 0 && ago < SHOWN_EVERY_MS
}

function draftNotes({ issue, candidates }: Snapshot, view: ScoreboardView): Step[] {
  const board = issue.ownComments.find(({ id, body }) => id > 0 && body.startsWith(SCOREBOARD))
  const { repositoryUrl } = view
  const address =
    board && repositoryUrl !== undefined && !issue.isGone
      ? `${repositoryUrl}/issues/${issue.ref.number}#issuecomment-${board.id}`
      : undefined
  return view.scoreboard.rows.flatMap((row) => {
    const pullRequest = candidates.find(({ candidate }) => candidate === row.candidate)?.pullRequest
    if (!pullRequest) return []
    return comment(pullRequest.number, pullRequest.ownComments, renderDraftNote(view, row, address))
  })
}

/** Only where people can reach them. */
function pagesOf({ pagesUrl, attempts }: Snapshot, { id }: Speculation) {
  if (pagesUrl === undefined) return {}
  const written = attempts.filter((one) => one.task.kind === 'patch' && one.status === 'ended')
  return {
    pageUrl: runPageAddress(id, pagesUrl),
    writtenBy: new Map(written.map((one) => [one.candidate, one.number])),
  }
}

/** There is one scoreboard per issue; the latest run replaces the one before. */
const SCOREBOARD = '<!-- speculate:scoreboard '

/** Why nothing was started, in the place where the scoreboard will stand. */
export function refusalComment({ issue, beginning }: Snapshot, run: number, refusal: Refusal): IssueStep[] {
  const request = beginning?.request
  if (request?.kind === 'command') return refusedCommand(issue, request.comment, refusal)
  const marker = scoreboardMarker(speculationId(issue.ref, run))
  const body = renderRefusal(refusal, marker, { issue: issue.ref.number, by: request?.kind })
  return comment(issue.ref.number, issue.ownComments, { marker, body })
}

/** As a reply: the label has no part in it. */
function refusedCommand({ ref }: IssueFacts, { id, body }: CommandComment, refusal: Refusal): IssueStep[] {
  const said = renderCommandRefusal(refusal, { comment: id, line: commandLine(body) })
  return [
    { do: 'react', comment: id, reaction: 'confused' },
    { do: 'ensure-comment', on: ref.number, existing: undefined, ...said },
  ]
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
