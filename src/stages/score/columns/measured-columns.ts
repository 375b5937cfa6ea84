import type { TddStage } from '../../../domain/candidate/brief.ts'
import { changedLines, type Patch } from '../../../domain/candidate/patch.ts'
import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { CheckVerdict, Observation } from '../../../domain/checks/evidence.ts'
import type { Complexity, Measures } from '../../../domain/judgement/measures.ts'
import type { CheckedRow } from '../../../domain/judgement/row.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { secondsBetween } from '../../../messages/numbers.ts'
import { linesInTests, linesOfWords, testsAdded } from './counted-tests.ts'
import { reportedLatency } from './reported-latency.ts'

interface ColumnsInput {
  readonly patch: Patch
  readonly measures: Measures | undefined
  readonly checks: readonly CheckVerdict[]
  readonly observations: readonly Observation[]
  readonly contract: readonly RequiredCheck[]
  readonly stage: TddStage
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

/** The numbers of a row: hand-written lines where they are known, and what the required checks tell of themselves. */
export function measuredColumns({
  patch,
  measures,
  checks,
  observations,
  contract,
  stage,
}: ColumnsInput): Columns {
  const { insertions, deletions } = measures?.written ?? patch
  const complexityDelta = knownDelta(measures?.complexity)
  const latency = reportedLatency({ observations, checks, contract })
  const testRuntimeSeconds = runtime(checks)
  return {
    insertions,
    deletions,
    ...wordColumn(measures),
    ...testColumns(patch, measures, stage),
    ...withoutUndefined({ complexityDelta }),
    ...(latency && { p95LatencyMs: latency.milliseconds, p95Trusted: latency.trusted }),
    ...withoutUndefined({ testRuntimeSeconds }),
  }
}

function wordColumn(measures: Measures | undefined): Pick<Columns, 'wordLines'> {
  const wordLines = linesOfWords(measures)
  return changedLines(wordLines) > 0 ? { wordLines } : {}
}

/** Absent where there are none, so that the rows of patches without tests stay short. */
function testColumns(
  patch: Patch,
  measures: Measures | undefined,
  stage: TddStage,
): Pick<Columns, 'testLines' | 'testsAdded'> {
  // In stage `red` tests are what competes, and so what has a size.
  const testLines = stage === 'red' ? NO_LINES : linesInTests(patch, measures)
  const added = testsAdded(patch, measures)
  return {
    ...(testLines.insertions + testLines.deletions > 0 && { testLines }),
    ...(added.length > 0 && { testsAdded: [...added] }),
  }
}

const NO_LINES = { insertions: 0, deletions: 0 }

/** A patch of which no source file could be measured has an unknown complexity; one without source files changes none. */
function knownDelta(complexity: Complexity | undefined): number | undefined {
  if (!complexity) return undefined
  const { delta, functions, unmeasured } = complexity
  return functions.length === 0 && unmeasured.length > 0 ? undefined : delta
}

/** Seconds, added up; undefined when no check says when it ran. */
function runtime(checks: readonly CheckVerdict[]): number | undefined {
  const durations = checks
    .map(({ startedAt, completedAt }) => startedAt && completedAt && secondsBetween(startedAt, completedAt))
    .filter((seconds) => typeof seconds === 'number')
  return durations.length === 0 ? undefined : durations.reduce((sum, seconds) => sum + seconds, 0)
}
