import { ACTIONS_APP, type RequiredCheck } from '../../domain/checks/contract.ts'
import type { BaseChecks, CheckAnswer, CheckVerdict, Observation } from '../../domain/checks/evidence.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { detailOf } from './detail-of.ts'
import { isByApp } from './status-creators.ts'

/** What one observation says about one required check. */
export type ObservationVerdict = Omit<CheckVerdict, 'check' | 'hardFail'>

type CheckRun = Extract<Observation, { kind: 'check-run' }>
type Status = Extract<Observation, { kind: 'status' }>

type Creators = BaseChecks['creators']

/**
 * Only success of who the contract expects is a pass; of everything else the reason says what it is instead. `creators` are those who
 * set commit statuses on the base.
 */
export function judgeObservation(
  observation: Observation,
  required: RequiredCheck,
  creators?: Creators,
): ObservationVerdict {
  return observation.kind === 'status'
    ? judgeStatus(observation, required, creators)
    : judgeCheckRun(observation, required)
}

/**
 * In stage `red` new tests must fail (B7), so the two answers change places. Only the run that judges counts as failing: a failure
 * is easier to come by than a success.
 */
export function judgeRed(
  observation: Observation,
  required: RequiredCheck,
  creators?: Creators,
): ObservationVerdict {
  const judged = judgeObservation(observation, required, creators)
  const event = observation.kind === 'check-run' ? observation.workflow?.event : undefined
  if (event !== undefined && event !== eventOf(required))
    return { ...judged, verdict: 'unverified', reason: OTHER_EVENT }
  if (judged.verdict === 'failed')
    return { ...judged, verdict: 'passed', reason: 'failed, as new tests must in stage `red`' }
  if (judged.verdict === 'passed')
    return { ...judged, verdict: 'failed', reason: 'passed, although new tests must fail in stage `red`' }
  return judged
}

const OTHER_EVENT = 'ran for another event than the pull request'

/**
 * A real job of GitHub Actions, but of another event than the one that judges: the run for the push beside the one for the pull
 * request, where a workflow has both. It is not proof, and says something only when it fails.
 */
export function isBeside(observation: Observation, required: RequiredCheck): boolean {
  if (observation.kind === 'status' || !observation.workflow?.jobConfirmed) return false
  if (isStandIn(observation, required)) return true
  const otherEvent = observation.workflow.event !== eventOf(required)
  return otherEvent && observation.conclusion !== 'failure' && observation.conclusion !== 'timed_out'
}

/** A job of a workflow of the base that runs nothing of the repository, where another one of the same name does. */
export function isStandIn(observation: Observation, { standIns }: RequiredCheck): boolean {
  if (observation.kind === 'status' || !observation.workflow?.jobConfirmed) return false
  return standIns?.includes(observation.workflow.path) === true
}

function eventOf({ event = 'pull_request' }: RequiredCheck): string {
  return event
}

function judgeStatus(
  status: Status,
  required: RequiredCheck,
  creators: Creators | undefined,
): ObservationVerdict {
  const facts = {
    ...withoutUndefined({ url: status.url, completedAt: status.createdAt, detail: status.description }),
  }
  const pinned = required.workflow ?? required.appId ?? required.appSlug
  if (pinned !== undefined && !isByApp(status, required, creators)) {
    const isOther = status.appId !== undefined && required.appId !== undefined
    const reason = isOther
      ? 'was set by another app than the one required'
      : 'is a commit status, not the check run the contract expects'
    return { ...facts, verdict: 'unverified', reason }
  }
  return { ...facts, ...judgeState(status.state) }
}

function judgeState(state: string): ObservationVerdict {
  switch (state) {
    case 'success':
      return { verdict: 'passed', reason: 'passed' }
    case 'failure':
      return { verdict: 'failed', reason: 'failed' }
    case 'error':
      return { verdict: 'failed', reason: 'ended with an error' }
    case 'pending':
    case 'expected':
      return { verdict: 'pending', reason: 'is still running' }
    default:
      return { verdict: 'unverified', reason: 'ended in a state this app does not know' }
  }
}

function judgeCheckRun(run: CheckRun, required: RequiredCheck): ObservationVerdict {
  const facts = {
    checkRunId: run.id,
    ...withoutUndefined({
      url: run.url,
      workflowRunId: run.workflow?.runId,
      startedAt: run.startedAt,
      completedAt: run.completedAt,
      tests: run.tests,
    }),
  }
  const stranger = whyNotTrusted(run, required)
  if (stranger) return { ...facts, verdict: 'unverified', reason: stranger }
  if (run.status !== 'completed') return { ...facts, verdict: 'pending', reason: 'is still running' }
  const { verdict, reason } = judgeConclusion(run.conclusion)
  if (verdict === 'passed') return { ...facts, verdict, reason }
  const detail = detailOf(run)
  const failedTests = verdict === 'failed' ? run.failedTests : undefined
  return {
    ...facts,
    verdict,
    reason,
    ...withoutUndefined({ detail, failedTests }),
  }
}

/** A name proves nothing: any app, and any step that holds a token, may post a check run with any name (T10). */
function whyNotTrusted(run: CheckRun, required: RequiredCheck): string | undefined {
  return whyNotFrom(run, required) ?? whyNotOf(run, required)
}

/** Whoever posted it must be who the contract expects; of GitHub Actions only its own jobs count. */
function whyNotFrom(run: CheckRun, { appId, appSlug, workflow }: RequiredCheck): string | undefined {
  const otherApp =
    (appId !== undefined && run.appId !== appId) || (appSlug !== undefined && run.appSlug !== appSlug)
  if (otherApp) return 'was posted by another app than the one required'
  if (workflow !== undefined && run.workflow?.path !== workflow)
    return 'was not run by the workflow the contract names'
  if (run.appSlug === ACTIONS_APP && !mayBeJob(run)) return 'belongs to no job of a workflow run'
  return undefined
}

/** Nothing that has ended passes for a job without the list that names it. */
function mayBeJob({ workflow, status }: CheckRun): boolean {
  return workflow?.jobConfirmed === true || (workflow?.jobUnasked === true && status !== 'completed')
}

function whyNotOf(run: CheckRun, required: RequiredCheck): string | undefined {
  return run.workflow && run.workflow.event !== eventOf(required) && run.conclusion === 'success'
    ? OTHER_EVENT
    : undefined
}

/** Whether it is a final answer, for good or bad, of whom the contract expects; whatever event started it. */
export function answersAs(run: CheckRun, required: RequiredCheck): boolean {
  if (whyNotFrom(run, required) !== undefined || run.status !== 'completed') return false
  return ['passed', 'failed', 'timed-out'].includes(judgeConclusion(run.conclusion).verdict)
}

/** Whether an app, a workflow and a job that the contract expects reported a failure; whatever event started it. */
export function isTrustedFailure(run: CheckRun, required: RequiredCheck): boolean {
  if (whyNotFrom(run, required) !== undefined || run.status !== 'completed') return false
  return ['failed', 'timed-out'].includes(judgeConclusion(run.conclusion).verdict)
}

function judgeConclusion(conclusion: string | undefined): { verdict: CheckAnswer; reason: string } {
  switch (conclusion) {
    case 'success':
      return { verdict: 'passed', reason: 'passed' }
    case 'failure':
      return { verdict: 'failed', reason: 'failed' }
    case 'timed_out':
      return { verdict: 'timed-out', reason: 'ran into its own time limit' }
    case 'skipped':
      return {
        verdict: 'unverified',
        reason: 'was skipped, which proves nothing (does the workflow leave out drafts?)',
      }
    case 'neutral':
      return { verdict: 'unverified', reason: 'ended neutral, which proves nothing' }
    case 'cancelled':
      return { verdict: 'unverified', reason: 'was cancelled before it ended' }
    case 'stale':
      return { verdict: 'unverified', reason: 'went stale before it ended' }
    case 'startup_failure':
      return { verdict: 'unverified', reason: 'could not be started' }
    case 'action_required':
      return { verdict: 'unverified', reason: 'waits for somebody to approve it' }
    default:
      return { verdict: 'unverified', reason: 'ended in a state this app does not know' }
  }
}
