import { changedLines } from '../../../domain/candidate/patch.ts'
import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { CheckVerdict, Observation } from '../../../domain/checks/evidence.ts'
import type { CheckedRow } from '../../../domain/judgement/row.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { secondsBetween } from '../../../messages/numbers.ts'
import type { PatchNumbers } from './patch-numbers.ts'
import { reportedLatency } from './reported-latency.ts'

interface ColumnsInput {
  readonly numbers: PatchNumbers
  readonly checks: readonly CheckVerdict[]
  readonly observations: readonly Observation[]
  readonly contract: readonly RequiredCheck[]
}

type Columns = Pick<
  CheckedRow,
  | 'insertions'
  | 'deletions'
  | 'testLines'
  | 'wordLines'
  | 'testsAdded'
  | 'complexityDelta'
  | 'p95LatencyMs'
  | 'p95Trusted'
  | 'testRuntimeSeconds'
>

/** The numbers of a row: those of its patch, and what the required checks tell of themselves. */
export function measuredColumns({ numbers, checks, observations, contract }: ColumnsInput): Columns {
  const { written, complexityDelta } = numbers
  const latency = reportedLatency({ observations, checks, contract })
  const testRuntimeSeconds = runtime(checks)
  return {
    insertions: written.insertions,
    deletions: written.deletions,
    ...columnsBeside(numbers),
    ...withoutUndefined({ complexityDelta }),
    ...(latency && { p95LatencyMs: latency.milliseconds, p95Trusted: latency.trusted }),
    ...withoutUndefined({ testRuntimeSeconds }),
  }
}

/** Absent where there are none, so that the rows of patches without tests stay short. */
function columnsBeside({ inTests, inWords, testsAdded }: PatchNumbers) {
  return {
    ...(changedLines(inWords) > 0 && { wordLines: inWords }),
    ...(changedLines(inTests) > 0 && { testLines: inTests }),
    ...(testsAdded.length > 0 && { testsAdded: [...testsAdded] }),
  }
}

/** Seconds, added up; undefined when no check says when it ran. */
function runtime(checks: readonly CheckVerdict[]): number | undefined {
  const durations = checks
    .map(({ startedAt, completedAt }) => startedAt && completedAt && secondsBetween(startedAt, completedAt))
    .filter((seconds) => typeof seconds === 'number')
  return durations.length === 0 ? undefined : durations.reduce((sum, seconds) => sum + seconds, 0)
}
