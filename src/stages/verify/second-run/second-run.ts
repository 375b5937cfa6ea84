import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { CheckVerdict, Observation } from '../../../domain/checks/evidence.ts'
import type { FirstRun, Rerun } from '../../../domain/checks/rerun.ts'
import type { PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'

interface RerunCase {
  readonly required: RequiredCheck
  readonly rerun: Rerun
  readonly pullRequest: PullRequestFacts
  readonly now: string
}

/** Judges what is observed, with deadlines that count from `publishedAt`. */
type Judge = (pullRequest: PullRequestFacts, publishedAt: string) => CheckVerdict

/**
 * A check that was run once more on our behalf. Only a later attempt of the same job, which the workflow run's own list names, may take
 * the place of the failure, and only by passing; beside it, the worst of duplicates counts as ever (T10).
 */
export function judgeSecondRun({ required, rerun, pullRequest, now }: RerunCase, judge: Judge): CheckVerdict {
  const { first, answer, askedAt } = rerun
  if (answer?.kind === 'refused') return { ...judge(pullRequest, askedAt), notRerun: answer.reason }
  const others = pullRequest.observations.filter(
    (one) => one.kind === 'status' || one.id !== first.checkRunId,
  )
  const seconds = others.filter((one) => one.kind === 'check-run').filter((one) => isSecondRun(one, rerun))
  const judged = { ...judge({ ...pullRequest, observations: others }, askedAt), firstRun: first }
  if (seconds.some(({ id }) => id === judged.checkRunId)) return afterSecondRun(judged, required)
  // Something beside them is worse than what is awaited, or nothing is to be awaited any more.
  if (judged.verdict === 'failed') return judged
  if (judged.verdict === 'unverified') return firstOutcome(judged, judged.reason)
  const deadline = Date.parse(askedAt) + required.deadlineMinutes * 60_000
  if (Date.parse(now) >= deadline)
    return firstOutcome(judged, `gave no final answer within ${minutes(required.deadlineMinutes)}`)
  const { check, hardFail } = judged
  const reason = 'failed, and is run a second time to see whether it is a flake'
  return { check, verdict: 'pending', reason, firstRun: first, ...withoutUndefined({ hardFail }) }
}

function isSecondRun(
  { name, workflow }: Extract<Observation, { kind: 'check-run' }>,
  { check, workflowRunId, attempt }: Rerun,
): boolean {
  if (name !== check || !workflow?.jobConfirmed) return false
  return workflow.runId === workflowRunId && (workflow.runAttempt ?? 1) > attempt
}

type WithFirst = CheckVerdict & { readonly firstRun: FirstRun }

function afterSecondRun(judged: WithFirst, required: RequiredCheck): CheckVerdict {
  switch (judged.verdict) {
    case 'passed':
      return { ...judged, flaky: true, reason: 'passed on the second run; the first failed' }
    case 'failed':
      return { ...judged, reason: 'failed, and failed again when it was run a second time' }
    case 'pending':
      return { ...judged, reason: 'failed, and is being run a second time to see whether it is a flake' }
    case 'timed-out':
      return firstOutcome(judged, `gave no final answer within ${minutes(required.deadlineMinutes)}`)
    case 'unverified':
      return firstOutcome(judged, judged.reason)
    default:
      return judged.verdict satisfies never
  }
}

/** The failure counts as if nothing had been run again. */
function firstOutcome({ check, hardFail, firstRun }: WithFirst, secondRun: string): CheckVerdict {
  const { checkRunId, url, detail } = firstRun
  return {
    check,
    verdict: 'failed',
    reason: `failed, and its second run ${secondRun}`,
    firstRun,
    checkRunId,
    ...withoutUndefined({ url, detail, hardFail }),
  }
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`
}
