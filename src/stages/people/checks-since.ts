import type { CheckVerdict } from '../../domain/checks/evidence.ts'
import type { PullRequestFacts } from '../../domain/forge/forge-facts.ts'
import type { Row } from '../../domain/judgement/row.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { verify } from '../verify/verify.ts'

/**
 * What the checks say now that a candidate had passed; one that runs again is waited for, however long, because its end wakes us. The
 * clock is that of the publication, so that no deadline of the competition can end a rerun.
 */
export function checksSince(
  pullRequest: PullRequestFacts,
  { contract, startedAt, reruns }: Speculation,
  { candidate, checks }: Row,
): readonly CheckVerdict[] {
  const passed = checks.flatMap(({ check, verdict }) => (verdict === 'passed' ? [check] : []))
  const own = reruns?.filter((one) => one.candidate === candidate)
  const now = verify({ contract, pullRequest, publishedAt: startedAt, now: startedAt, reruns: own })
  return now.checks.filter(({ check }) => passed.includes(check))
}

/** Of what was put onto it since. */
export function hasPassedAgain(pullRequest: PullRequestFacts, speculation: Speculation, row: Row): boolean {
  return checksSince(pullRequest, speculation, row).every(({ verdict }) => verdict === 'passed')
}
