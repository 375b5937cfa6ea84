import {
  type CheckVerdict,
  isCounted,
  type Observation,
  type Verification,
} from '../../../domain/checks/evidence.ts'
import type { Rerun } from '../../../domain/checks/rerun.ts'
import type { PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import { later } from '../../../domain/later.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'

interface FlakeCase {
  readonly speculation: Speculation
  readonly candidate: string
  readonly pullRequest: PullRequestFacts
  readonly verification: Verification
  /** ISO-8601; the deadlines of the first runs count from here. */
  readonly publishedAt: string
  readonly now: string
  /** A person asks for it, whatever the settings say. */
  readonly isAsked?: boolean
}

/** Failures that are run once more before the candidate is judged by them. */
interface SuspectedFlakes {
  readonly reruns: readonly Rerun[]
  /** False while a workflow run goes on: GitHub runs nothing of it again before it has ended. */
  readonly ready: boolean
}

/**
 * The same rule for every candidate: where failed checks are all that is against it, each of them in the first attempt of a job that
 * GitHub Actions names, they are run once more. Never a check of a hard-fail category: what looks dangerous once is not outvoted by a
 * second run. Undefined where nothing is to be run again.
 */
export function suspectedFlakes(flakes: FlakeCase): SuspectedFlakes | undefined {
  const { speculation, pullRequest, verification, isAsked = false } = flakes
  if (!isAsked && !speculation.settings.verifier.rerun_failed_once) return undefined
  if (verification.state !== 'failed' || pullRequest.state !== 'open') return undefined
  const against = verification.checks.filter(
    (check) => (isCounted(check) || check.cancelledBy !== undefined) && check.verdict !== 'passed',
  )
  const found = against.map((check) => suspect(check, flakes)).filter((one) => one !== undefined)
  if (found.length === 0 || found.length < against.length) return undefined
  const ready = found.every(({ ended }) => ended)
  const late = against.some(({ check }) => flakes.now >= deadlineOf(check, flakes))
  return ready || !late ? { reruns: found.map(({ rerun }) => rerun), ready } : undefined
}

/** Undefined when the failure cannot be, or must not be, or has been run again. */
function suspect(
  judged: CheckVerdict,
  { speculation, candidate, pullRequest, now }: FlakeCase,
): { readonly rerun: Rerun; readonly ended: boolean } | undefined {
  const { check, verdict, hardFail, mustFail, detail } = judged
  if (verdict !== 'failed' || hardFail !== undefined || mustFail) return undefined
  if (speculation.reruns?.some((one) => one.candidate === candidate && one.check === check)) return undefined
  const run = pullRequest.observations.find((one) => isRunOf(one, judged))
  if (run?.kind !== 'check-run' || !run.workflow?.jobConfirmed || run.conclusion === undefined)
    return undefined
  const { runId, jobId, runAttempt, runEnded = false } = run.workflow
  if (jobId === undefined || runAttempt !== 1) return undefined
  const rerun: Rerun = {
    candidate,
    check,
    head: pullRequest.head,
    workflowRunId: runId,
    jobId,
    attempt: runAttempt,
    first: {
      checkRunId: run.id,
      conclusion: run.conclusion,
      ...withoutUndefined({ url: run.url, detail }),
    },
    askedAt: now,
  }
  return { rerun, ended: runEnded }
}

function isRunOf(one: Observation, { checkRunId }: CheckVerdict): boolean {
  return one.kind === 'check-run' && one.id === checkRunId
}

function deadlineOf(name: string, { speculation, publishedAt }: FlakeCase): string {
  const required = speculation.contract.checks.find((one) => one.name === name)
  return later(publishedAt, (required?.deadlineMinutes ?? 0) * 60_000)
}
