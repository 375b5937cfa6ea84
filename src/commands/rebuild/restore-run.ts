import type { CandidateFacts, CommandComment, ForgeFacts } from '../../domain/forge/forge-facts.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { RunAttempt } from '../../effects/attempt/run-attempt.ts'
import { scoreboardMarker } from '../../messages/marker.ts'
import type { Store } from '../../ports/store.ts'
import type { Sources } from '../../snapshot/snapshot.ts'
import { parseCommand } from '../../stages/commands/parse-command.ts'
import { cancel } from '../../stages/commands/slash/cancel.ts'
import { hold } from '../../stages/commands/slash/hold.ts'
import { unanswered } from '../../stages/commands/unanswered.ts'
import { humanChoices } from '../../stages/people/human-choices.ts'
import { beginAgain } from './begin-again.ts'
import type { FoundRun } from './found-runs.ts'
import { attemptOf, type MeasuredDraft, measureDrafts } from './measure-drafts.ts'
import { readGrafts } from './read-grafts.ts'
import { bareSpeculation, restoredVerdict, withCommandsHeard, withItsDrafts } from './restored-run.ts'
import { startsRun } from './started-by.ts'
import { withAdded } from './with-added.ts'

export interface RestoreContext {
  readonly sources: Sources
  /** All that `work` writes is there afterwards, or nothing. */
  readonly atOnce: (work: (store: Store) => Promise<void>) => Promise<void>
  readonly measuring: RunAttempt
  readonly isDry: boolean
}

/** What became of one run: what it is now, and what there is to say about it. */
export interface Restored {
  readonly run: string
  readonly as: 'promoted' | 'escalated' | 'goes-on' | 'ended' | 'known' | 'gone'
  readonly says: string
}

/** Writes a run back into the store, as far as GitHub shows it; `isLatest`: of its issue. Does nothing where it is there already. */
export async function restoreRun(
  found: FoundRun,
  isLatest: boolean,
  context: RestoreContext,
): Promise<Restored> {
  const { id: run, issue, drafts, startedAt } = found
  const { store, forge } = context.sources
  if (await store.issueOf(run)) return { run, as: 'known', says: 'is in the database already' }
  const candidates = drafts.map(({ candidate, branch }) => ({ candidate, branch }))
  const facts = await forge.facts({ issue, candidates, commentsSince: startedAt })
  if (!facts || facts.issue.isGone) return { run, as: 'gone', says: 'its issue is gone: left alone' }
  if (found.end || !isLatest) return restoreOver(found, { facts, isLatest }, context)
  const again = await goOn(found, facts, context)
  return typeof again === 'string' ? endRun(found, { facts, because: again }, context) : again
}

interface Over {
  readonly facts: ForgeFacts
  readonly isLatest: boolean
}

/** What was applied before is settled: nothing is done about it, unless somebody does something to it. */
async function restoreOver(
  found: FoundRun,
  { facts, isLatest }: Over,
  context: RestoreContext,
): Promise<Restored> {
  const { end, id: run } = found
  const now = nowOf(context.sources)
  const decision =
    end?.kind === 'promoted'
      ? { kind: 'promote' as const, candidate: end.candidate, reason: 'its scoreboard says so' }
      : { kind: 'escalate' as const, cause: 'nobody-passed' as const, reason: 'its scoreboard says so' }
  const speculation = await speculationOf(found, facts, context)
  const verdict = restoredVerdict(speculation, facts, { decision, decidedAt: found.startedAt })
  const choices = humanChoices(facts.candidates, speculation, verdict)
  const isOpen = isLatest && end?.kind === 'promoted'
  const grafts = isOpen
    ? await readGrafts(found, { facts, winner: end.candidate, at: now }, context.sources.forge)
    : undefined
  const takenBack = end?.kind === 'promoted' && end.isTakenBack
  await write(found, context, {
    ...{ ...speculation, verdict, settledAt: now },
    ...(choices.length > 0 ? { choices: [...choices] } : {}),
    ...(takenBack ? { revoked: { cause: 'held', reason: 'its scoreboard says so', at: now } } : {}),
    ...withoutUndefined({ grafts, labelSeen: facts.issue.labelled?.at }),
    ...(isLatest ? {} : { archivedAt: now }),
  })
  if (decision.kind === 'escalate') return { run, as: 'escalated', says: 'ended without a winner' }
  const back = takenBack ? ', and was sent back' : ''
  return { run, as: 'promoted', says: `${decision.candidate} was promoted${back}` }
}

/** A promotion that is open is held against what the base asks for: there its contract is needed as it was. */
async function speculationOf(
  found: FoundRun,
  facts: ForgeFacts,
  { sources }: RestoreContext,
): Promise<Speculation> {
  const { end } = found
  const winner =
    end?.kind === 'promoted' && facts.candidates.find(({ candidate }) => candidate === end.candidate)
  const isOpen = winner && winner.pullRequest?.state === 'open'
  const again = isOpen
    ? await beginAgain(found, sources, { base: onlyParent([winner]), isOver: true })
    : 'it is over'
  const speculation =
    typeof again === 'string'
      ? bareSpeculation(found, facts)
      : withItsDrafts(found, withAdded(again, facts, nowOf(sources)))
  return heard(speculation, facts, sources)
}

/** A text where it cannot, with why. Candidates that have a draft keep it; those without are written again. */
async function goOn(found: FoundRun, facts: ForgeFacts, context: RestoreContext): Promise<Restored | string> {
  const { sources, measuring } = context
  const base = onlyParent(facts.candidates)
  if (base === undefined && found.drafts.length > 0) return 'its drafts do not stand on one commit any more'
  const begun = await beginAgain(found, sources, { base, isOver: false })
  if (typeof begun === 'string') return begun
  const speculation = withAdded(begun, facts, nowOf(sources))
  if (speculation.plan.classifying && found.drafts.length > 0)
    return 'a toolchain had been asked whether the issue is worth several candidates'
  if (speculation.plan.proposing && found.drafts.length > 0) return 'a planner had chosen its strategies'
  const measured = await measureDrafts(speculation, facts.candidates, measuring)
  if (typeof measured === 'string') return measured
  const answered = unanswered(facts, speculation).filter((comment) => !isHeardAgain(comment))
  await write(found, context, withCommandsHeard(speculation, answered, nowOf(sources)), measured)
  const missing = speculation.plan.briefs.length - measured.length
  return {
    run: found.id,
    as: 'goes-on',
    says: `goes on with ${measured.length} of its drafts as they are; ${missing} to be written again`,
  }
}

interface Ended {
  readonly facts: ForgeFacts
  readonly because: string
}

/** The server says so on the issue, and leaves its drafts to a human. */
async function endRun(
  found: FoundRun,
  { facts, because }: Ended,
  context: RestoreContext,
): Promise<Restored> {
  const reason = `The database of this app was lost, and this run cannot be taken up again: ${because}. Its drafts are left as they are`
  const speculation = heard(bareSpeculation(found, facts), facts, context.sources)
  const decision = { kind: 'escalate', cause: 'nothing-judged', reason } as const
  const verdict = restoredVerdict(speculation, facts, { decision, decidedAt: nowOf(context.sources) })
  await write(found, context, { ...speculation, verdict })
  return { run: found.id, as: 'ended', says: `ends, and a human is told when the server starts: ${because}` }
}

/** The log begins with what it is: the entries before were lost. */
async function write(
  { id, drafts, boards, issue }: FoundRun,
  context: RestoreContext,
  speculation: Speculation,
  measured: readonly MeasuredDraft[] = [],
): Promise<void> {
  if (context.isDry) return
  const at = nowOf(context.sources)
  const payload = {
    from: 'GitHub',
    pullRequests: drafts.map(({ number }) => number),
    comments: boards.map(({ id }) => id),
  }
  await context.atOnce(async (store) => {
    for (const { on, id: comment, body } of boards)
      await store.recordComment(issue, { on, id: comment, body, marker: scoreboardMarker(id) })
    await store.appendAudit(id, { at, kind: 'rebuilt', payload })
    await store.insertSpeculation(speculation)
    for (const { brief, outcome } of measured) {
      const attempt = attemptOf(speculation, brief, at)
      await store.insertAttempt(attempt)
      await store.endAttempt(attempt, at, outcome, undefined)
    }
  })
}

function heard(speculation: Speculation, facts: ForgeFacts, sources: Sources): Speculation {
  // What asks for another run is no command of this one.
  const said = unanswered(facts, speculation).filter((comment) => !startsRun(comment))
  return withCommandsHeard(speculation, said, nowOf(sources))
}

/** The server answers these anew, so that no run goes on against them: by a reaction, which GitHub has once however often it is given. */
function isHeardAgain(comment: CommandComment): boolean {
  return parseCommand(comment, [hold, cancel])?.kind === 'given'
}

/** The one commit that all of them stand on. */
function onlyParent(candidates: readonly CandidateFacts[]): string | undefined {
  const parents = candidates.map(({ branchCommit }) =>
    branchCommit?.parents.length === 1 ? branchCommit.parents[0] : undefined,
  )
  const [first] = parents
  return parents.every((one) => one === first) ? first : undefined
}

function nowOf({ clock }: Pick<Sources, 'clock'>): string {
  return new Date(clock.now()).toISOString()
}
