import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CandidateId } from '../../domain/candidate.ts'
import { BASE, type Cell, MAX_PROOF_CANDIDATES, type Matrix, type Side } from '../../domain/proof.ts'
import { git } from '../git/git.ts'
import { checkOutTree, composeTree, scratchRepository } from './composed-tree.ts'
import { inTurn } from './in-turn.ts'
import { withOwnNames, wordsAdded } from './own-names.ts'
import { readRun } from './read-run.ts'
import { type RunPlace, runTests } from './run-tests.ts'
import { type Ran, runTwice } from './run-twice.ts'
import type { TestRunner } from './test-runner.ts'
import { isOfTests, type TestSet, testSetOf } from './test-set.ts'
import type { TreeChange } from './tree-change.ts'

interface ProofCandidate {
  readonly id: CandidateId
  /** What it makes of the base. */
  readonly changes: readonly TreeChange[]
}

export interface MatrixRequest {
  /** Folder of objects that holds the base and everything that the candidates change. */
  readonly objects: string
  readonly base: string
  /** Those that passed their gates, in the order of the plan. */
  readonly candidates: readonly ProofCandidate[]
  readonly runner: TestRunner
  readonly place: RunPlace
  /** An empty folder that the runs may use; each leaves it as it was. */
  readonly scratch: string
  /** Runs at the same time. */
  readonly width: number
  readonly onCell?: (cell: Cell) => void
}

/** Runs every pair that can tell something, each in a cell of its own. Throws the signal's reason when it is cancelled. */
export async function runMatrix(request: MatrixRequest, signal: AbortSignal): Promise<Matrix> {
  const { candidates, objects, scratch } = request
  const some = candidates.slice(0, MAX_PROOF_CANDIDATES)
  const gitDir = join(scratch, 'git')
  await scratchRepository(gitDir, objects)
  const read = async ({ object }: TreeChange) =>
    (await git(['cat-file', 'blob', object], { gitDir })).stdout.toString('utf8')
  const sets = new Map<CandidateId, TestSet>()
  for (const { id, changes } of some) sets.set(id, await testSetOf(changes, read))
  const runs = createRuns(request, signal)
  const pairs = pairsOf(some, sets)
  const own = new Map<CandidateId, ReadonlySet<string>>()
  for (const { id, changes } of some) own.set(id, await ownWords(gitDir, request.base, changes))
  const cells = await inTurn(pairs, request.width, async (pair) => {
    const cell = asTold(await runs(pair), own)
    request.onCell?.(cell)
    return cell
  })
  const left = some.flatMap(({ id }) =>
    (sets.get(id)?.left ?? []).map(({ file, reason }) => ({ candidate: id, file, reason })),
  )
  const notRun = candidates.slice(MAX_PROOF_CANDIDATES).map(({ id }) => ({
    candidate: id,
    file: '*',
    reason: `only ${MAX_PROOF_CANDIDATES} candidates are run`,
  }))
  return { candidates: some.map(({ id }) => id), cells: [...cells], left: [...left, ...notRun] }
}

async function ownWords(
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

interface Pair {
  readonly state: Side
  readonly tests: Side
  readonly file?: string
  readonly stateChanges: readonly TreeChange[]
  readonly travels: readonly TreeChange[]
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
  const own = states.map((one): Pair => ({ ...one, tests: BASE, travels: [] }))
  const brought = candidates.flatMap(({ id }) =>
    (sets.get(id)?.files ?? []).flatMap((file) =>
      states.map(
        (one): Pair => ({
          ...one,
          tests: { kind: 'candidate', id },
          file,
          travels: sets.get(id)?.travels ?? [],
        }),
      ),
    ),
  )
  return [...own, ...brought]
}

/** Equal trees under the same files are one run: two candidates may differ in their tests alone. */
function createRuns(
  { objects, base, runner, place, scratch }: MatrixRequest,
  signal: AbortSignal,
): (pair: Pair) => Promise<Cell> {
  const known = new Map<string, Promise<Ran>>()
  return async ({ state, tests, file, stateChanges, travels }) => {
    const id = randomUUID()
    const folder = join(scratch, id)
    const gitDir = join(folder, 'git')
    try {
      await scratchRepository(gitDir, objects)
      const tree = await composeTree(gitDir, { base, state: stateChanges, tests: travels })
      const files = file === undefined ? [] : [file]
      const key = JSON.stringify([tree, files])
      const once = async (): Promise<Ran> => {
        await checkOutTree(gitDir, tree, join(folder, 'tree'))
        const script = file === undefined ? runner.whole : runner.files
        const run = { script, files, tree: join(folder, 'tree'), home: join(folder, 'home') }
        const ended = await runTests(run, place, signal)
        // Where it ran is nobody's business.
        const output = ended.output.replaceAll(`${run.tree}/`, '').replaceAll(run.tree, '.')
        const end = { ...ended, output }
        return { ...readRun(end, runner, { seconds: place.seconds, files }), run: id, seconds: end.seconds }
      }
      const running = known.get(key) ?? runTwice(once, async () => removeRun(folder))
      known.set(key, running)
      const { outcome, names, run, seconds } = await running
      return {
        state,
        tests,
        ...(file !== undefined && { file }),
        outcome,
        ...(names && { names: [...names] }),
        run,
        seconds: Math.round(seconds * 100) / 100,
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function removeRun(folder: string): Promise<void> {
  await rm(join(folder, 'tree'), { recursive: true, force: true })
  await rm(join(folder, 'home'), { recursive: true, force: true })
}
