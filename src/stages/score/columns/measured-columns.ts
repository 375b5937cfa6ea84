import { changedLines } from '../../../domain/candidate/patch.ts'
import type { CheckedRow } from '../../../domain/judgement/row.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { CheckNumbers } from './check-numbers.ts'
import type { PatchNumbers } from './patch-numbers.ts'

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

/** The numbers of a row: those of its patch, and what the required checks report about themselves. */
export function measuredColumns(
  numbers: PatchNumbers,
  { latency, testRuntimeSeconds }: CheckNumbers,
): Columns {
  const { written, complexityDelta } = numbers
  return {
    insertions: written.insertions,
    deletions: written.deletions,
    ...columnsBeside(numbers),
    ...withoutUndefined({
      complexityDelta,
      p95LatencyMs: latency?.milliseconds,
      p95Trusted: latency?.trusted,
      testRuntimeSeconds,
    }),
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
