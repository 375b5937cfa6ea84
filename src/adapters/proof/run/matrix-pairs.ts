import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { BASE, type Cell, MAX_PROOF_CANDIDATES, type Matrix, type Side } from '../../../domain/proof/proof.ts'
import { git } from '../../git/git.ts'
import { withOwnNames, wordsAdded } from '../tests/own-names.ts'
import { isOfTests, type TestSet, testSetOf } from '../tests/test-set.ts'
import type { TreeChange } from '../tests/tree-change.ts'

export interface ProofCandidate {
  readonly id: CandidateId
  /** What it makes of the base. */
  readonly changes: readonly TreeChange[]
}

/**
 * One run: the code of `state` under one test file of `tests`, or under all of the base's own where `file` is absent, or is no test but data
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
}

export interface MatrixPairs {
  readonly ids: readonly CandidateId[]
  /** Everything that can tell something. */
  readonly pairs: readonly Pair[]
  readonly left: Matrix['left']
  /** Test files that the base has as well: what is brought is cases in them. */
  readonly grown: NonNullable<Matrix['grown']>
  /** The cell as the rules want it: what is missing is the author's own, or else a crash. */
  readonly asTold: (cell: Cell) => Cell
}

interface PairsRequest {
  readonly base: string
  readonly candidates: readonly ProofCandidate[]
  /** How many of them may be run, and why not more; otherwise `MAX_PROOF_CANDIDATES`. */
  readonly room?: (sets: readonly TestSet[]) => { readonly candidates: number; readonly reason: string }
}

/** `gitDir` holds the base and everything that the candidates change. */
export async function matrixPairs(
  gitDir: string,
  { base, candidates, room }: PairsRequest,
): Promise<MatrixPairs> {
  const read = async ({ object }: TreeChange) =>
    (await git(['cat-file', 'blob', object], { gitDir })).stdout.toString('utf8')
  const most = candidates.slice(0, MAX_PROOF_CANDIDATES)
  const all: TestSet[] = []
  for (const { changes } of most) all.push(await testSetOf(changes, read))
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
    pairs: pairsOf(some, sets),
    left: [...left, ...notRun],
    grown: some.flatMap(({ id, changes }) =>
      grownFiles(changes, sets.get(id)).map((file) => ({ candidate: id, file })),
    ),
    asTold: (cell) => asTold(cell, own),
  }
}

const USUAL = {
  candidates: MAX_PROOF_CANDIDATES,
  reason: `only ${MAX_PROOF_CANDIDATES} candidates are run`,
}
const NO_TESTS: TestSet = { travels: [], files: [], left: [] }

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

function asTold(cell: Cell, own: ReadonlyMap<CandidateId, ReadonlySet<string>>): Cell {
  const words = cell.tests.kind === 'candidate' ? own.get(cell.tests.id) : undefined
  if (!words) return cell
  const names = cell.names?.map((one) => ({ ...one, outcome: withOwnNames(one.outcome, words) }))
  return { ...cell, outcome: withOwnNames(cell.outcome, words), ...(names && { names }) }
}

function pairsOf(
  candidates: readonly ProofCandidate[],
  sets: ReadonlyMap<CandidateId, TestSet>,
): readonly Pair[] {
  const states: readonly Pick<Pair, 'state' | 'stateChanges'>[] = [
    { state: BASE, stateChanges: [] },
    ...candidates.map(({ id, changes }) => ({
      state: { kind: 'candidate' as const, id },
      stateChanges: changes,
    })),
  ]
  const own = states.map((one): Pair => ({ ...one, tests: BASE, files: [], travels: [] }))
  const brought = candidates.flatMap(({ id }) =>
    runsOf(sets.get(id)).flatMap(({ file, files }) =>
      states.map(
        (one): Pair => ({
          ...one,
          tests: { kind: 'candidate', id },
          file,
          files,
          travels: sets.get(id)?.travels ?? [],
        }),
      ),
    ),
  )
  return [...own, ...brought]
}

function runsOf({ files, data }: TestSet = NO_TESTS): readonly Required<Pick<Pair, 'file' | 'files'>>[] {
  return data === undefined ? files.map((file) => ({ file, files: [file] })) : [{ file: data, files: [] }]
}
