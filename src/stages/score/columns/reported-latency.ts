import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { CheckVerdict, Observation } from '../../../domain/checks/evidence.ts'
import { latenciesOf, latencyIn } from '../../../domain/checks/read-of-output.ts'

export interface ReportedLatency {
  /** Change of p95 latency against the base. */
  readonly milliseconds: number
  /** Whether the check that reports it is declared `trusted_metrics`. */
  readonly trusted: boolean
}

interface Reports {
  readonly observations: readonly Observation[]
  readonly checks: readonly CheckVerdict[]
  readonly contract: readonly RequiredCheck[]
}

/**
 * What required checks report of p95 latency. Either an annotation with the title `speculate:p95-latency-ms` and a number as its
 * message (`+4`, `-2.5`), or a line `p95-latency: +4ms` in an annotation or the summary of the check run. Only the check runs that
 * the verdicts rest on are read. Trusted checks go first; of several numbers the worst one is taken, so that adding more never helps.
 */
export function reportedLatency({ observations, checks, contract }: Reports): ReportedLatency | undefined {
  const trusted = new Set(contract.filter((check) => check.trustedMetrics).map((check) => check.name))
  const counted = checks.filter((check) => check.verdict === 'passed')
  const of = (accept: (name: string) => boolean) =>
    counted
      .filter(({ check }) => accept(check))
      .flatMap(({ checkRunId }) =>
        observations.filter((one) => one.kind === 'check-run' && one.id === checkRunId),
      )
      .flatMap(latencies)
  const reported = of((name) => trusted.has(name))
  if (reported.length > 0) return { milliseconds: Math.max(...reported), trusted: true }
  const claimed = of((name) => !trusted.has(name))
  return claimed.length > 0 ? { milliseconds: Math.max(...claimed), trusted: false } : undefined
}

/** Of more annotations than were read nobody knows which is the worst. */
function latencies(observation: Observation): readonly number[] {
  if (observation.kind !== 'check-run' || observation.leftOut?.unread) return []
  const { annotations, summary = '' } = observation
  const lines = summary.split('\n').map(latencyIn)
  return [...lines.filter((one) => one !== undefined), ...annotations.flatMap(latenciesOf)]
}
