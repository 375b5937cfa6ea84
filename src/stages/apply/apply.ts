import { archiveRef } from '../../domain/candidate/archive-ref.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import type { CandidateFacts, PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import {
  type HumanChoice,
  isAsked,
  isReplaced,
  lastChoice,
  lastPromoted,
  promotedByPerson,
  takenBy,
} from '../../domain/issue/aftermath.ts'
import {
  ESCALATED_LABEL,
  hasLabel,
  REJECTED_LABEL,
  TRIGGER_LABEL,
  tagLabel,
  WINNER_LABEL,
} from '../../domain/issue/labels.ts'
import { isUnjudged, type Row } from '../../domain/judgement/row.ts'
import type { Decision } from '../../domain/judgement/scoreboard.ts'
import { takenGraft } from '../../domain/proof/graft.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step, Verdict } from '../../domain/run/step.ts'
import { humanChoices } from '../people/human-choices.ts'
import { publishedGrafts } from './graft-steps.ts'
import { leftovers } from './leftovers.ts'
import { ownersOf } from './owners-of.ts'
import { sendBack } from './send-back.ts'
import { sayCandidate, sayWinner } from './winner-text-steps.ts'

/**
 * What should GitHub look like after the verdict? Compares with what it looks like and returns the difference, so that
 * a settled issue yields nothing. What a person has chosen or turned down meanwhile stays as they left it (E8), and of a pull request
 * that was entered only the labels are ours.
 */
export function apply(snapshot: Snapshot, speculation: Speculation, verdict: Verdict): Step[] {
  const { decision, scoreboard } = verdict
  const choices = humanChoices(snapshot.candidates, speculation, verdict)
  return [
    ...issueLabels(snapshot, asksHuman(speculation, decision, choices), choices),
    ...scoreboard.rows.flatMap((row) => {
      const facts = snapshot.candidates.find(({ candidate }) => candidate === row.candidate)
      const pullRequest = facts?.pullRequest
      if (!pullRequest) return []
      const about = { row, pullRequest, speculation, decision, choices, branchHead: facts.branchHead }
      const choice = lastChoice(choices, row.candidate)
      const steps = choice ? askedSteps(snapshot, choice, about) : verdictSteps(snapshot, about)
      const isTheirs = submittedPullRequestOf(speculation, row.candidate) !== undefined
      return isTheirs ? steps.filter((step) => step.do === 'ensure-labels') : steps
    }),
  ]
}

interface About {
  readonly row: Row
  readonly pullRequest: PullRequestFacts
  readonly branchHead: string | undefined
  readonly speculation: Speculation
  readonly decision: Decision
  readonly choices: readonly HumanChoice[]
}

/** Of a candidate about which nobody has said anything. */
function verdictSteps(snapshot: Snapshot, about: About): Step[] {
  const { row, pullRequest, speculation, decision, choices } = about
  if (row.result !== 'promote') return restSteps(row, pullRequest, decision)
  const because = isReplaced(choices, row.candidate) ? OTHER_CHOSEN : speculation.revoked?.reason
  if (because !== undefined)
    return [...sayCandidate(snapshot, about), ...sendBackSteps(row, pullRequest, because)]
  const isSaid = pullRequest.head === row.head && pullRequest.state === 'open'
  return [...(isSaid ? sayWinner(snapshot, about) : []), ...promoteSteps(snapshot, about)]
}

const OTHER_CHOSEN = 'a person has chosen another candidate'
const OTHER_BASE = 'it was given another base branch'

/** Of one that a person has decided about: what was asked of us is done, and all else is theirs. */
function askedSteps(snapshot: Snapshot, choice: HumanChoice, about: About): Step[] {
  const { row, pullRequest, choices } = about
  const promoted = promotedByPerson(choices)
  if (pullRequest.state === 'merged') return []
  if (choice.kind === 'retargeted')
    return [...sayCandidate(snapshot, about), ...sendBackSteps(row, pullRequest, OTHER_BASE)]
  // The label is ours, and there is one winner.
  if (!isAsked(choice)) return promoted === undefined || promoted === row.candidate ? [] : unmark(pullRequest)
  if (pullRequest.state === 'closed') return reopenSteps(snapshot, about)
  if (choice.kind === 'restored')
    return labels(pullRequest.number, pullRequest.labels, { add: [], remove: [REJECTED_LABEL] })
  if (promoted !== row.candidate)
    return [...sayCandidate(snapshot, about), ...sendBackSteps(row, pullRequest, OTHER_CHOSEN)]
  // What a person has chosen is what stands there now, whatever was judged.
  const chosen = { ...row, head: pullRequest.head }
  return [
    ...sayWinner(snapshot, { ...about, row: chosen }),
    ...promoteSteps(snapshot, { ...about, row: chosen }),
  ]
}

type Reopened = Pick<About, 'row' | 'pullRequest' | 'branchHead'>

/** A forge opens nothing again whose branch is gone. */
export function reopenSteps(
  { repository: { nodeId } }: Snapshot,
  { row: { branch }, pullRequest: { number, nodeId: id, head }, branchHead }: Reopened,
): Step[] {
  const reason = 'a person has asked for it'
  const reopen: Step = { do: 'reopen-pull-request', pullRequest: { number, nodeId: id }, reason }
  return branchHead === undefined
    ? [{ do: 'restore-branch', repositoryId: nodeId, branch, commit: head }, reopen]
    : [reopen]
}

/** A10: once the stated time is over, losers' branches go; refs that are no branches keep the commits, as their pull requests do. */
export function archive(snapshot: Snapshot, speculation: Speculation): Step[] {
  const { settledAt, settings } = speculation
  if (!settledAt) return []
  const due = Date.parse(settledAt) + settings.archive_after_days * 86_400_000
  if (Date.parse(snapshot.now) < due) return []
  const left = leftovers(snapshot, speculation, { kind: 'time-over', days: settings.archive_after_days })
  return left.length > 0 ? left : archiveNow(snapshot, speculation)
}

/**
 * Also when the next run begins: its candidates should not compete with leftovers. A reopened loser is left alone
 * (E8).
 */
export function archiveNow(snapshot: Snapshot, speculation: Speculation): Step[] {
  if (speculation.archivedAt) return []
  const losers = speculation.verdict?.scoreboard.rows.filter((row) => row.result !== 'promote') ?? []
  const branches = losers.flatMap((row) => {
    const facts = snapshot.candidates.find((one) => one.candidate === row.candidate)
    if (submittedPullRequestOf(speculation, row.candidate) || row.left === 'taken-over') return []
    const over = facts?.pullRequest?.state === 'closed'
    if (!over || facts.branchHead === undefined || facts.branchHead !== row.head) return []
    const { branch, branchHead: head } = facts
    return [{ branch, head, ...(speculation.settings.archive_refs && { ref: archiveRef(branch) }) }]
  })
  const all = [...branches, ...publishedGrafts(speculation)]
  const repositoryId = snapshot.repository.nodeId
  const archived: Step = { do: 'archive', at: snapshot.now }
  return all.length > 0 ? [{ do: 'archive-branches', repositoryId, branches: all }, archived] : [archived]
}

/**
 * C2: the rank tag, as soon as the checks of a draft have ended. A label starts runs where a workflow lists `labeled`, and cancels those
 * before it where only one may run: there it waits for the verdict, and so it does while tests are run on each other, which comes right
 * before the verdict: then both are one request.
 */
export function tagLabels(snapshot: Snapshot, rows: readonly Row[]): Step[] {
  const checks = snapshot.speculation?.contract.checks ?? []
  if (checks.some(({ startsOnLabels }) => startsOnLabels)) return []
  if (rows.some(({ phase }) => phase === 'proving' || phase === 'distinguishing')) return []
  return rows.flatMap((row) => {
    if (isPeoples(row)) return []
    const pullRequest = pullRequestOf(snapshot.candidates, row)
    return pullRequest && haveEnded(row, pullRequest)
      ? labels(pullRequest.number, pullRequest.labels, { add: [tagLabel(row.tag)], remove: [] })
      : []
  })
}

/** Also checks that nobody requires: a check that is running is not ours to cancel. */
function haveEnded({ checks }: Row, { observations, observationsComplete }: PullRequestFacts): boolean {
  if (!observationsComplete || checks.some(({ verdict }) => verdict === 'pending')) return false
  return observations.every((one) =>
    one.kind === 'status'
      ? one.state !== 'pending'
      : one.status === 'completed' || one.workflow?.runEnded === true,
  )
}

function promoteSteps(
  { autoMerge }: Pick<Snapshot, 'autoMerge'>,
  { row, pullRequest, speculation }: About,
): Step[] {
  const handle = { number: pullRequest.number, nodeId: pullRequest.nodeId }
  const wanted = { add: [tagLabel(row.tag), WINNER_LABEL], remove: [REJECTED_LABEL] }
  const steps = labels(pullRequest.number, pullRequest.labels, wanted)
  if (pullRequest.state !== 'open') return steps
  // The next look takes the promotion back.
  if (pullRequest.head !== row.head && pullRequest.head !== takenGraft(speculation)?.commit) return steps
  if (pullRequest.isDraft)
    steps.push({ do: 'mark-ready', pullRequest: handle, expectedHead: pullRequest.head })
  const reviewers = reviewersOf(row, speculation)
  // GitHub takes a reviewer off the list once they have reviewed. The label comes after the asking: a winner that has it was asked for.
  const isAskedFor = pullRequest.requestedReviewers.length > 0 || hasLabel(pullRequest.labels, WINNER_LABEL)
  if (reviewers.length > 0 && !isAskedFor) {
    steps.push({ do: 'request-reviewers', pullRequest: handle, reviewers })
  }
  const { auto_merge, merge_method: method } = speculation.settings.settle
  const isAnswered = pullRequest.autoMerge || autoMerge?.head === pullRequest.head
  if (auto_merge && !isAnswered)
    steps.push({ do: 'enable-auto-merge', pullRequest: handle, expectedHead: pullRequest.head, method })
  return steps
}

/** D5: who owns what it changes; where nobody does, whom the settings name. GitHub asks at most fifteen. */
function reviewersOf({ files }: Row, { codeOwners = [], settings }: Speculation): readonly string[] {
  const owners = ownersOf(codeOwners, files)
  return (owners.length > 0 ? owners : settings.reviewers).slice(0, MAX_REVIEWERS)
}

const MAX_REVIEWERS = 15

/** What it was promoted for is no longer true: nothing about it says "winner" any more. */
function sendBackSteps(row: Row, pullRequest: PullRequestFacts, reason: string): Step[] {
  const wanted = { add: [tagLabel(row.tag)], remove: [WINNER_LABEL] }
  return [...labels(pullRequest.number, pullRequest.labels, wanted), ...sendBack(pullRequest, reason)]
}

/** A person has taken this pull request over: even its labels are no longer ours. */
function isPeoples({ left }: Row): boolean {
  return left !== undefined && left !== 'base-moved'
}

/**
 * Losers are closed and tagged, those whose run was stopped before they were judged only closed. When nobody won, what passed its checks
 * stays open for a human to choose.
 */
function restSteps(row: Row, pullRequest: PullRequestFacts, decision: Decision): Step[] {
  if (isPeoples(row)) return []
  const isHeld =
    row.result === 'hold' &&
    row.sameAs === undefined &&
    decision.kind === 'escalate' &&
    decision.cause !== 'withdrawn'
  const stays = isHeld || row.left === 'base-moved'
  const hasLost = !stays && !isUnjudged(row)
  const wanted = { add: [tagLabel(row.tag), ...(hasLost ? [REJECTED_LABEL] : [])], remove: [WINNER_LABEL] }
  const steps = labels(pullRequest.number, pullRequest.labels, wanted)
  if (stays || pullRequest.state !== 'open') return steps
  const { number, nodeId } = pullRequest
  return [...steps, { do: 'close-pull-request', pullRequest: { number, nodeId }, reason: row.reason }]
}

/** No human is asked to decide once a person has chosen a candidate, while that stands. */
function asksHuman({ revoked }: Speculation, decision: Decision, choices: readonly HumanChoice[]): boolean {
  if (takenBy(choices)) return false
  const promoted = lastPromoted(choices)?.candidate
  if (promoted !== undefined && lastChoice(choices, promoted)?.kind === 'retargeted') return true
  return revoked !== undefined || (decision.kind === 'escalate' && decision.cause !== 'withdrawn')
}

/** Once a candidate is merged there is nothing left to ask this app for. */
function issueLabels({ issue }: Snapshot, asks: boolean, choices: readonly HumanChoice[]): Step[] {
  if (issue.isGone) return []
  const isOver = choices.some(({ kind }) => kind === 'merged')
  const wanted = asks
    ? { add: [ESCALATED_LABEL], remove: [] }
    : { add: [], remove: isOver ? [ESCALATED_LABEL, TRIGGER_LABEL] : [ESCALATED_LABEL] }
  return labels(issue.ref.number, issue.labels, wanted)
}

/** Names are compared as the forge compares them. */
export function labels(
  on: number,
  present: readonly string[],
  wanted: { add: string[]; remove: string[] },
): Step[] {
  const add = wanted.add.filter((label) => !hasLabel(present, label))
  const remove = wanted.remove.filter((label) => hasLabel(present, label))
  return add.length + remove.length > 0 ? [{ do: 'ensure-labels', on, add, remove }] : []
}

function unmark({ number, labels: present }: PullRequestFacts): Step[] {
  return labels(number, present, { add: [], remove: [WINNER_LABEL] })
}

function pullRequestOf(candidates: readonly CandidateFacts[], row: Row): PullRequestFacts | undefined {
  return candidates.find((one) => one.candidate === row.candidate)?.pullRequest
}
