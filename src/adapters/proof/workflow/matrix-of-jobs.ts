import type { Matrix } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { JobLog } from '../../../ports/prover.ts'
import type { MatrixPairs, Pair } from '../run/matrix-pairs.ts'
import type { TestRunner } from '../run/test-runner.ts'
import { asOne, type OwnTests } from '../tests/own-tests.ts'
import { readJobRun } from './read-job-run.ts'

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
  readonly runner: TestRunner
  readonly seconds: number
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

function wholeRun(pair: Pair, { places, logs, runner, seconds }: JobReading) {
  const { job, run } = places.get(pair) ?? { job: '', run: '' }
  return readJobRun(logs.get(job), run, { runner, seconds, files: pair.files })
}

function runsByFile(pair: Pair, { places, logs, runner, seconds }: JobReading) {
  const { job, byFile } = places.get(pair) ?? { job: '', byFile: [] }
  return byFile.map(({ file, run }) => ({
    file,
    ran: readJobRun(logs.get(job), run, { runner, seconds, files: [file] }),
  }))
}
