import { gunzipSync } from 'node:zlib'
import type { Cell } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { JobLog } from '../../../ports/prover.ts'
import { plainLine } from '../../analysis/test-output/plain-line.ts'
import { type ReadRun, readRun } from '../output/read-run.ts'
import type { TestRunEnd } from '../run/run-tests.ts'
import { inOrder, type TimedRun } from '../run/run-twice.ts'
import type { TestRunner } from '../run/test-runner.ts'

interface JobRunInput {
  readonly runner: TestRunner
  readonly seconds: number
  readonly files: readonly string[]
}

type JobRun = ReadRun & Pick<Cell, 'run' | 'seconds'>

/** What the log of a job says about one of its runs. A job that ended before it could print that has run nothing. */
export function readJobRun(log: JobLog | undefined, run: string, reading: JobRunInput): JobRun {
  const notRun = (reason: string): JobRun => ({
    outcome: { kind: 'not-run', reason },
    ...withoutUndefined({ run: log && String(log.id) }),
  })
  if (!log) return notRun('the workflow has no job for it')
  if (log.text === undefined) return notRun('the log of its job cannot be read')
  const ends = reportsOf(log.text, run)
  const ran = ends.map((end): TimedRun => {
    const { seconds, files, runner } = reading
    return { ...readRun(end, runner, { seconds, files }), run: String(log.id), seconds: end.seconds }
  })
  const reported = inOrder(ran)
  if (!reported) return notRun(`its job ended with ${log.conclusion ?? 'nothing'} before it printed a result`)
  return reported
}

/** `speculate-proof RUN TIME`, and then a piece of the packed output, or its end. */
const LINE = /^speculate-proof (r\d{1,4}) ([12]) (?:ended (\d{1,3}) (\d{1,6})|([A-Za-z0-9+/]{1,8000}={0,2}))$/
/** `timeout` of coreutils ends with these. */
const TIMED_OUT = 124
const KILLED = 137
const MAX_OUTPUT = 8_000_000

/** The first time and the second, as far as they were printed. */
function reportsOf(text: string, run: string): readonly TestRunEnd[] {
  const packed = new Map<string, string[]>()
  const ends = new Map<string, TestRunEnd>()
  for (const line of text.split('\n')) {
    if (!line.includes('speculate-proof')) continue
    const [, id, time = '', exitCode, seconds, piece] = LINE.exec(plainLine(line)) ?? []
    if (id !== run || ends.has(time)) continue
    if (piece !== undefined) packed.set(time, [...(packed.get(time) ?? []), piece])
    else ends.set(time, endOf(Number(exitCode), Number(seconds), packed.get(time) ?? []))
  }
  const [first, second] = ['1', '2'].map((time) => ends.get(time))
  return first ? [first, ...(second ? [second] : [])] : []
}

function endOf(exitCode: number, seconds: number, pieces: readonly string[]): TestRunEnd {
  const timedOut = exitCode === TIMED_OUT || exitCode === KILLED
  return { exitCode, output: unpacked(pieces), timedOut, limit: undefined, seconds }
}

function unpacked(pieces: readonly string[]): string {
  try {
    const bytes = gunzipSync(Buffer.from(pieces.join(''), 'base64'), { maxOutputLength: MAX_OUTPUT })
    return bytes.toString('utf8')
  } catch {
    return ''
  }
}
