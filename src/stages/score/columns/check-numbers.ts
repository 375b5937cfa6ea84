import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { CheckVerdict, Observation } from '../../../domain/checks/evidence.ts'
import { secondsBetween } from '../../../messages/numbers.ts'
import { type ReportedLatency, reportedLatency } from './reported-latency.ts'

/** What the required checks report about themselves in numbers. */
export interface CheckNumbers {
  /** Undefined where no check reports one. */
  readonly latency: ReportedLatency | undefined
  /** Undefined where no check says when it ran. */
  readonly testRuntimeSeconds: number | undefined
}

interface CheckReports {
  readonly checks: readonly CheckVerdict[]
  readonly observations: readonly Observation[]
  readonly contract: readonly RequiredCheck[]
}

export function checkNumbers({ checks, observations, contract }: CheckReports): CheckNumbers {
  return {
    latency: reportedLatency({ observations, checks, contract }),
    testRuntimeSeconds: runtime(checks),
  }
}

/** Seconds, added up. */
function runtime(checks: readonly CheckVerdict[]): number | undefined {
  const durations = checks
    .map(({ startedAt, completedAt }) => startedAt && completedAt && secondsBetween(startedAt, completedAt))
    .filter((seconds) => typeof seconds === 'number')
  return durations.length === 0 ? undefined : durations.reduce((sum, seconds) => sum + seconds, 0)
}
