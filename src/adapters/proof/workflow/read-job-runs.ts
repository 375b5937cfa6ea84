import { gunzipSync } from 'node:zlib'
import type { Cell } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { JobLog } from '../../../ports/prover.ts'
import { plainLine } from '../../analysis/test-output/plain-line.ts'
import { type ReadRun, type RunWork, readRun } from '../output/read-run.ts'
import type { TestRunEnd } from '../run/run-tests.ts'
import { inOrder, type TimedRun } from '../run/run-twice.ts'

/** The log of one job, and the runs that it was planned for. */
export interface JobWork extends Pick<RunWork, 'format' | 'seconds'> {
  readonly log: JobLog | undefined
  readonly runs: readonly AskedRun[]
}

export interface AskedRun {
  readonly run: string
  readonly files: readonly string[]
}

export type JobRun = ReadRun & Pick<Cell, 'run' | 'seconds'>

/** What the log of a job says about each of its runs, in order. A job that ended before it could print that has run nothing. */
export function readJobRuns({ log, runs, format, seconds }: JobWork): readonly JobRun[] {
  const notRun = (reason: string): JobRun => ({
    outcome: { kind: 'not-run', reason },
    ...withoutUndefined({ run: log && String(log.id) }),
  })
  if (!log) return runs.map(() => notRun('the workflow has no job for it'))
  if (log.text === undefined) return runs.map(() => notRun('the log of its job cannot be read'))
  const reports = reportsOf(log.text)
  return runs.map(({ run, files }) => {
    const ran = endsOf(reports, run).map(
      (end): TimedRun => ({
        ...readRun(end, { format }, { seconds, files }),
        run: String(log.id),
        seconds: end.seconds,
      }),
    )
    return (
      inOrder(ran) ?? notRun(`its job ended with ${log.conclusion ?? 'nothing'} before it printed a result`)
    )
  })
}

/** What every line begins with that is read. */
export const PROOF_LINE = 'speculate-proof'
/** `speculate-proof RUN TIME`, and then a piece of the packed output, or its end. */
const LINE = /^speculate-proof (r\d{1,4} [12]) (?:ended (\d{1,3}) (\d{1,6})|([A-Za-z0-9+/]{1,8000}={0,2}))$/
/** `timeout` of coreutils ends with these. */
const TIMED_OUT = 124
const KILLED = 137
const MAX_OUTPUT = 8_000_000

interface Report {
  readonly pieces: string[]
  end?: { readonly exitCode: number; readonly seconds: number }
}

/** By run and time. What is printed after the end of one is not its. */
function reportsOf(text: string): ReadonlyMap<string, Report> {
  const reports = new Map<string, Report>()
  for (const line of text.split('\n')) {
    if (!line.includes(PROOF_LINE)) continue
    const [, id, exitCode, seconds, piece] = LINE.exec(plainLine(line)) ?? []
    if (id === undefined) continue
    const report = reports.get(id) ?? { pieces: [] }
    reports.set(id, report)
    if (report.end !== undefined) continue
    if (piece !== undefined) report.pieces.push(piece)
    else report.end = { exitCode: Number(exitCode), seconds: Number(seconds) }
  }
  return reports
}

/** The first time and the second, as far as they were printed. */
function endsOf(reports: ReadonlyMap<string, Report>, run: string): readonly TestRunEnd[] {
  const [first, second] = ['1', '2'].map((time) => endOf(reports.get(`${run} ${time}`)))
  return first ? [first, ...(second ? [second] : [])] : []
}

function endOf({ end, pieces }: Report = { pieces: [] }): TestRunEnd | undefined {
  if (!end) return undefined
  const { exitCode, seconds } = end
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
