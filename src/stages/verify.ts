import type { RequiredCheck, VerifierContract } from '../domain/contract.ts'
import type { CheckVerdict, Observation, Verdict, Verification } from '../domain/evidence.ts'
import type { PullRequestFacts } from '../domain/snapshot.ts'
import { codeSpan } from '../messages/foreign-text.ts'

interface VerifyInput {
  readonly contract: VerifierContract
  readonly pullRequest: PullRequestFacts
  /** ISO-8601; deadlines count from here. */
  readonly publishedAt: string
  readonly now: string
}

/**
 * What did the shared verifier really say about this head? Only a check that ran here, to its end, with success is a
 * pass (E1); GitHub itself counts skipped and neutral as success, we do not.
 */
export function verify({ contract, pullRequest, publishedAt, now }: VerifyInput): Verification {
  const checks = contract.checks.map((check) => judgeCheck(check, pullRequest, { publishedAt, now }))
  const pending = checks.filter((check) => check.verdict === 'pending')
  if (pending.length > 0) {
    const deadlines = contract.checks.map((check) => deadlineOf(check, publishedAt)).sort()
    const until = deadlines.at(-1)
    const names = pending.map((one) => codeSpan(one.check, 80)).join(', ')
    return { state: 'pending', reason: `waiting for ${names}`, checks, ...(until !== undefined && { until }) }
  }
  const against = checks.find((check) => check.verdict !== 'passed')
  if (against) return { state: 'failed', reason: `${codeSpan(against.check, 80)} ${against.reason}`, checks }
  return { state: 'passed', reason: `all ${checks.length} required checks passed`, checks }
}

interface Times {
  readonly publishedAt: string
  readonly now: string
}

/** Of duplicates the worst counts, so that nothing posted beside the real answer can improve it (T10). */
function judgeCheck(required: RequiredCheck, pullRequest: PullRequestFacts, times: Times): CheckVerdict {
  const answers = pullRequest.observations
    .filter((one) => nameOf(one) === required.name && one.headSha === pullRequest.head)
    .map((one) => judgeObservation(one, required))
  const worst = [...answers].sort(worstFirst)[0]
  const final = worst && worst.verdict !== 'pending' ? worst : undefined
  const reliable = pullRequest.observationsComplete || (final !== undefined && final.verdict !== 'passed')
  const verdict = final && reliable ? final : whileWaiting(worst, { required, pullRequest, times })
  return { check: required.name, ...verdict, ...(required.hardFail && { hardFail: required.hardFail }) }
}

type Judged = Omit<CheckVerdict, 'check' | 'hardFail'>

/** No final answer yet: wait until the deadline, except where waiting is useless. */
function whileWaiting(
  latest: Judged | undefined,
  { required, pullRequest, times }: { required: RequiredCheck; pullRequest: PullRequestFacts; times: Times },
): Judged {
  const known = latest ?? { verdict: 'pending' as const, reason: '' }
  if (!latest && pullRequest.mergeable === 'conflicting') {
    // GitHub starts no `pull_request` run at all for a conflicting pull request.
    return { verdict: 'unverified', reason: 'never ran: the branch conflicts with its base' }
  }
  if (!latest && pullRequest.state !== 'open')
    return { verdict: 'unverified', reason: 'never ran: the pull request is closed' }
  const late = times.now >= deadlineOf(required, times.publishedAt)
  if (late)
    return {
      ...known,
      verdict: 'timed-out',
      reason: `gave no final answer within ${minutes(required.deadlineMinutes)}`,
    }
  if (!pullRequest.observationsComplete)
    return { ...known, verdict: 'pending', reason: 'is unknown: GitHub answered only in part' }
  return latest ?? { verdict: 'pending', reason: 'has not started' }
}

function judgeObservation(observation: Observation, required: RequiredCheck): Judged {
  return observation.kind === 'status'
    ? judgeStatus(observation, required)
    : judgeCheckRun(observation, required)
}

function judgeStatus(status: Extract<Observation, { kind: 'status' }>, required: RequiredCheck): Judged {
  const facts = {
    ...(status.url !== undefined && { url: status.url }),
    ...(status.createdAt !== undefined && { completedAt: status.createdAt }),
    ...(status.description !== undefined && { detail: status.description }),
  }
  if (required.workflow !== undefined || required.appId !== undefined) {
    return {
      ...facts,
      verdict: 'unverified',
      reason: 'is a commit status, not the check run the contract expects',
    }
  }
  switch (status.state) {
    case 'success':
      return { ...facts, verdict: 'passed', reason: 'passed' }
    case 'failure':
    case 'error':
      return {
        ...facts,
        verdict: 'failed',
        reason: status.state === 'failure' ? 'failed' : 'ended with an error',
      }
    case 'pending':
    case 'expected':
      return { ...facts, verdict: 'pending', reason: 'is still running' }
    default:
      return { ...facts, verdict: 'unverified', reason: 'ended in a state this app does not know' }
  }
}

type CheckRun = Extract<Observation, { kind: 'check-run' }>

function judgeCheckRun(run: CheckRun, required: RequiredCheck): Judged {
  const facts = {
    checkRunId: run.id,
    ...(run.url !== undefined && { url: run.url }),
    ...(run.workflow && { workflowRunId: run.workflow.runId }),
    ...(run.startedAt !== undefined && { startedAt: run.startedAt }),
    ...(run.completedAt !== undefined && { completedAt: run.completedAt }),
  }
  const stranger = whyNotTrusted(run, required)
  if (stranger) return { ...facts, verdict: 'unverified', reason: stranger }
  if (run.status !== 'completed') return { ...facts, verdict: 'pending', reason: 'is still running' }
  const { verdict, reason } = judgeConclusion(run.conclusion)
  const detail = verdict === 'passed' ? undefined : detailOf(run)
  return { ...facts, verdict, reason, ...(detail !== undefined && { detail }) }
}

const ACTIONS = 'github-actions'

/** A name proves nothing: any app, and any step that holds a token, may post a check run with any name (T10). */
function whyNotTrusted(run: CheckRun, required: RequiredCheck): string | undefined {
  if (required.appId !== undefined && run.appId !== required.appId)
    return 'was posted by another app than the one required'
  if (required.workflow !== undefined && run.workflow?.path !== required.workflow)
    return 'was not run by the workflow the contract names'
  if (run.appSlug === ACTIONS && !run.workflow?.jobConfirmed) return 'belongs to no job of a workflow run'
  if (run.workflow && run.workflow.event !== 'pull_request')
    return 'ran for another event than the pull request'
  return undefined
}

function judgeConclusion(conclusion: string | undefined): { verdict: Verdict; reason: string } {
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

/** The first failure annotation tells most; a step's `Process completed with exit code 1` only when there is nothing better. */
function detailOf(run: CheckRun): string | undefined {
  const failures = run.annotations.filter((one) => one.level === 'failure')
  const telling =
    failures.find((one) => !/^Process completed with exit code/.test(one.message)) ?? failures[0]
  return telling?.message ?? run.title
}

const BADNESS: Record<Verdict, number> = { failed: 0, 'timed-out': 1, unverified: 2, pending: 3, passed: 4 }

/** Equally bad answers are ordered by check-run id, so that the order of arrival changes nothing. */
function worstFirst(a: Judged, b: Judged): number {
  return BADNESS[a.verdict] - BADNESS[b.verdict] || (a.checkRunId ?? 0) - (b.checkRunId ?? 0)
}

function nameOf(observation: Observation): string {
  return observation.kind === 'status' ? observation.context : observation.name
}

function deadlineOf(check: RequiredCheck, publishedAt: string): string {
  return new Date(Date.parse(publishedAt) + check.deadlineMinutes * 60_000).toISOString()
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`
}
