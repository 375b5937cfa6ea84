import type { Matrix } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { JobLog } from '../../../ports/prover.ts'
import type { MatrixPairs, Pair } from '../run/matrix-pairs.ts'
import { asOne, type OwnTests } from '../tests/own-tests.ts'
import type { AskedRun } from './read-job-runs.ts'
import type { RanInJob } from './read-logs.ts'

/** Where a pair is run. */
export interface JobPlace {
  readonly job: string
  readonly run: string
  /** Where all tests are asked for: the runs of the base's test files, by their names. */
  readonly byFile: readonly { readonly file: string; readonly run: string }[]
}

export interface JobReading {
  readonly places: ReadonlyMap<Pair, JobPlace>
  readonly logs: ReadonlyMap<string, JobLog>
  readonly ran: RanInJob
  readonly own: OwnTests | undefined
}

/** What the jobs of a workflow have printed, as the matrix that they were planned for. */
export function matrixOfJobs(
  { ids, pairs, left, grown, asReported }: MatrixPairs,
  reading: JobReading,
): Matrix {
  const { logs, own } = reading
  const [onBase] = pairs
  const isNamed = own && onBase && wholeRun(onBase, reading).isEmpty
  const cells = pairs.map((pair) => {
    const { state, tests, file, files } = pair
    const whole = wholeRun(pair, reading)
    const { outcome, names, run, seconds } =
      isNamed && files.length === 0 ? asOne(runsByFile(pair, reading), whole) : whole
    return asReported({
      state,
      tests,
      ...withoutUndefined({ file }),
      outcome,
      ...withoutUndefined({ names: names && [...names], run, seconds }),
    })
  })
  const pages = [...logs.values()].map(({ id, url }) => ({ run: String(id), url }))
  return {
    candidates: [...ids],
    cells,
    left: [...left],
    ...(grown.length > 0 && { grown: [...grown] }),
    pages,
    ...(isNamed && { own: { run: own.files.length, of: own.of } }),
  }
}

/** What is asked of the log of each job. */
export function runsInJobs(places: JobReading['places']): ReadonlyMap<string, readonly AskedRun[]> {
  const asked = new Map<string, AskedRun[]>()
  for (const [{ files }, { job, run, byFile }] of places) {
    const ofJob = asked.get(job) ?? []
    asked.set(job, ofJob)
    ofJob.push({ run, files }, ...byFile.map(({ file, run }) => ({ run, files: [file] })))
  }
  return asked
}

function wholeRun(pair: Pair, { places, ran }: JobReading) {
  const { job, run } = places.get(pair) ?? { job: '', run: '' }
  return ran(job, { run, files: pair.files })
}

function runsByFile(pair: Pair, { places, ran }: JobReading) {
  const { job, byFile } = places.get(pair) ?? { job: '', byFile: [] }
  return byFile.map(({ file, run }) => ({ file, ran: ran(job, { run, files: [file] }) }))
}
