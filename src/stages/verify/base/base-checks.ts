import type { RequiredCheck, VerifierContract } from '../../../domain/checks/contract.ts'
import type { BaseChecks, Observation, TestCount } from '../../../domain/checks/evidence.ts'
import { answersAs } from '../judge-observation.ts'

interface BaseCase {
  readonly contract: VerifierContract
  /** Check runs and statuses of the commit that all candidates start from. */
  readonly observations: readonly Observation[]
  /** ISO-8601; when the speculation started. */
  readonly startedAt: string
}

/** What the base shows of the required checks. A status counts from before the first line of any candidate was written. */
export function baseChecks({ contract, observations, startedAt }: BaseCase): BaseChecks {
  const before = observations.filter((one) => one.kind === 'check-run' || isBefore(one.createdAt, startedAt))
  const answered = contract.checks.filter((check) => before.some((one) => isAnswerTo(one, check)))
  const creators = contract.checks.flatMap(({ name }) => {
    const who = before.flatMap((one) =>
      one.kind === 'status' && one.context === name && one.creator !== undefined ? [one.creator] : [],
    )
    return who.length === 0 ? [] : [[name, [...new Set(who)].sort()] as const]
  })
  const tests = contract.checks.flatMap((check) => {
    const fewest = fewestTests(before, check)
    return fewest === undefined ? [] : [[check.name, fewest] as const]
  })
  return {
    answered: answered.map(({ name }) => name),
    creators: Object.fromEntries(creators),
    ...(tests.length > 0 && { tests: Object.fromEntries(tests) }),
  }
}

/** One run of the base may run more than another: what every one of them ran is what can be asked for. */
function fewestTests(observations: readonly Observation[], check: RequiredCheck): number | undefined {
  const counts = observations.flatMap((one) =>
    one.kind === 'check-run' && one.tests && isAnswerTo(one, check)
      ? [leastOf(one.tests, one.conclusion)]
      : [],
  )
  return counts.length === 0 ? undefined : Math.min(...counts)
}

/** A job that tries again after a failure tells of the same tests more than once; a job that passes all the same has done so. */
function leastOf({ ran, failed, again = 0 }: TestCount, conclusion: string | undefined): number {
  const runs = 1 + (conclusion === 'success' && failed > 0 ? Math.max(1, again) : again)
  return Math.ceil(ran / runs)
}

function isBefore(at: string | undefined, startedAt: string): boolean {
  return at !== undefined && Date.parse(at) < Date.parse(startedAt)
}

function isAnswerTo(one: Observation, check: RequiredCheck): boolean {
  if (one.kind === 'status')
    return one.context === check.name && ['success', 'failure', 'error'].includes(one.state)
  return one.name === check.name && answersAs(one, check)
}
