import { join } from 'node:path'
import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { MAX_PROOF_CANDIDATES, type Side } from '../../../domain/proof/proof.ts'
import type { ProofPlan } from '../../../ports/prover.ts'
import { codeOf, composeTree, indexRecords, scratchRepository } from '../run/composed-tree.ts'
import { type MatrixPairs, matrixPairs, type Pair, type ProofCandidate } from '../run/matrix-pairs.ts'
import { asOperand } from '../run/run-tests.ts'
import type { TestRunner } from '../run/test-runner.ts'
import { type OwnTests, ownTestsOf } from '../tests/own-tests.ts'
import type { TestSet } from '../tests/test-set.ts'
import { withoutAlike } from '../tests/without-alike.ts'
import { type JobPlace, matrixOfJobs, runsInJobs } from './matrix-of-jobs.ts'
import { PROOF_LINE } from './read-job-runs.ts'
import { type LogReading, readLogs } from './read-logs.ts'

export interface WorkflowRequest extends Pick<LogReading, 'aside' | 'repository'> {
  readonly objects: string
  readonly base: string
  readonly candidates: readonly (ProofCandidate & { readonly commit: string })[]
  readonly runner: TestRunner
  /** The time limit for each run of tests. */
  readonly seconds: number
  /** An empty folder. */
  readonly scratch: string
}

/** One tree, and what is run on it. */
interface Job {
  readonly name: string
  readonly tree: string
  readonly parts: readonly string[]
  readonly commits: readonly string[]
  /** Ids of the runs by their file; an empty name is all of the base's tests. */
  readonly runs: Map<string, string>
}

/** GitHub starts more, and other runs of the repository wait for a machine as well. */
const MAX_JOBS = 25
/** GitHub takes 65,535 characters of inputs together; the plan is the long one. */
const MAX_CHARACTERS = 60_000

/**
 * What a workflow has to run, as lines that a shell can read. Each job has one tree, so that no candidate's code runs where another pair
 * runs; two pairs that make the same tree are one. The ids of trees are given beforehand: a job that puts together anything else fails.
 */
export async function planWorkflow(
  request: WorkflowRequest,
): Promise<ProofPlan | { readonly kind: 'cannot'; readonly reason: string }> {
  const { objects, scratch, base, candidates, runner, seconds } = request
  const gitDir = join(scratch, 'git')
  await scratchRepository(gitDir, objects)
  const matrix = await matrixPairs(gitDir, { base, candidates, room, mayMix: false })
  // Whether it finds them is known only afterwards, and then nothing can be asked any more.
  const own = runner.isWholeGuessed ? await ownTestsOf(gitDir, base) : undefined
  const { jobs, places } = await jobsOf(gitDir, { base, matrix, candidates, own })
  const plan = [
    `base ${base}`,
    `seconds ${Math.ceil(seconds)}`,
    `script files ${base64(runner.files)}`,
    `script whole ${base64(runner.whole)}`,
    ...partLines(matrix.pairs),
    ...jobs.flatMap(jobLines),
  ].join('\n')
  const names = jobs.map(({ name }) => name)
  const pairs = JSON.stringify(names)
  if (plan.length + pairs.length > MAX_CHARACTERS) return { kind: 'cannot', reason: TOO_LONG }
  return {
    kind: 'planned',
    runner: runner.name,
    jobs: names,
    inputs: { pairs, plan },
    lines: PROOF_LINE,
    async read(logs) {
      const ran = await readLogs(runsInJobs(places), { ...request, logs })
      return withoutAlike(matrixOfJobs(matrix, { places, logs, ran, own }))
    },
  }
}

const TOO_LONG = `what the candidates change is too much for the inputs of a workflow (${MAX_CHARACTERS.toLocaleString('en')} characters)`

/** So many that their pairs fit: each of them under the tests of the base and of everybody who brings some. */
function room(sets: readonly TestSet[]): { readonly candidates: number; readonly reason: string } {
  const jobsFor = (count: number) =>
    (count + 1) * sets.slice(0, count).reduce((sum, one) => sum + treesOf(one), 1)
  let candidates = Math.min(sets.length, MAX_PROOF_CANDIDATES)
  while (candidates > 1 && jobsFor(candidates) > MAX_JOBS) candidates -= 1
  return { candidates, reason: `only ${candidates} candidates fit in ${MAX_JOBS} jobs of a workflow` }
}

/** For each state: one under its test files, one in which the base's own tests read its data. */
function treesOf({ files, data }: TestSet): number {
  return Math.sign(files.length) + (data === undefined ? 0 : 1)
}

interface PlannedJobs {
  readonly jobs: readonly Job[]
  readonly places: ReadonlyMap<Pair, JobPlace>
}

async function jobsOf(
  gitDir: string,
  {
    base,
    matrix,
    candidates,
    own,
  }: Pick<WorkflowRequest, 'base' | 'candidates'> & {
    readonly matrix: MatrixPairs
    readonly own: OwnTests | undefined
  },
): Promise<PlannedJobs> {
  const commits = new Map<CandidateId, string>(candidates.map(({ id, commit }) => [id, commit]))
  const jobs = new Map<string, Job>()
  const places = new Map<Pair, JobPlace>()
  let runs = 0
  for (const pair of matrix.pairs) {
    const { state, tests, files, stateChanges, travels } = pair
    const [file = ''] = files
    const tree = await composeTree(gitDir, { base, state: stateChanges, tests: travels })
    const sides = [state, tests].flatMap((side) => (side.kind === 'base' ? [] : [side.id]))
    const job = jobs.get(tree) ?? {
      name: `${sideName(state)}_with_${whatOf(pair)}_of_${sideName(tests)}`,
      tree,
      parts: partsOf(pair),
      commits: [...new Set(sides.flatMap((id) => commits.get(id) ?? []))],
      runs: new Map<string, string>(),
    }
    jobs.set(tree, job)
    const runOf = (name: string) => {
      const run = job.runs.get(name) ?? `r${runs++}`
      job.runs.set(name, run)
      return run
    }
    const run = runOf(file)
    const named = file === '' && own ? own.files : []
    places.set(pair, { job: job.name, run, byFile: named.map((file) => ({ file, run: runOf(file) })) })
  }
  return { jobs: [...jobs.values()], places }
}

/** No candidate's id holds a `_`. */
function sideName(side: Side): string {
  return side.kind === 'base' ? 'the_base' : side.id
}

function partsOf(pair: Pair): string[] {
  const { state, tests } = pair
  const code = state.kind === 'candidate' ? [`code_of_${state.id}`] : []
  return tests.kind === 'candidate' ? [...code, `${whatOf(pair)}_of_${tests.id}`] : code
}

/** With data of a candidate, all of the base's own tests are run. */
function whatOf({ tests, files }: Pair): 'tests' | 'data' {
  return tests.kind === 'candidate' && files.length === 0 ? 'data' : 'tests'
}

/** The changes that one side makes to the base, each listed once. */
function partLines(pairs: readonly Pair[]): readonly string[] {
  const parts = new Map<string, string>()
  for (const pair of pairs) {
    const { state, tests, stateChanges, travels } = pair
    if (state.kind === 'candidate') parts.set(`code_of_${state.id}`, indexRecords(codeOf(stateChanges)))
    if (tests.kind === 'candidate') parts.set(`${whatOf(pair)}_of_${tests.id}`, indexRecords(travels))
  }
  return [...parts].map(([name, records]) => `part ${name} ${base64(records)}`)
}

function jobLines({ name, tree, parts, commits, runs }: Job): readonly string[] {
  return [
    `pair ${name} ${tree} ${parts.join(',') || '-'} ${commits.join(',') || '-'}`,
    ...[...runs].map(([file, run]) => `run ${name} ${run} ${file === '' ? '-' : base64(asOperand(file))}`),
  ]
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
