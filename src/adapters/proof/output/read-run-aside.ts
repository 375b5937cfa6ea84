import { startReading } from '../../analysis/process/start-reading.ts'
import type { TestRunEnd } from '../run/run-tests.ts'
import type { TestRunner } from '../run/test-runner.ts'
import { type ReadRun, readRun } from './read-run.ts'

/** One run of tests, to be read by another process. */
export interface RunWork {
  readonly end: TestRunEnd
  readonly format: TestRunner['format']
  readonly seconds: number
  readonly files: readonly string[]
}

/** Less than this is read faster than a process starts. */
const LITTLE = 200_000
const MAX_MS = 10_000

/** As `readRun`; where a candidate's tests have printed much, it is read beside the server, whose thread waits for none of it (S4). */
export async function readRunAside(work: RunWork): Promise<ReadRun> {
  if (work.end.output.length < LITTLE) return readRun(work.end, work, work)
  const reading = startReading()
  const unread = (reason: string): ReadRun => ({
    outcome: { kind: 'failed', failure: 'unknown', words: `what it printed could not be read: ${reason}` },
  })
  try {
    const [answer] = await reading.ask({ about: 'run', work, count: 1, maxMs: MAX_MS, unanswered: unread })
    return answer ?? unread('nothing was answered')
  } finally {
    await reading.end()
  }
}
