import type { Clock } from '@speculate-dev/system'
import { messageOf } from '@speculate-dev/system'
import { type IssueRef, issueKey } from '../domain/issue/issue.ts'
import type { Speculation } from '../domain/run/speculation.ts'
import type { Step } from '../domain/run/step.ts'
import type { Trace } from '../domain/run/trace.ts'
import type { Forge } from '../ports/forge.ts'
import type { Queue } from '../ports/queue.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspace.ts'
import { endAttempt, startAttempt } from './attempt/attempts.ts'
import { ensureComment } from './publish/ensure-comment.ts'
import { BranchTaken, publishBranches } from './publish/publish-branches.ts'
import { publishGrafts } from './publish/publish-grafts.ts'
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
  readonly log: (message: string) => void
}

/** What the steps are about; a refusal has no speculation. */
export interface Subject {
  readonly issue: IssueRef
  readonly speculation: Speculation | undefined
}

/** These steps are done only when everything before them succeeded: they tell later reconciles not to look again. */
const LAST_STEPS: readonly Step['do'][] = ['record-command', 'record-verdict', 'settle', 'archive']

/**
 * Does the steps in order: intent to the journal, the effect, its result to the journal. One candidate's failure does
 * not stop the others; the first error is thrown at the end, and the next wake tries again what is still missing.
 */
export async function perform(
  steps: readonly Step[],
  subject: Subject,
  context: EffectContext,
): Promise<void> {
  const failures: unknown[] = []
  for (const step of steps) {
    if (failures.length > 0 && LAST_STEPS.includes(step.do)) continue
    await journaled(step, subject, context).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
}

async function journaled(step: Step, subject: Subject, context: EffectContext): Promise<void> {
  const about = subject.speculation?.id ?? issueKey(subject.issue)
  const write = (phase: 'intent' | 'done' | 'failed', detail: string) =>
    context.store.journal({
      speculation: about,
      at: new Date(context.clock.now()).toISOString(),
      step: step.do,
      phase,
      detail,
    })
  await write('intent', objectOf(step))
  try {
    await act(step, subject, context)
    await write('done', objectOf(step))
  } catch (error) {
    const message = messageOf(error)
    context.log(`${about}: ${step.do} failed: ${message}`)
    await write('failed', message.slice(0, 2_000))
    // The next look at the forge sees whose the branch is, and the candidate is rejected for it.
    if (!(error instanceof BranchTaken)) throw error
  }
}

/** One exhaustive switch; everything behind it looks before it writes. */
async function act(step: Step, subject: Subject, context: EffectContext): Promise<unknown> {
  const { forge, store } = context
  const repository = { owner: subject.issue.owner, repo: subject.issue.repo }
  switch (step.do) {
    case 'start-speculation':
      return store.insertSpeculation(step.speculation)
    case 'start-attempt':
      return startAttempt(step, speculationOf(subject, step), context)
    case 'end-attempt':
      return endAttempt(step, speculationOf(subject, step), context)
    case 'publish-branches':
      return publishBranches(step, speculationOf(subject, step), context)
    case 'publish-grafts':
      return publishGrafts(step, speculationOf(subject, step), context)
    case 'open-draft':
      return forge.ensureDraft(repository, step)
    case 'ensure-comment':
      return ensureComment(step, repository, context)
    case 'ensure-labels':
      return forge.ensureLabels(repository, step)
    case 'mark-ready':
      return forge.markReady(repository, step.pullRequest, step.expectedHead)
    case 'post-review':
      await forge.ensureReview(repository, step)
      return store.recordComment(repository, { ...step, on: step.pullRequest.number, id: 0 })
    case 'rerun-check':
      return rerunCheck(step, speculationOf(subject, step), context)
    case 'append-audit':
      for (const event of step.events)
        await store.appendAudit(step.run ?? speculationOf(subject, step).id, event)
      return
    case 'append-traces':
      await context.writeTraces(step.traces)
      return store.appendTraces(speculationOf(subject, step).id, step.traces)
    case 'record-ci':
      return store.recordCi(speculationOf(subject, step).id, step.day, step.seconds)
    case 'record-plan':
      return store.recordPlan(speculationOf(subject, step).id, step.plan, step.at)
    case 'record-verdict':
      return store.recordVerdict(speculationOf(subject, step).id, step.verdict)
    case 'record-revocation':
      return store.revoke(speculationOf(subject, step).id, step.revocation)
    case 'record-choice':
      return store.recordChoice(speculationOf(subject, step).id, step.choice)
    case 'record-command':
      return store.recordCommand(speculationOf(subject, step).id, step.command)
    case 'settle':
      return store.settle(speculationOf(subject, step).id, step.at, step.labelSeen)
    case 'delete-branch':
      return forge.deleteBranch(repository, step.branch, step.expectedHead)
    case 'archive':
      return store.archive(speculationOf(subject, step).id, step.at)
    default:
      return forge.changePullRequest(repository, step)
  }
}

function speculationOf({ issue, speculation }: Subject, step: Step): Speculation {
  if (!speculation) throw new Error(`${step.do} on ${issueKey(issue)}, which has no speculation`)
  return speculation
}

/** The subject of the step, for the journal. */
function objectOf(step: Step): string {
  if (step.do === 'record-revocation')
    return `${step.revocation.cause}: ${step.revocation.reason}`.slice(0, 2_000)
  if (step.do === 'record-choice') {
    const { actor, kind, candidate } = step.choice
    return `${actor ?? 'somebody'} ${kind} ${candidate}`
  }
  if (step.do === 'record-command') return `${step.command.by}: ${step.command.line}`
  if (step.do === 'record-plan') return step.plan.source
  if ('grafts' in step) return step.grafts.map(({ candidate }) => candidate).join(', ')
  if ('branches' in step) return step.branches.map(({ candidate }) => candidate).join(', ')
  if ('candidate' in step) return step.candidate
  if ('pullRequest' in step) return `#${step.pullRequest.number}`
  if ('on' in step) return `#${step.on}`
  if ('branch' in step) return step.branch
  return ''
}
