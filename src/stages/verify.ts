import type { RequiredCheck, VerifierContract } from '../domain/contract.ts'
import type { CheckVerdict, Observation, Verdict, Verification } from '../domain/evidence.ts'
import type { Rerun } from '../domain/rerun.ts'
import type { PullRequestFacts } from '../domain/snapshot.ts'
import { codeSpan } from '../messages/foreign-text.ts'
import { isBeside, type Judged, judgeObservation, judgeRed } from './verify/judge-observation.ts'
import { judgeSecondRun } from './verify/second-run.ts'

interface VerifyInput {
  readonly contract: VerifierContract
  readonly pullRequest: PullRequestFacts
  /** ISO-8601; deadlines count from here. */
  readonly publishedAt: string
  readonly now: string
  /** Names of checks that fail on the base commit too; see `verify/red-on-base.ts`. */
  readonly redOnBase?: readonly string[] | undefined
  /** What was run once more of this candidate. */
  readonly reruns?: readonly Rerun[] | undefined
}

/**
 * What did the shared verifier really say about this head? Only a check that ran here, to its end, with success is a
 * pass (E1); GitHub itself counts skipped and neutral as success, we do not.
 */
export function verify(input: VerifyInput): Verification {
  const { contract, redOnBase } = input
  const checks = contract.checks.map((check) => {
    const judged = judgeRequired(check, input)
    return redOnBase?.includes(check.name) ? { ...judged, redOnBase: true } : judged
  })
  const blind = checks.find((check) => check.mustFail && check.redOnBase)
  if (blind) return { state: 'failed', reason: noRed(blind.check), checks }
  const proofs = checks.filter((check) => !check.redOnBase)
  if (proofs.length === 0) return { state: 'failed', reason: NO_PROOF, checks }
  const pending = proofs.filter((check) => check.verdict === 'pending')
  if (pending.length > 0) {
    const deadlines = contract.checks.map((check) => deadlineOf(check, countedFrom(check, input))).sort()
    const until = deadlines.at(-1)
    const names = pending.map((one) => codeSpan(one.check, 80)).join(', ')
    return { state: 'pending', reason: `waiting for ${names}`, checks, ...(until !== undefined && { until }) }
  }
  const against = proofs.find((check) => check.verdict !== 'passed')
  if (against) return { state: 'failed', reason: `${codeSpan(against.check, 80)} ${against.reason}`, checks }
  return { state: 'passed', reason: allPassed(proofs.length, checks.length - proofs.length), checks }
}

const NO_PROOF = 'is proved by nothing: every required check already fails on the base'

const noRed = (check: string) =>
  `is proved by nothing: ${codeSpan(check, 80)}, which must fail in stage \`red\`, fails on the base already`

function allPassed(proofs: number, red: number): string {
  if (red === 0) return `all ${proofs} required checks passed`
  const others = red === 1 ? 'the other one fails' : `the other ${red} fail`
  return `all ${proofs} required checks that can prove something passed; ${others} on the base already`
}

function judgeRequired(required: RequiredCheck, input: VerifyInput): CheckVerdict {
  const { pullRequest, publishedAt, now } = input
  const rerun = rerunOf(required, input)
  if (!rerun) return judgeCheck(required, pullRequest, { publishedAt, now })
  return judgeSecondRun({ required, rerun, pullRequest, now }, (facts, from) =>
    judgeCheck(required, facts, { publishedAt: from, now }),
  )
}

function rerunOf({ name }: RequiredCheck, { reruns, pullRequest }: VerifyInput): Rerun | undefined {
  return reruns?.find(({ check, head }) => check === name && head === pullRequest.head)
}

function countedFrom(required: RequiredCheck, input: VerifyInput): string {
  return rerunOf(required, input)?.askedAt ?? input.publishedAt
}

interface Times {
  readonly publishedAt: string
  readonly now: string
}

/** Of duplicates the worst counts, so that nothing posted beside the real answer can improve it (T10). */
function judgeCheck(required: RequiredCheck, pullRequest: PullRequestFacts, times: Times): CheckVerdict {
  const answers = pullRequest.observations
    .filter((one) => nameOf(one) === required.name && one.headSha === pullRequest.head)
    .filter((one) => !isBeside(one, required))
    .map((one) => withDraft(expected(one, required), one, pullRequest))
  const worst = [...answers].sort(worstFirst)[0]
  const final = worst && worst.verdict !== 'pending' ? worst : undefined
  // What is missing can only have made it look better or unproved, never failed.
  const reliable = pullRequest.observationsComplete || isFailure(final)
  const verdict = final && reliable ? final : whileWaiting(worst, { required, pullRequest, times })
  return {
    check: required.name,
    ...verdict,
    ...(required.hardFail && { hardFail: required.hardFail }),
    ...(required.mustFail && { mustFail: true }),
  }
}

function expected(one: Observation, required: RequiredCheck): Judged {
  return required.mustFail ? judgeRed(one, required) : judgeObservation(one, required)
}

function withDraft(judged: Judged, one: Observation, { isDraft }: PullRequestFacts): Judged {
  const skipped = one.kind === 'check-run' && one.conclusion === 'skipped'
  return isDraft && skipped ? { ...judged, skippedOnDraft: true } : judged
}

function isFailure(judged: Judged | undefined): boolean {
  return judged?.verdict === 'failed' || judged?.verdict === 'timed-out'
}

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

const BADNESS: Record<Verdict, number> = { failed: 0, 'timed-out': 1, unverified: 2, pending: 3, passed: 4 }

/** Equally bad answers are ordered by check-run id, and statuses, which have none, by what they say: the order of arrival changes nothing. */
function worstFirst(a: Judged, b: Judged): number {
  return (
    BADNESS[a.verdict] - BADNESS[b.verdict] ||
    (a.checkRunId ?? 0) - (b.checkRunId ?? 0) ||
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  )
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
