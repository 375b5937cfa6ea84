import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { BASE, type Cell, MAX_PROOF_CANDIDATES, type Matrix, type Side } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { git } from '../../git/git.ts'
import { insideTravels } from '../tests/inside-travels.ts'
import { withOwnNames, wordsAdded } from '../tests/own-names.ts'
import { readingOf } from '../tests/reading-of.ts'
import { isOfTests, type TestSet, testSetOf } from '../tests/test-set.ts'
import type { TreeChange } from '../tests/tree-change.ts'

export interface ProofCandidate {
  readonly id: CandidateId
  /** What it makes of the base. */
  readonly changes: readonly TreeChange[]
}

/**
 * One run: the code of `state` under one test file of `tests`, or under all of the base's own where `file` is absent, or is test data instead of a test
 * of theirs.
 */
export interface Pair {
  readonly state: Side
  readonly tests: Side
  readonly file?: string
  /** Files that the runner is given; all tests, where there is none. */
  readonly files: readonly string[]
  readonly stateChanges: readonly TreeChange[]
  readonly travels: readonly TreeChange[]
  /** What travels where the tests of `travels` cannot be compiled with the code of the state, whose own they then are. */
  readonly otherwise?: readonly TreeChange[]
}

export interface MatrixPairs {
  readonly ids: readonly CandidateId[]
  /** All runs whose result can say something. */
  readonly pairs: readonly Pair[]
  readonly left: Matrix['left']
  /** Test files that the base has as well: what is brought is cases in them. */
  readonly grown: NonNullable<Matrix['grown']>
  /**
   * The cell as it is judged: a name that is missing and that the author of the test has not added is a crash of the code under test.
   */
  readonly asReported: (cell: Cell) => Cell
}

interface PairsRequest {
  readonly base: string
  readonly candidates: readonly ProofCandidate[]
  /** False where a tree is put together from commits alone: then no file can have one side's code and the other's tests. */
  readonly mayMix?: boolean
  /** How many of them may be run, and why not more; otherwise `MAX_PROOF_CANDIDATES`. */
  readonly room?: (sets: readonly TestSet[]) => { readonly candidates: number; readonly reason: string }
}

/** `gitDir` holds the base and everything that the candidates change. */
export async function matrixPairs(
  gitDir: string,
  { base, candidates, mayMix = true, room }: PairsRequest,
): Promise<MatrixPairs> {
  const reading = readingOf(gitDir, base)
  const most = candidates.slice(0, MAX_PROOF_CANDIDATES)
  const all: TestSet[] = []
  for (const { changes } of most) {
    const set = await testSetOf(changes, reading)
    all.push(mayMix ? set : withoutInside(set))
  }
  const { candidates: count, reason } = room?.(all) ?? USUAL
  const some = most.slice(0, count)
  const sets = new Map(some.map(({ id }, at) => [id, all[at] ?? NO_TESTS]))
  const own = new Map<CandidateId, ReadonlySet<string>>()
  for (const { id, changes } of some) own.set(id, await ownWords(gitDir, base, changes))
  const left = some.flatMap(({ id }) =>
    (sets.get(id)?.left ?? []).map(({ file, reason }) => ({ candidate: id, file, reason })),
  )
  const notRun = candidates.slice(some.length).map(({ id }) => ({ candidate: id, file: '*', reason }))
  return {
    ids: some.map(({ id }) => id),
    pairs: await pairsOf(gitDir, { base, candidates: some, sets }),
    left: [...left, ...notRun],
    grown: some.flatMap(({ id, changes }) =>
      grownFiles(changes, sets.get(id)).map((file) => ({ candidate: id, file })),
    ),
    asReported: (cell) => asReported(cell, { own, sets }),
  }
}

function withoutInside(set: TestSet): TestSet {
  const reason = 'its tests stand inside the product’s source, where a workflow cannot put them'
  return {
    ...set,
    files: set.files.filter((file) => !set.inside.includes(file)),
    inside: [],
    left: [...set.left, ...set.inside.map((file) => ({ file, reason }))],
  }
}

const USUAL = {
  candidates: MAX_PROOF_CANDIDATES,
  reason: `only ${MAX_PROOF_CANDIDATES} candidates are run`,
}
const NO_TESTS: TestSet = { travels: [], files: [], inside: [], left: [] }

function grownFiles(changes: readonly TreeChange[], { files } = NO_TESTS): readonly string[] {
  return files.filter((file) => changes.some(({ path, isChanged }) => path === file && isChanged))
}

/** Words that it adds outside of tests. */
export async function ownWords(
  gitDir: string,
  base: string,
  changes: readonly TreeChange[],
): Promise<ReadonlySet<string>> {
  const text = async (object: string) => {
    const { exitCode, stdout } = await git(['cat-file', 'blob', object], { gitDir, answers: [0, 128] })
    return exitCode === 0 ? stdout.toString('utf8') : ''
  }
  const code = changes.filter((one) => !isOfTests(one) && one.mode.startsWith('100'))
  return wordsAdded(
    await Promise.all(
      code.map(async ({ path, object }) => ({
        before: await text(`${base}:${path}`),
        after: await text(object),
      })),
    ),
  )
}

interface Sets {
  readonly own: ReadonlyMap<CandidateId, ReadonlySet<string>>
  readonly sets: ReadonlyMap<CandidateId, TestSet>
}

function asReported(cell: Cell, { own, sets }: Sets): Cell {
  const { tests, state, file = '', outcome } = cell
  const words = tests.kind === 'candidate' ? own.get(tests.id) : undefined
  if (!words || tests.kind === 'base') return cell
  const isRival = state.kind === 'candidate' && state.id !== tests.id
  const isInside = sets.get(tests.id)?.inside.includes(file) ?? false
  // Tests inside of source may use private names of their file, and nobody is to blame for having chosen other ones.
  if (isRival && isInside && outcome.kind === 'failed' && outcome.failure === 'load')
    return { ...cell, outcome: { kind: 'not-applicable', reason: LOOKS_INSIDE } }
  const names = cell.names?.map((one) => ({ ...one, outcome: withOwnNames(one.outcome, words) }))
  return { ...cell, outcome: withOwnNames(outcome, words), ...withoutUndefined({ names }) }
}

const LOOKS_INSIDE = 'stands inside of source, and cannot be compiled with the code of another'

interface PairsInput {
  readonly base: string
  readonly candidates: readonly ProofCandidate[]
  readonly sets: ReadonlyMap<CandidateId, TestSet>
}

type State = Pick<Pair, 'state' | 'stateChanges'> & { readonly set: TestSet }

async function pairsOf(gitDir: string, { base, candidates, sets }: PairsInput): Promise<readonly Pair[]> {
  const states: readonly State[] = [
    { state: BASE, stateChanges: [], set: NO_TESTS },
    ...candidates.map(({ id, changes }) => ({
      state: { kind: 'candidate' as const, id },
      stateChanges: changes,
      set: sets.get(id) ?? NO_TESTS,
    })),
  ]
  const pairs: Pair[] = []
  for (const { state, stateChanges, set } of states) {
    const travels = await insideTravels(gitDir, { base, state: stateChanges, tests: [], paths: set.inside })
    const own = { state, stateChanges, tests: BASE, files: [], travels }
    pairs.push(travels.length > 0 ? { ...own, otherwise: [] } : own)
  }
  for (const { id, changes } of candidates) {
    const set = sets.get(id) ?? NO_TESTS
    const inside = new Map<State, readonly TreeChange[]>()
    for (const one of states)
      inside.set(
        one,
        await insideTravels(gitDir, { base, state: one.stateChanges, tests: changes, paths: set.inside }),
      )
    for (const run of runsOf(set))
      for (const one of states)
        pairs.push({
          state: one.state,
          stateChanges: one.stateChanges,
          tests: { kind: 'candidate', id },
          file: run.file,
          files: run.files,
          travels: [...run.travels, ...(inside.get(one) ?? [])],
        })
  }
  return pairs
}

interface Run extends Pick<Pair, 'files' | 'travels'> {
  readonly file: string
}

/** Each file by itself, and the base's own tests on data that they may read. */
function runsOf({ files, data, travels }: TestSet): readonly Run[] {
  const own = files.map((file) => ({ file, files: [file], travels }))
  if (data === undefined) return own
  return [...own, { file: data, files: [], travels: travels.filter(({ path }) => !files.includes(path)) }]
}
