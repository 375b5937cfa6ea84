import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { latestAttempt } from '../../../domain/candidate/latest-attempt.ts'
import { changedPaths } from '../../../domain/candidate/patch.ts'
import type { Rerun } from '../../../domain/checks/rerun.ts'
import type { Row } from '../../../domain/judgement/row.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Step } from '../../../domain/run/step.ts'
import type { ScoreInput } from '../../score/score.ts'
import { verify } from '../verify.ts'
import { suspectedFlakes } from './suspected-flakes.ts'

type RerunInput = Pick<
  ScoreInput,
  'speculation' | 'attempts' | 'candidates' | 'now' | 'redOnBase' | 'baseChecks'
>

/**
 * Which failed checks should be running a second time? One step per candidate and workflow run, also for what was noted and never
 * answered: whoever was to ask may have been killed in between.
 */
export function rerun(input: RerunInput, rows: readonly Row[]): Step[] {
  return rows.flatMap((row) => {
    if (row.result !== 'waiting' || row.phase !== 'verifying') return []
    return stepsOf(row.candidate, [
      ...unanswered(input.speculation, row),
      ...suspectsOf(input, row.candidate),
    ])
  })
}

/** The same where a person asks for it, of a candidate that may have been judged by them; none where nothing can be run again. */
export function rerunAsked(input: RerunInput, candidate: CandidateId): readonly Step[] {
  return stepsOf(candidate, suspectsOf(input, candidate, true))
}

function stepsOf(candidate: CandidateId, reruns: readonly Rerun[]): Step[] {
  return byWorkflowRun(reruns).map((each): Step => ({ do: 'rerun-check', candidate, reruns: each }))
}

function unanswered({ reruns = [] }: Speculation, { candidate, head }: Row): readonly Rerun[] {
  return reruns.filter((one) => one.candidate === candidate && one.head === head && !one.answer)
}

function suspectsOf(input: RerunInput, candidate: CandidateId, isAsked = false): readonly Rerun[] {
  const { speculation, attempts, candidates, now, redOnBase, baseChecks } = input
  const { contract, reruns } = speculation
  const pullRequest = candidates.find((one) => one.candidate === candidate)?.pullRequest
  const attempt = latestAttempt(attempts, candidate)
  const publishedAt = attempt?.endedAt ?? now
  const changed = attempt?.outcome?.kind === 'patch' ? changedPaths(attempt.outcome.patch) : undefined
  if (!pullRequest) return []
  const own = reruns?.filter((one) => one.candidate === candidate)
  const known = { redOnBase, baseChecks, changed, reruns: own }
  const verification = verify({ contract, pullRequest, publishedAt, now, ...known })
  const flakes = suspectedFlakes({
    speculation,
    candidate,
    pullRequest,
    verification,
    publishedAt,
    now,
    isAsked,
  })
  return flakes?.ready ? flakes.reruns : []
}

function byWorkflowRun(reruns: readonly Rerun[]): readonly (readonly Rerun[])[] {
  const runs = new Map<number, Rerun[]>()
  for (const one of reruns) runs.set(one.workflowRunId, [...(runs.get(one.workflowRunId) ?? []), one])
  return [...runs.values()]
}
