import { createReadStream } from 'node:fs'
import type { TestCount } from '../../../domain/checks/evidence.ts'
import { createTestCounter } from '../../analysis/test-output/count-tests.ts'
import type { ReportedFailure } from '../../analysis/test-output/read-failure.ts'

export interface JobLogTold {
  /** Null when it has no number. */
  readonly tests: TestCount | null
  /** The explanation printed by the step that failed. */
  readonly failure: ReportedFailure | undefined
}

/** What the log of a job tells, from a file of any size. */
export async function readJobLog(path: string): Promise<JobLogTold> {
  const counter = createTestCounter()
  for await (const part of createReadStream(path, 'utf8')) counter.write(String(part))
  const tests = counter.end() ?? null
  return { tests, failure: counter.failure() }
}
