import { type Attempt, type AttemptOutcome, isAt } from '../../domain/candidate/attempt.ts'
import type { Competitor } from '../../domain/candidate/competitor.ts'
import { attemptAt } from '../../domain/candidate/latest-attempt.ts'
import { isInterrupted } from '../../domain/candidate/may-try-again.ts'
import { holdsPatch, type Patch } from '../../domain/candidate/patch.ts'
import type { CandidateFacts, PullRequestEvent } from '../../domain/forge/forge-facts.ts'
import { isBotName, isBotsAct } from '../../domain/issue/is-bot.ts'
import type { Step } from '../../domain/run/step.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'

/** How often a bot's commits on one candidate are read: two bots that undo each other would never end. */
const MAX_READINGS = 4

/**
 * The attempt at what a candidate's pull request holds now. What a bot has pushed on top of it that changes nothing but its form, as
 * formatters do to every pull request, is the same candidate on another head: its agent's report stands, its patch is read again.
 */
export function attemptAtHead(
  attempts: readonly Attempt[],
  brief: Pick<Competitor, 'id' | 'submission'>,
  facts: CandidateFacts,
): Attempt | undefined {
  const written = attemptAt(attempts, brief)
  const read = brief.submission ? undefined : readingOf(attempts, facts)
  const before = written?.outcome
  const after = read?.outcome
  if (!written || before?.kind !== 'patch' || after?.kind !== 'patch') return written
  if (!isSameButForm(before, after)) return written
  return { ...written, outcome: { ...after, report: before.report, usage: before.usage } }
}

/** A bot's commit on top of a candidate that nobody has read yet; undefined where there is none, or where it is somebody's choice. */
export function unreadPush(
  attempts: readonly Attempt[],
  facts: CandidateFacts,
): { readonly pullRequest: number; readonly commit: string } | undefined {
  const push = botsPush(attempts, facts)
  const readings = attempts.filter((one) => isAt(one, 'read'))
  if (!push || readings.length >= MAX_READINGS) return undefined
  const known = readingOf(attempts, facts)
  return known && !isInterrupted(known) ? undefined : push
}

/** Why a candidate is waited for, to which a bot has done something: it is undone, or looked at again. */
export function botsUndone({
  own,
  facts,
}: {
  readonly own: readonly Attempt[]
  readonly facts: CandidateFacts
}): string | undefined {
  const closer = botsClosing(facts)
  if (closer) {
    return `is being opened again: ${codeSpan(closer.actor ?? 'a bot', 40)} closed it, which is nobody's choice`
  }
  const reading = readingOf(own, facts)
  const isAwaited = unreadPush(own, facts) !== undefined || (reading && reading.status !== 'ended')
  if (!isAwaited) return undefined
  const who = facts.pullRequest?.lastCommit?.author ?? 'a bot'
  return `is being read again: ${codeSpan(who, 40)} pushed to it, which is nobody's choice`
}

/** A bot has closed it for the first time. One that does so again has its way, and the scoreboard says so. */
export function botsClosing({ pullRequest, branchHead }: CandidateFacts): PullRequestEvent | undefined {
  if (pullRequest?.state !== 'closed' || branchHead === undefined) return undefined
  const closer = pullRequest.events.findLast(({ kind }) => kind === 'closed')
  const reopened = pullRequest.events.some(({ kind, ours }) => kind === 'reopened' && ours)
  return closer && isBotsAct(closer) && !reopened ? closer : undefined
}

/** What is undone of what bots do: a pull request of ours that one has closed is opened again, once. */
export function undoBots(candidates: readonly CandidateFacts[]): Step[] {
  return candidates.flatMap((facts): Step[] => {
    const closer = botsClosing(facts)
    const { pullRequest } = facts
    if (!closer || !pullRequest) return []
    const { number, nodeId } = pullRequest
    const reason = `${closer.actor ?? 'a bot'} closed it, which is nobody's choice`
    return [{ do: 'reopen-pull-request', pullRequest: { number, nodeId }, reason }]
  })
}

/** Its only parent is what has been judged so far, so that no person's commit comes in between. */
function botsPush(attempts: readonly Attempt[], { pullRequest, branchCommit }: CandidateFacts) {
  if (pullRequest?.state !== 'open') return undefined
  const { head, number, lastCommit } = pullRequest
  const patches = attempts.flatMap(patchOf)
  if (patches.some((patch) => holdsPatch(patch, head, [lastCommit, branchCommit]))) return undefined
  if (lastCommit?.oid !== head || lastCommit.author === undefined || !isBotName(lastCommit.author))
    return undefined
  const [parent, second] = lastCommit.parents
  if (parent === undefined || second !== undefined) return undefined
  const isOnTop = patches.some(({ commit, tree }) => commit === parent || tree === lastCommit.parentTree)
  return isOnTop ? { pullRequest: number, commit: head } : undefined
}

function patchOf({ outcome }: Attempt): Patch[] {
  return outcome?.kind === 'patch' && outcome.patch.tree !== undefined ? [outcome.patch] : []
}

function readingOf(attempts: readonly Attempt[], { pullRequest }: CandidateFacts): Attempt | undefined {
  return attempts.findLast(({ task }) => task.kind === 'read' && task.commit === pullRequest?.head)
}

type WrittenPatch = Extract<AttemptOutcome, { kind: 'patch' }>

/** No other file, no other branch in the code, no test less; what it does is judged by the checks and gates on the new head. */
function isSameButForm(before: WrittenPatch, after: WrittenPatch): boolean {
  const paths = new Set(before.patch.files.map(({ path }) => path))
  const [old, now] = [before.measures, after.measures]
  return (
    after.patch.files.every(({ path }) => paths.has(path)) &&
    old !== undefined &&
    now !== undefined &&
    old.complexity.delta === now.complexity.delta &&
    old.tests.weakened.length === now.tests.weakened.length &&
    old.tests.added.length === now.tests.added.length
  )
}
