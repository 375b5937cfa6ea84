import type { RequiredCheck } from '../../domain/checks/contract.ts'
import type { BaseChecks, CheckAnswer, CheckVerdict, Observation } from '../../domain/checks/evidence.ts'
import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import { later } from '../../domain/later.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { HAS_NOT_STARTED } from '../../messages/checks/check-status.ts'
import { judgeInTime } from './judge-in-time.ts'
import {
  isBeside,
  isStandIn,
  judgeObservation,
  judgeRed,
  type ObservationVerdict,
} from './judge-observation.ts'
import { whyLeftOut } from './path-filters.ts'
import { statusesThatCount } from './status-creators.ts'
import { withoutReplaced } from './without-replaced.ts'

export interface CheckCase {
  readonly required: RequiredCheck
  readonly pullRequest: PullRequestFacts
  /** ISO-8601; the deadline counts from here. */
  readonly publishedAt: string
  readonly now: string
  /** Paths that the patch changes, both of what it renames; undefined where they are not known. */
  readonly changed?: readonly string[] | undefined
  readonly baseChecks?: BaseChecks | undefined
}

/** Of duplicates the worst counts, so that nothing posted beside the real answer can improve it (T10). */
export function judgeRequired(given: CheckCase): CheckVerdict {
  const { required, pullRequest, now, baseChecks } = given
  const named = pullRequest.observations.filter(
    (one) => nameOf(one) === required.name && one.headSha === pullRequest.head,
  )
  const { current, replaced } = withoutReplaced(named)
  const { counted, said } = statusesThatCount(required, current, baseChecks?.creators)
  const answers = counted
    .filter((one) => !isBeside(one, required))
    .map((one) => {
      const judged = judgeInTime(expected(one, required, baseChecks), one, now)
      return withDraft(judged, one, pullRequest)
    })
  const worst = [...answers].sort(worstFirst)[0]
  const final = worst && worst.verdict !== 'pending' ? worst : undefined
  // What is missing can only have made it look better or unproved, never failed.
  const reliable = pullRequest.observationsComplete || isFailure(final)
  const verdict = final && reliable ? withSaid(final, said) : whileWaiting(worst, given, said)
  const onBase = baseChecks?.tests?.[required.name]
  const own = replaced.filter((one) => !isBeside(one, required))
  return {
    check: required.name,
    ...verdict,
    ...(own.length > 0 && {
      replaced: own.map(({ id, status, conclusion }) => ({ checkRunId: id, ended: conclusion ?? status })),
    }),
    ...withoutUndefined({ testsOnBase: onBase, hardFail: required.hardFail, mustFail: required.mustFail }),
  }
}

function withSaid(judged: ObservationVerdict, said: string | undefined): ObservationVerdict {
  return said === undefined ? judged : { ...judged, reason: `${judged.reason} (${said})` }
}

function expected(
  one: Observation,
  required: RequiredCheck,
  base: BaseChecks | undefined,
): ObservationVerdict {
  return required.mustFail
    ? judgeRed(one, required, base?.creators)
    : judgeObservation(one, required, base?.creators)
}

function withDraft(
  judged: ObservationVerdict,
  one: Observation,
  { isDraft }: PullRequestFacts,
): ObservationVerdict {
  const skipped = one.kind === 'check-run' && one.conclusion === 'skipped'
  return isDraft && skipped ? { ...judged, skippedOnDraft: true } : judged
}

function isFailure(judged: ObservationVerdict | undefined): boolean {
  return judged?.verdict === 'failed' || judged?.verdict === 'timed-out'
}

/** No final answer yet: wait until the deadline, except where waiting is useless. */
function whileWaiting(
  latest: ObservationVerdict | undefined,
  given: CheckCase,
  said: string | undefined,
): ObservationVerdict {
  const { required, pullRequest, now, publishedAt } = given
  const known = latest ?? { verdict: 'pending' as const, reason: '' }
  const useless = latest ? undefined : neverRuns(given)
  if (useless) return useless
  if (now >= deadlineOf(required, publishedAt)) {
    const reason = `gave no final answer within ${minutes(required.deadlineMinutes)}`
    return withSaid({ ...known, verdict: 'timed-out', reason }, said)
  }
  if (!pullRequest.observationsComplete)
    return { ...known, verdict: 'pending', reason: 'is unknown: GitHub answered only in part' }
  return latest ?? withSaid({ verdict: 'pending', reason: HAS_NOT_STARTED }, said)
}

export const NEVER_ON_CONFLICT = 'never ran: the branch conflicts with its base'

function neverRuns({ required, pullRequest, changed }: CheckCase): ObservationVerdict | undefined {
  if (pullRequest.mergeable === 'conflicting') {
    // GitHub starts no `pull_request` run at all for a conflicting pull request.
    return { verdict: 'unverified', reason: NEVER_ON_CONFLICT }
  }
  const leftOut = whyLeftOut(required, changed)
  if (leftOut !== undefined) return notAsked(required, pullRequest, leftOut)
  if (pullRequest.state !== 'open')
    return { verdict: 'unverified', reason: 'never ran: the pull request is closed' }
  return undefined
}

/** A job that stands in for the real one answers for it on GitHub; here nobody has judged the patch then. */
function notAsked(
  required: RequiredCheck,
  { observations }: PullRequestFacts,
  leftOut: string,
): ObservationVerdict {
  const stoodIn = observations.some((one) => nameOf(one) === required.name && isStandIn(one, required))
  if (stoodIn || required.standIns)
    return {
      verdict: 'unverified',
      reason: `never really ran: the job of that name that did run does nothing with the repository (${leftOut})`,
    }
  if (required.mustFail) return { verdict: 'unverified', reason: `never ran: ${leftOut}` }
  return { verdict: 'unverified', notRequired: true, reason: `is not required of this patch: ${leftOut}` }
}

const BADNESS: Record<CheckAnswer, number> = {
  failed: 0,
  'timed-out': 1,
  unverified: 2,
  pending: 3,
  passed: 4,
}

/** Equally bad answers are ordered by check-run id, and statuses, which have none, by what they say: the order of arrival changes nothing. */
function worstFirst(a: ObservationVerdict, b: ObservationVerdict): number {
  return (
    BADNESS[a.verdict] - BADNESS[b.verdict] ||
    (a.checkRunId ?? 0) - (b.checkRunId ?? 0) ||
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  )
}

function nameOf(observation: Observation): string {
  return observation.kind === 'status' ? observation.context : observation.name
}

export function deadlineOf(check: RequiredCheck, publishedAt: string): string {
  return later(publishedAt, check.deadlineMinutes * 60_000)
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`
}
