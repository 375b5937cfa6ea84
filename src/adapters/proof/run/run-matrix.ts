import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cell, Matrix, Side } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { asOne, type OwnTests, ownTestsOf } from '../tests/own-tests.ts'
import { composeTree, scratchRepository } from './composed-tree.ts'
import { inTurn } from './in-turn.ts'
import { matrixPairs, type Pair, type ProofCandidate } from './matrix-pairs.ts'
import type { RunPlace } from './run-tests.ts'
import { removeRun, runTree } from './run-tree.ts'
import { runTwice, type TimedRun } from './run-twice.ts'
import type { TestRunner } from './test-runner.ts'

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
  readonly onBegin?: (of: number) => void
  readonly onCell?: (cell: Cell, at: { readonly ended: number; readonly of: number }) => void
  /** Runs of an earlier matrix by the same runner at the same place: an equal tree is not run again. */
  readonly known?: KnownRuns
}

/** By the tree and the files that are run on it. */
export type KnownRuns = Map<string, Promise<TimedRun>>

/** Runs every pair that can say something, each in a sandbox of its own. Throws the signal's reason when it is cancelled. */
export async function runMatrix(request: MatrixRequest, signal: AbortSignal): Promise<Matrix> {
  const { objects, scratch, base, candidates, width } = request
  const gitDir = join(scratch, 'git')
  await scratchRepository(gitDir, objects)
  const { ids, pairs, left, grown, asReported } = await matrixPairs(gitDir, { base, candidates })
  // This repository reads the objects of the request, and holds those that were made for the pairs.
  const mixed = { ...request, objects: join(gitDir, 'objects') }
  const { run, own } = createRuns(mixed, { gitDir, pairs }, signal)
  request.onBegin?.(pairs.length)
  let ended = 0
  const cells = await inTurn(pairs, width, async (pair) => {
    const cell = asReported(cellOf(pair, await run(pair)))
    ended += 1
    request.onCell?.(cell, { ended, of: pairs.length })
    return cell
  })
  const byName = await own()
  return {
    candidates: [...ids],
    cells: [...cells],
    left: [...left],
    ...(grown.length > 0 && { grown: [...grown] }),
    ...withoutUndefined({ own: byName && { run: byName.files.length, of: byName.of } }),
  }
}

interface Bench {
  readonly gitDir: string
  readonly pairs: readonly Pair[]
}

interface Runs {
  readonly run: (pair: Pair) => Promise<TimedRun>
  /** The base's test files, where they are named because its tests do not run otherwise. */
  readonly own: () => Promise<OwnTests | undefined>
}

/** Equal trees under the same files are one run: two candidates may differ in their tests alone. */
function createRuns(request: MatrixRequest, { gitDir, pairs }: Bench, signal: AbortSignal): Runs {
  const { known = new Map() } = request
  const onBase = pairs[0]
  const once = async (pair: Pair, files: readonly string[]) => {
    const { travels, otherwise } = pair
    const first = await runPair(request, { pair, travels, files, known }, signal)
    const isLoaded = first.outcome.kind !== 'failed' || first.outcome.failure !== 'load'
    return isLoaded || !otherwise
      ? first
      : runPair(request, { pair, travels: otherwise, files, known }, signal)
  }
  /** The base's own test files, with their runs on the base; only a file in which something passes there is run on candidates. */
  const named = lazily(async () => {
    if (!onBase) return undefined
    const whole = await once(onBase, [])
    if (!whole.isEmpty) return undefined
    const { files, of } = await ownTestsOf(gitDir, request.base)
    const runAll = (some: readonly string[]) =>
      inTurn(some, request.width, async (file) => ({ file, ran: await once(onBase, [file]) }))
    const first = await runAll(files.slice(0, ENOUGH_TO_TELL))
    // Where nothing passes in the first files, the tests need something that this machine does not have; the others are not tried.
    const rest = first.some(({ ran }) => passesSome(ran)) ? files.slice(ENOUGH_TO_TELL) : []
    const runs = [...first, ...(await runAll(rest))]
    return { own: { files: runs.map(({ file }) => file), of }, runs, whole }
  })
  return {
    own: async () => (await named())?.own,
    async run(pair) {
      if (pair.files.length > 0) return once(pair, pair.files)
      const by = await named()
      if (!by) return once(pair, [])
      if (pair === onBase) return asOne(by.runs, by.whole)
      const telling = by.runs.filter(({ ran }) => passesSome(ran))
      const runs = await inTurn(telling, 1, async ({ file }) => ({ file, ran: await once(pair, [file]) }))
      return asOne(runs, by.whole)
    },
  }
}

const ENOUGH_TO_TELL = 5

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function passesSome({ outcome, names }: TimedRun): boolean {
  return names ? names.some((one) => one.outcome.kind === 'passed') : outcome.kind === 'passed'
}

interface PairRun {
  readonly pair: Pair
  readonly travels: Pair['travels']
  readonly files: readonly string[]
  readonly known: Map<string, Promise<TimedRun>>
}

async function runPair(
  { objects, base, runner, place, scratch }: MatrixRequest,
  { pair: { state, stateChanges }, travels, files, known }: PairRun,
  signal: AbortSignal,
): Promise<TimedRun> {
  const id = randomUUID()
  const folder = join(scratch, id)
  const gitDir = join(folder, 'git')
  try {
    await scratchRepository(gitDir, objects)
    const tree = await composeTree(gitDir, { base, state: stateChanges, tests: travels })
    const key = JSON.stringify([tree, files])
    const candidate = idOf(state)
    const once = () => runTree({ id, folder, gitDir, tree, candidate, files }, { runner, place }, signal)
    const running = known.get(key) ?? runTwice(once, async () => removeRun(folder))
    known.set(key, running)
    return await running
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export function idOf(side: Side): string | undefined {
  return side.kind === 'candidate' ? side.id : undefined
}

function cellOf({ state, tests, file }: Pair, { outcome, names, run, seconds }: TimedRun): Cell {
  return {
    state,
    tests,
    ...withoutUndefined({ file }),
    outcome,
    ...withoutUndefined({ names: names && [...names] }),
    run,
    seconds: Math.round(seconds * 100) / 100,
  }
}
