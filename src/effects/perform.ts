import type { Clock } from '@speculate-dev/system'
import { messageOf } from '@speculate-dev/system'
import { type IssueRef, issueKey } from '../domain/issue/issue.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { IssueStep, Step, Todo } from '../domain/run/step.ts'
import type { Trace } from '../domain/run/trace.ts'
import { nextAfter } from '../messages/operator/next-step.ts'
import type { Forge } from '../ports/forge.ts'
import { isRateLimited } from '../ports/forge-errors.ts'
import type { Log, Observe } from '../ports/operator.ts'
import type { Queue } from '../ports/queue.ts'
import type { JournalEntry, Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspace.ts'
import { endAttempt, startAttempt } from './attempt/attempts.ts'
import { eventsOfStep } from './events-of-step.ts'
import { enableAutoMerge } from './publish/enable-auto-merge.ts'
import { ensureCheckRuns } from './publish/ensure-check-runs.ts'
import { ensureComment } from './publish/ensure-comment.ts'
import { BranchTaken, publishBranches } from './publish/publish-branches.ts'
import { ObjectsLeft } from './publish/publish-commits.ts'
import { publishGrafts } from './publish/publish-grafts.ts'
import { react } from './publish/react.ts'
import { removeLeftObjects } from './publish/remove-left-objects.ts'
import { restoreBranch } from './publish/restore-branch.ts'
import { type AskLimits, whyRefused } from './why-refused.ts'
import { rerunCheck } from './workflow/rerun-check.ts'

/** What effects are done with. */
export interface EffectContext {
  readonly forge: Forge
  readonly store: Store
  readonly queue: Queue
  readonly workspace: Workspace
  readonly clock: Clock
  /** Writes traces where people look for them (B6), beside the store. */
  readonly writeTraces: (traces: readonly Trace[]) => Promise<void>
  readonly log: Log
  readonly observe?: Observe | undefined
  readonly limits?: AskLimits | undefined
}

/** One step, and the run that it is a step of. */
type Doing =
  | { readonly run: undefined; readonly step: IssueStep }
  | { readonly run: Speculation; readonly step: Step }

/** These steps are done only when everything before them succeeded: they tell later reconciles not to look again. */
const LAST_STEPS: readonly Step['do'][] = ['record-command', 'record-verdict', 'settle', 'archive']

/** These only show how far things are. Where branches have just been made, the next round opens their drafts, and does these after them. */
const SHOWING_STEPS: readonly Step['do'][] = [
  'ensure-comment',
  'ensure-labels',
  'post-review',
  'ensure-check-runs',
]

/** What follows a branch that was to be moved on says that it was. */
const SAYING_STEPS: readonly Step['do'][] = ['react', 'ensure-comment']

/**
 * Does the steps in order: intent to the journal, the effect, its result to the journal. One candidate's failure does
 * not stop the others; the first error is thrown at the end, and the next wake tries again what is still missing. A limit of the forge
 * that is used up ends it at once: what comes after would only wait as well.
 */
export async function perform(todo: Todo, issue: IssueRef, context: EffectContext): Promise<void> {
  const failures: unknown[] = []
  let areDraftsNext = false
  let isUntrue = false
  for (const doing of oneByOne(todo)) {
    const { do: what } = doing.step
    if (failures.some(isRateLimited)) break
    if (failures.length > 0 && LAST_STEPS.includes(what)) continue
    if (areDraftsNext && SHOWING_STEPS.includes(what)) continue
    if (isUntrue && SAYING_STEPS.includes(what)) continue
    await journaled(doing, issue, context).catch((error: unknown) => {
      failures.push(error)
      isUntrue ||= what === 'advance-branch'
    })
    areDraftsNext ||= what === 'publish-branches' && failures.length === 0
  }
  if (failures.length > 0) throw failures.find(isRateLimited) ?? failures[0]
}

function oneByOne({ run, steps }: Todo): readonly Doing[] {
  return run === undefined ? steps.map((step) => ({ run, step })) : steps.map((step) => ({ run, step }))
}

async function journaled(doing: Doing, issue: IssueRef, context: EffectContext): Promise<void> {
  const { step, run } = doing
  const about = run?.id ?? issueKey(issue)
  const write = (phase: JournalEntry['phase'], detail: string) =>
    context.store.journal({
      speculation: about,
      ...nameOf(step),
      at: new Date(context.clock.now()).toISOString(),
      phase,
      detail,
    })
  const isNew = creates(step) && !(await context.store.isUncertain(about, nameOf(step)))
  await write('intent', objectOf(step))
  try {
    await act(doing, issue, { ...context, isNew })
    await write('done', objectOf(step))
    tellOfStep(doing, context, about)
  } catch (caught) {
    const error = await whyRefused(caught, { owner: issue.owner, repo: issue.repo }, context.limits)
    const message = messageOf(error)
    if (isRateLimited(error)) {
      await write('waiting', message)
      throw error
    }
    context.log(`${about}: ${step.do} failed: ${message}`, { run: about, next: nextAfter(error) })
    await write('failed', message.slice(0, 2_000))
    // The next look at the forge sees whose the branch is, and the candidate is rejected for it; what is left goes at the end of the run.
    if (!(error instanceof BranchTaken || error instanceof ObjectsLeft)) throw error
  }
}

function nameOf(step: Step) {
  return { step: step.do, detail: objectOf(step) }
}

/** What would be there twice if it were done twice. */
function creates(step: Step): boolean {
  if (step.do === 'ensure-comment') return step.existing === undefined
  if (step.do === 'ensure-check-runs') return step.checkRuns.some(({ existing }) => existing === undefined)
  return step.do === 'open-draft' || step.do === 'post-review'
}

/** `isNew`: the step creates something, and was never begun without having ended well. */
type ActContext = EffectContext & { readonly isNew: boolean }

/** Tells the operator of a step that was done. A run's first step names it. */
export function tellOfStep(
  { step, run }: Doing,
  { clock, observe }: Pick<EffectContext, 'clock' | 'observe'>,
  about: string,
): void {
  const id =
    step.do === 'start-speculation' ? step.speculation.id : step.do === 'append-audit' ? step.run : about
  const at = new Date(clock.now()).toISOString()
  for (const part of eventsOfStep(step, run, objectOf(step))) observe?.({ ...part, run: id, at })
}

/** Two exhaustive switches; everything behind them names the wanted end. What may have been created already is looked for first. */
async function act({ run, step }: Doing, issue: IssueRef, context: ActContext): Promise<unknown> {
  if (run === undefined) return actOnIssue(step, issue, context)
  const { store } = context
  switch (step.do) {
    case 'start-attempt':
      return startAttempt(step, run, context)
    case 'end-attempt':
      return endAttempt(step, run, context)
    case 'publish-branches':
      return publishBranches(step, run, context)
    case 'publish-grafts':
      return publishGrafts(step, run, context)
    case 'enable-auto-merge':
      return enableAutoMerge(step, run, context)
    case 'ensure-check-runs':
      return ensureCheckRuns(step, run, context)
    case 'rerun-check':
      return rerunCheck(step, run, context)
    case 'append-traces':
      await context.writeTraces(step.traces)
      return store.appendTraces(run.id, step.traces)
    case 'record-ci':
      return store.recordCi(run.id, step.day, step.seconds)
    case 'record-plan':
      return store.recordPlan(run.id, step.plan, step.at)
    case 'record-verdict':
      return store.recordVerdict(run.id, step.verdict)
    case 'record-revocation':
      return store.revoke(run.id, step.revocation)
    case 'record-choice':
      return store.recordChoice(run.id, step.choice)
    case 'record-revert':
      return store.recordRevert(run.id, step.revert)
    case 'record-command':
      return store.recordCommand(run.id, step.command)
    case 'settle':
      await removeLeftObjects(run, context)
      return store.settle(run.id, step.at, step.labelSeen)
    case 'archive':
      // The next run may have begun before this one was settled.
      await removeLeftObjects(run, context)
      return store.archive(run.id, step.at)
    default:
      return actOnIssue(step, issue, context)
  }
}

async function actOnIssue(step: IssueStep, issue: IssueRef, context: ActContext): Promise<unknown> {
  const { forge, store, isNew } = context
  const repository = { owner: issue.owner, repo: issue.repo }
  switch (step.do) {
    case 'start-speculation':
      return store.insertSpeculation(step.speculation)
    case 'open-draft':
      return forge.ensureDraft(repository, { ...step, isNew })
    case 'ensure-comment':
      return ensureComment(step, issue, context)
    case 'react':
      return react(step, repository, context)
    case 'delete-comment':
      return forge.deleteComment(repository, step.comment)
    case 'ensure-labels':
      return forge.ensureLabels(repository, step)
    case 'mark-ready':
      return forge.markReady(repository, step.pullRequest, step.expectedHead)
    case 'post-review':
      await forge.ensureReview(repository, { ...step, isNew })
      return store.recordComment(repository, { ...step, on: step.pullRequest.number, id: 0 })
    case 'append-audit':
      for (const event of step.events) await store.appendAudit(step.run, event)
      return
    case 'archive-branches':
      return forge.archiveBranches(repository, step)
    case 'advance-branch':
      return forge.advanceBranch(repository, step)
    case 'restore-branch':
      return restoreBranch(step, repository, context)
    default:
      return forge.changePullRequest(repository, step)
  }
}

/** The subject of the step, for the journal. */
function objectOf(step: Step): string {
  if (step.do === 'record-revocation')
    return `${step.revocation.cause}: ${step.revocation.reason}`.slice(0, 2_000)
  if (step.do === 'record-choice') {
    const { actor, kind, candidate } = step.choice
    return `${actor ?? 'somebody'} ${kind} ${candidate}`
  }
  if (step.do === 'record-revert') {
    const { kind, candidate, commit } = step.revert
    return `${kind} ${candidate}: ${commit}`
  }
  if (step.do === 'record-command') return `${step.command.by}: ${step.command.line}`
  if (step.do === 'record-plan') return step.plan.source
  if ('grafts' in step) return step.grafts.map(({ candidate }) => candidate).join(', ')
  if (step.do === 'archive-branches') return step.branches.map(({ branch }) => branch).join(', ')
  if ('checkRuns' in step) return step.checkRuns.map(({ candidate }) => candidate).join(', ')
  if ('branches' in step) return step.branches.map(({ candidate }) => candidate).join(', ')
  if ('candidate' in step) return step.candidate
  if ('pullRequest' in step) return `#${step.pullRequest.number}`
  if ('on' in step) return `#${step.on}`
  if ('branch' in step) return step.branch
  return ''
}
