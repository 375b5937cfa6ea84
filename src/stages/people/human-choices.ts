import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { submittedPullRequestOf } from '../../domain/candidate/competitor.ts'
import type { CandidateFacts, PullRequestEvent, PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import {
  type HumanChoice,
  isAsked,
  isKnownChoice,
  isReplaced,
  lastPromoted,
} from '../../domain/issue/aftermath.ts'
import { isBotsAct } from '../../domain/issue/is-bot.ts'
import { retargetedTo } from '../../domain/run/retargeted-to.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Verdict } from '../../domain/run/step.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { botsClosing } from './bots.ts'

/**
 * What people decided about candidates, recorded or seen now, oldest first. A pull request that somebody has chosen or turned down is
 * theirs from then on: nothing of it is converted, closed or labelled any more (E8).
 */
export function humanChoices(
  candidates: readonly CandidateFacts[],
  speculation: Speculation,
  verdict: Verdict,
): readonly HumanChoice[] {
  const recorded = speculation.choices ?? []
  const seen = candidates.flatMap((facts) =>
    facts.pullRequest
      ? choicesOn(facts.pullRequest, { candidate: facts.candidate, facts, speculation, verdict })
      : [],
  )
  const fresh = seen.filter((one) => !isKnownChoice(recorded, one))
  return [...recorded, ...fresh.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))]
}

interface About {
  readonly candidate: CandidateId
  readonly facts: CandidateFacts
  readonly speculation: Speculation
  readonly verdict: Verdict
}

type Kind = HumanChoice['kind']

function choicesOn(pullRequest: PullRequestFacts, about: About): HumanChoice[] {
  const { candidate, speculation, verdict } = about
  const asked = (speculation.choices ?? []).findLast((one) => one.candidate === candidate && isAsked(one))
  if (asked) return named(onAsked(pullRequest, asked, speculation.base), about, pullRequest)
  const promoted = verdict.decision.kind === 'promote' && verdict.decision.candidate === candidate
  const kinds = submittedPullRequestOf(speculation, candidate)
    ? onSubmission(pullRequest, promoted)
    : promoted
      ? onWinner(pullRequest, about)
      : onOther(pullRequest, about)
  return named(kinds, about, pullRequest)
}

function named(
  kinds: readonly NoticedChoice[],
  { candidate, speculation, verdict }: About,
  { head, lines, isBaseGone }: PullRequestFacts,
): HumanChoice[] {
  return kinds.map(({ kind, event }) => ({
    kind,
    candidate,
    ...withoutUndefined({ actor: event?.actor }),
    ...(event && isBotsAct(event) && { isBot: true as const }),
    ...(kind === 'closed' && isBaseGone && { isBaseGone }),
    ...(kind === 'merged' && withoutUndefined({ head, lines })),
    at: event?.at ?? speculation.revoked?.at ?? verdict.decidedAt,
  }))
}

interface NoticedChoice {
  readonly kind: Kind
  readonly event: PullRequestEvent | undefined
}

/** An entered pull request belongs to its author throughout: what they do to it meanwhile is not an answer to the verdict. */
function onSubmission(pullRequest: PullRequestFacts, promoted: boolean): NoticedChoice[] {
  if (pullRequest.state === 'merged') return [merged(pullRequest)]
  return promoted && pullRequest.state === 'closed' ? closedByHuman(pullRequest) : []
}

function onWinner(
  pullRequest: PullRequestFacts,
  { candidate, facts, speculation, verdict }: About,
): NoticedChoice[] {
  if (pullRequest.state === 'merged') return [merged(pullRequest)]
  if (pullRequest.state === 'closed') return botsClosing(facts) ? [] : closedByHuman(pullRequest)
  const { revoked, choices = [] } = speculation
  const given = lastOf(pullRequest, ['ready', 'drafted'])
  const backAt = revoked?.at ?? backSince(choices, candidate)
  const wasClosed = choices.some((one) => one.candidate === candidate && one.kind === 'closed')
  return [
    ...(wasClosed ? theirs(lastOf(pullRequest, ['closed', 'reopened']), 'reopened') : []),
    // Before the promotion was taken back, ready was what we wanted as well.
    ...(backAt !== undefined && isSince(given, backAt) ? theirs(given, 'made-ready') : []),
    ...(isSince(given, verdict.decidedAt) ? theirs(given, 'sent-back') : []),
  ]
}

/** When a person has sent the winner back, by hand or by having another one promoted. */
function backSince(choices: readonly HumanChoice[], winner: CandidateId): string | undefined {
  if (isReplaced(choices, winner)) return lastPromoted(choices)?.at
  return choices.findLast(({ kind, candidate }) => kind === 'sent-back' && candidate === winner)?.at
}

function onOther(pullRequest: PullRequestFacts, about: About): NoticedChoice[] {
  const { candidate, speculation, verdict } = about
  if (pullRequest.state === 'merged') return [merged(pullRequest)]
  const wasTaken = speculation.choices?.some(
    (one) => one.candidate === candidate && (one.kind === 'made-ready' || one.kind === 'reopened'),
  )
  const given = lastOf(pullRequest, ['ready', 'drafted'])
  const reopened = lastOf(pullRequest, ['closed', 'reopened'])
  // Closing and reopening is also a way to have the checks run again; it is a choice only against what we did.
  const against =
    pullRequest.hasOlderEvents === true ||
    pullRequest.events.some((event) => event.kind === 'closed' && event.ours)
  return [
    ...(against || isSince(reopened, verdict.decidedAt) ? theirs(reopened, 'reopened') : []),
    ...theirs(given, 'made-ready'),
    // Against what they have chosen themselves; before that it is what we wanted as well.
    ...(wasTaken ? [...theirs(given, 'sent-back'), ...theirs(reopened, 'closed')] : []),
  ]
}

/** What was asked of us stands until a person does something else about it. */
function onAsked(
  pullRequest: PullRequestFacts,
  asked: HumanChoice,
  base: Speculation['base'],
): NoticedChoice[] {
  if (pullRequest.state === 'merged') return [merged(pullRequest)]
  const isLater = ({ at }: PullRequestEvent) => Date.parse(at) > Date.parse(asked.at)
  const last = pullRequest.events.findLast(({ kind }) => kind === 'closed' || kind === 'reopened')
  const given = lastOf(pullRequest, ['ready', 'drafted'])
  const byPerson = (event: PullRequestEvent | undefined): event is PullRequestEvent =>
    event !== undefined && !event.ours && !isBotsAct(event) && isLater(event)
  const { events } = pullRequest
  const moved = retargetedTo(pullRequest, base) && lastOf(pullRequest, ['retargeted'])
  // Ready is what was asked for as well, until it was made a draft again.
  const wasBack = events.some((event) => event.kind === 'drafted' && isLater(event))
  return [
    ...(asked.kind === 'promoted' && moved && isLater(moved)
      ? [{ kind: 'retargeted' as const, event: moved }]
      : []),
    ...(byPerson(last) && last.kind === 'closed' ? [{ kind: 'closed' as const, event: last }] : []),
    ...(byPerson(given) && given.kind === 'drafted' ? [{ kind: 'sent-back' as const, event: given }] : []),
    ...(byPerson(given) && given.kind === 'ready' && (asked.kind === 'restored' || wasBack)
      ? [{ kind: 'made-ready' as const, event: given }]
      : []),
  ]
}

const EVENT_OF = {
  closed: 'closed',
  reopened: 'reopened',
  'made-ready': 'ready',
  'sent-back': 'drafted',
} as const

function theirs(event: PullRequestEvent | undefined, kind: keyof typeof EVENT_OF): NoticedChoice[] {
  return event && !event.ours && !isBotsAct(event) && event.kind === EVENT_OF[kind] ? [{ kind, event }] : []
}

/** GitHub reports a merge as a closing, too. */
function merged(pullRequest: PullRequestFacts): NoticedChoice {
  return { kind: 'merged', event: lastOf(pullRequest, ['closed']) }
}

function closedByHuman(pullRequest: PullRequestFacts): NoticedChoice[] {
  const event = lastOf(pullRequest, ['closed'])
  return event?.ours ? [] : [{ kind: 'closed', event }]
}

function lastOf({ events }: PullRequestFacts, kinds: readonly PullRequestEvent['kind'][]) {
  return events.findLast((event) => kinds.includes(event.kind))
}

/** GitHub gives times in whole seconds. */
function isSince(event: PullRequestEvent | undefined, at: string): boolean {
  return event !== undefined && Date.parse(event.at) >= Math.floor(Date.parse(at) / 1_000) * 1_000
}
