import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cell, Matrix } from '../../../domain/proof/proof.ts'
import { composeTree, scratchRepository } from './composed-tree.ts'
import { inTurn } from './in-turn.ts'
import { matrixPairs, type Pair, type ProofCandidate } from './matrix-pairs.ts'
import type { RunPlace } from './run-tests.ts'
import { runTree } from './run-tree.ts'
import { type Ran, runTwice } from './run-twice.ts'
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
  readonly onCell?: (cell: Cell, at: { readonly ended: number; readonly of: number }) => void
  /** Runs of an earlier matrix by the same runner at the same place: an equal tree is not run again. */
  readonly known?: KnownRuns
}

/** By the tree and the files that are run on it. */
export type KnownRuns = Map<string, Promise<Ran>>

/** Runs every pair that can tell something, each in a cell of its own. Throws the signal's reason when it is cancelled. */
export async function runMatrix(request: MatrixRequest, signal: AbortSignal): Promise<Matrix> {
  const { objects, scratch, base, candidates, width } = request
  const gitDir = join(scratch, 'git')
  await scratchRepository(gitDir, objects)
  const { ids, pairs, left, asTold } = await matrixPairs(gitDir, { base, candidates })
  const runs = createRuns(request, signal)
  let ended = 0
  const cells = await inTurn(pairs, width, async (pair) => {
    const cell = asTold(await runs(pair))
    ended += 1
    request.onCell?.(cell, { ended, of: pairs.length })
    return cell
  })
  return { candidates: [...ids], cells: [...cells], left: [...left] }
}

/** Equal trees under the same files are one run: two candidates may differ in their tests alone. */
function createRuns(
  { objects, base, runner, place, scratch, known = new Map() }: MatrixRequest,
  signal: AbortSignal,
): (pair: Pair) => Promise<Cell> {
  return async ({ state, tests, file, files, stateChanges, travels }) => {
    const id = randomUUID()
    const folder = join(scratch, id)
    const gitDir = join(folder, 'git')
    try {
      await scratchRepository(gitDir, objects)
      const tree = await composeTree(gitDir, { base, state: stateChanges, tests: travels })
      const key = JSON.stringify([tree, files])
      const once = () => runTree({ id, folder, gitDir, tree, files }, { runner, place }, signal)
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
