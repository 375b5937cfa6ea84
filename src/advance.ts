import { isBeingPlanned } from './domain/candidate/brief.ts'
import { ownCandidates } from './domain/candidate/competitor.ts'
import { isReplaced } from './domain/issue/aftermath.ts'
import type { Refusal } from './domain/issue/refusal.ts'
import { askerOf, isUnasked, optionsOf } from './domain/issue/trigger.ts'
import { takenGraft } from './domain/proof/graft.ts'
import { nextDay } from './domain/run/budget.ts'
import type { BeginningFacts, Snapshot } from './domain/run/snapshot.ts'
import { type Speculation, speculationId } from './domain/run/speculation.ts'
import type { IssueStep, Step, Todo } from './domain/run/step.ts'
import { withoutUndefined } from './domain/without-undefined.ts'
import { apply, archive, archiveNow, tagLabels } from './stages/apply/apply.ts'
import { checkRuns } from './stages/apply/check-runs.ts'
import {
  labelWords,
  type RunStatus,
  refusalComment,
  scoreboardComments,
  viewOf,
} from './stages/apply/comments.ts'
import { graftSteps } from './stages/apply/graft-steps.ts'
import { leftovers } from './stages/apply/leftovers.ts'
import { removeDoubled } from './stages/apply/remove-doubled.ts'
import { winnerFirst } from './stages/apply/winner-first.ts'
import { audit, evidence, refused } from './stages/audit.ts'
import { spentDay } from './stages/budget/day.ts'
import { recordCi } from './stages/budget/record-ci.ts'
import { answerAlone } from './stages/commands/answer-alone.ts'
import { answerCommands } from './stages/commands/commands.ts'
import { generate } from './stages/generate.ts'
import { type JudgeInput, judge } from './stages/judge.ts'
import { judgeInput } from './stages/judge-input.ts'
import { undoBots } from './stages/people/bots.ts'
import { newReverts } from './stages/people/new-reverts.ts'
import { reconsider } from './stages/people/reconsider.ts'
import { flapsForMs } from './stages/people/withdrawal.ts'
import { proposedPlan } from './stages/plan/asked/proposed-plan.ts'
import { weighedPlan } from './stages/plan/asked/weighed-plan.ts'
import { capReached, lookAgainIn } from './stages/plan/cap-reached.ts'
import { newSpeculation, settingsOfRun } from './stages/plan/new-speculation.ts'
import { planClassified } from './stages/plan/plan-classified.ts'
import { withBlock } from './stages/plan/with-block.ts'
import { withOptions } from './stages/plan/with-options.ts'
import { publish } from './stages/publish/publish.ts'
import { publishablePatches } from './stages/publish/publishable-patches.ts'
import { postReviews } from './stages/review/post-reviews.ts'
import { triage } from './stages/triage.ts'
import { rerun } from './stages/verify/second-run/rerun.ts'

export type Advance = Todo & {
  /** Where things stand, for whoever watches. */
  readonly status: RunStatus | undefined
  /** Where time alone may change something: milliseconds until the next look. */
  readonly againInMs?: number | undefined
}

/** The whole story of a speculation; when there is nothing else to do, what happened twice is tidied up. */
export function advance(snapshot: Snapshot): Advance {
  const todo = chapter(snapshot)
  return todo.steps.length > 0 || todo.againInMs ? todo : { ...todo, steps: removeDoubled(snapshot) }
}

/** One chapter at a time: begin, compete, conclude. */
function chapter(snapshot: Snapshot): Advance {
  const { speculation } = snapshot
  if (snapshot.beginning) {
    // Once the next run has begun, nobody looks at this one any more.
    const steps =
      speculation && snapshot.beginning.request?.kind === 'label' ? newReverts(snapshot, speculation) : []
    if (speculation && steps.length > 0) return { run: speculation, steps, status: undefined }
    return begin(snapshot, snapshot.beginning)
  }
  if (!speculation) {
    const againInMs = snapshot.unasked?.againInMs
    return { run: undefined, steps: answerAlone(snapshot), status: undefined, againInMs }
  }
  return speculation.verdict
    ? conclude(snapshot, speculation, speculation.verdict)
    : compete(snapshot, speculation)
}

/** Triage and plan: start, or say why not. */
function begin(snapshot: Snapshot, beginning: BeginningFacts): Advance {
  const run = beginning.run ?? (snapshot.speculation?.run ?? 0) + 1
  const triaged = triage(snapshot, beginning)
  if (triaged.kind === 'ignore') return { run: undefined, steps: [], status: undefined }
  if (triaged.kind === 'refuse') return refuse(snapshot, run, triaged.refusal)

  const { block, trigger } = triaged
  const options = beginning.request ? optionsOf(beginning.request) : {}
  const allowed = withOptions(withBlock(settingsOfRun(snapshot, triaged.settings), block), options)
  if ('refusal' in allowed) return refuse(snapshot, run, allowed.refusal)
  const { settings } = allowed
  const asked = {
    settings,
    account: beginning.account,
    block,
    branch: snapshot.repository.defaultBranch,
    branchChecks: beginning.branchChecks,
    workflowJobs: beginning.workflowJobs,
    workflowFiles: beginning.workflowFiles,
    toolchains: snapshot.toolchains,
    asked: snapshot.askedToolchains,
    reach: beginning.reach,
    options,
  }
  const planned = planClassified(asked, {
    ...{ snapshot, beginning },
    asking: isUnasked(trigger) ? 'nobody' : trigger.kind === 'command' ? 'command' : 'label',
  })
  if (planned.kind === 'refuse') return refuse(snapshot, run, planned.refusal)

  const spent = spentDay(settings, snapshot)
  if (spent) return refuse(snapshot, run, { kind: 'day-spent', spent, until: nextDay(snapshot.now) })
  const capped = capReached(settings, { plan: planned.plan, load: beginning.load, now: snapshot.now })
  if (capped) return refuse(snapshot, run, capped)
  return start(snapshot, newSpeculation(snapshot, beginning, { run, trigger, settings, ...planned }))
}

/** What an earlier run has left is tidied up first, and what only shows it is corrected. */
function start(snapshot: Snapshot, speculation: Speculation): Advance {
  const { trigger } = speculation
  const begun: readonly IssueStep[] = [
    ...(trigger.kind === 'command'
      ? [{ do: 'react' as const, comment: trigger.comment, reaction: '+1' as const }]
      : []),
    { do: 'start-speculation', speculation },
  ]
  const before = snapshot.speculation
  if (!before) return { run: undefined, steps: begun, status: undefined }
  const left = leftovers(snapshot, before, { kind: 'next-run', run: speculation.run })
  const shown = before.verdict
    ? checkRuns(snapshot, { speculation: before, ...before.verdict }, speculation.run)
    : []
  const steps = left.length > 0 ? left : [...archiveNow(snapshot, before), ...begun]
  return { run: before, steps: [...shown, ...steps], status: undefined }
}

/** Let toolchains say whether the issue is worth several candidates, and propose how, where any are asked; then generate, publish, verify, score — until there is a decision, which is recorded before anything is done about it. */
function compete(snapshot: Snapshot, speculation: Speculation): Advance {
  const standing = () => viewOf(snapshot, { speculation, ...judge(judgeInput(snapshot, speculation)) })
  const answered = answerCommands(snapshot, speculation, { view: standing })
  if (answered.length > 0)
    return { run: speculation, steps: answered.flatMap(({ steps }) => steps), status: undefined }
  const flapping = flapsForMs(snapshot, speculation)
  if (flapping > 0) return { run: speculation, steps: [], status: undefined, againInMs: flapping }
  const input = judgeInput(snapshot, speculation)
  const judged = judge(input)
  const status = { speculation, ...judged }
  const { decision, scoreboard } = judged
  if (decision.kind !== 'wait')
    return { run: speculation, steps: recordDecision(snapshot, input, { decision, scoreboard }), status }
  if (isBeingPlanned(speculation.plan))
    return { run: speculation, steps: awaitPlan(snapshot, input, status), status }
  const steps = [
    ...recordCi(snapshot, speculation),
    ...undoBots(ownCandidates(speculation, snapshot.candidates)),
    ...generate({ ...input, toolchains: snapshot.toolchains }, scoreboard.rows),
    ...publish(publishablePatches(snapshot, speculation, scoreboard.rows), snapshot.repository.nodeId),
    ...postReviews(snapshot, speculation),
    ...rerun(input, scoreboard.rows),
    ...tagLabels(snapshot, scoreboard.rows),
    ...scoreboardComments(snapshot, status),
    ...checkRuns(snapshot, status),
  ]
  return { run: speculation, steps, status }
}

function recordDecision(
  snapshot: Snapshot,
  input: JudgeInput,
  { decision, scoreboard }: Pick<RunStatus, 'decision' | 'scoreboard'>,
): Step[] {
  const { speculation, attempts, now, withdrawn } = input
  const labelSeen = withdrawn === undefined ? undefined : labelUntilEnd(snapshot, speculation)
  const verdict = { decision, scoreboard, decidedAt: now, ...withoutUndefined({ labelSeen }) }
  return [
    ...cancelAttempts(snapshot),
    ...recordCi(snapshot, speculation),
    { do: 'append-audit', run: speculation.id, events: [evidence(input)] },
    { do: 'append-traces', traces: audit(speculation, scoreboard, { attempts, now }) },
    { do: 'record-verdict', verdict },
  ]
}

/** Whoever puts the label on after a run was cancelled asks for another one. */
function labelUntilEnd({ issue }: Snapshot, { commands = [] }: Speculation): string | undefined {
  const at = issue.labelled?.at
  const cancelled = commands.find(({ answer }) => answer.kind === 'cancelled')?.at
  const isLater = at !== undefined && cancelled !== undefined && Date.parse(at) > Date.parse(cancelled)
  return isLater ? cancelled : at
}

/** Nobody writes before those have answered who are asked what competes. */
function awaitPlan(snapshot: Snapshot, input: JudgeInput, status: RunStatus): Step[] {
  const { speculation, attempts, now } = input
  const planned = weighedPlan(speculation, attempts) ?? proposedPlan(speculation, attempts)
  if (planned) return [{ do: 'record-plan', plan: planned, at: now }]
  return [...generate({ ...input, toolchains: snapshot.toolchains }), ...scoreboardComments(snapshot, status)]
}

/** See whether the verdict still holds, apply it as it is now, then keep it until the losers' time is over. */
function conclude(
  snapshot: Snapshot,
  speculation: Speculation,
  verdict: NonNullable<Speculation['verdict']>,
): Advance {
  const { decision, scoreboard } = verdict
  const status = { speculation, scoreboard, decision }
  // Nothing can be written there: what is to be done is done once somebody unarchives it.
  if (snapshot.repository.isArchived) return { run: speculation, steps: [], status }
  const answered = answerCommands(snapshot, speculation, { view: () => viewOf(snapshot, status) })
  if (answered.length > 0) return { run: speculation, steps: answered.flatMap(({ steps }) => steps), status }
  const news = reconsider(snapshot, speculation, verdict)
  if (news.length > 0) return { run: speculation, steps: news, status }
  const undone = undoBots(promotedFacts(snapshot, speculation))
  if (undone.length > 0) return { run: speculation, steps: undone, status }
  const shown = checkRuns(snapshot, status)
  const said = [...graftSteps(snapshot, speculation, verdict), ...scoreboardComments(snapshot, status)]
  if (speculation.settledAt) {
    // The checks of the winner go on with tests that somebody has had put onto it.
    const told = takenGraft(speculation) ? said : labelWords(snapshot, status)
    return { run: speculation, steps: [...told, ...shown, ...archive(snapshot, speculation)], status }
  }
  const steps = [...postReviews(snapshot, speculation), ...apply(snapshot, speculation, verdict), ...said]
  const inOrder = winnerFirst([...steps, ...shown], snapshot.issue.ref.number)
  const settled: Step = { do: 'settle', at: snapshot.now, labelSeen: snapshot.issue.labelled?.at }
  // What only shows it keeps nothing from being over.
  return { run: speculation, steps: steps.length > 0 ? inOrder : [...shown, settled], status }
}

/** Nothing of what is not promoted any more is opened again. */
function promotedFacts({ candidates }: Snapshot, speculation: Speculation) {
  const { verdict, revoked, choices = [] } = speculation
  if (verdict?.decision.kind !== 'promote' || revoked) return []
  const { candidate } = verdict.decision
  if (isReplaced(choices, candidate)) return []
  return ownCandidates(speculation, candidates).filter((one) => one.candidate === candidate)
}

function refuse(snapshot: Snapshot, run: number, refusal: Refusal): Advance {
  const { request } = snapshot.beginning ?? {}
  const asker = request && askerOf(request)
  const said = isSilent(request, refusal) ? [] : refusalComment(snapshot, run, refusal)
  const steps = said.length === 0 ? [] : [recordRefusal(snapshot, run, refusal), ...said]
  // A command has its answer, and is written again.
  const againInMs =
    request?.kind === 'command'
      ? 0
      : lookAgainIn(refusal, { now: snapshot.now, askedAt: asker?.at ?? snapshot.issue.labelled?.at })
  return { run: snapshot.speculation, steps, status: undefined, againInMs }
}

/** Where nobody has asked, nobody is told that nothing begins, unless it is for them to decide something. */
function isSilent(request: BeginningFacts['request'], refusal: Refusal): boolean {
  return request !== undefined && isUnasked(request) && refusal.kind !== 'design-first'
}

/** In the log of the run that would have begun, before it is said: what is said already is not looked at again. */
function recordRefusal(snapshot: Snapshot, run: number, refusal: Refusal): IssueStep {
  const id = speculationId(snapshot.issue.ref, run)
  return { do: 'append-audit', run: id, events: [refused(snapshot, refusal)] }
}

function cancelAttempts({ attempts }: Snapshot): Step[] {
  return attempts
    .filter((attempt) => attempt.status !== 'ended')
    .map(({ candidate, number }) => ({
      do: 'end-attempt',
      candidate,
      number,
      failure: 'cancelled',
      detail: 'its result is no longer needed',
    }))
}
