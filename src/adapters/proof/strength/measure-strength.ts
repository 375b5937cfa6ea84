import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isSame, type Matrix, type Side, type Strength } from '../../../domain/proof/proof.ts'
import { gitLine } from '../../git/git.ts'
import { composeTree, scratchRepository } from '../run/composed-tree.ts'
import { inTurn } from '../run/in-turn.ts'
import type { MatrixRequest } from '../run/run-matrix.ts'
import { removeRun, runTree } from '../run/run-tree.ts'
import { readingOf } from '../tests/reading-of.ts'
import { testSetOf } from '../tests/test-set.ts'
import type { TreeChange } from '../tests/tree-change.ts'
import { type CandidateMutant, candidateMutants } from './candidate-mutants.ts'

interface StrengthLimits {
  /** Of each candidate. */
  readonly most: number
  /** False when there is no time left for another run. */
  readonly mayGoOn: () => boolean
}

/**
 * On how many small changes of its own lines the tests of a candidate fail. They have passed on it before, in `matrix`, so one run is enough.
 * What cannot be loaded, or runs no test, counts for nothing; who brings no test that passes is left out.
 */
export async function measureStrength(
  request: MatrixRequest,
  { matrix, most, mayGoOn }: StrengthLimits & { readonly matrix: Matrix },
  signal: AbortSignal,
): Promise<readonly Strength[]> {
  const gitDir = join(request.scratch, 'mutants')
  await scratchRepository(gitDir, request.objects)
  const benches: Bench[] = []
  for (const { id, changes } of request.candidates) {
    const { travels, files: own } = await testSetOf(changes, readingOf(gitDir, request.base))
    const files = passingFiles(matrix, { kind: 'candidate', id }).filter((file) => own.includes(file))
    if (files.length === 0) continue
    const mutants = await candidateMutants({ gitDir, base: request.base, changes }, most)
    benches.push({ id, changes, travels, files, mutants, seconds: patience(matrix, id, request) })
  }
  // In turn, so that time that runs out is short for everybody alike.
  const runs = Array.from({ length: most }, (_, round) =>
    benches.flatMap((bench) => bench.mutants.slice(round, round + 1).map((mutant) => ({ bench, mutant }))),
  ).flat()
  const ends = await inTurn(runs, request.width, async ({ bench, mutant }) => ({
    id: bench.id,
    mutant,
    end: mayGoOn() ? await runMutant(request, { bench, mutant }, signal) : ('nothing' as const),
  }))
  return benches.map(({ id }) => {
    const own = ends.filter((one) => one.id === id && one.end !== 'nothing')
    const missed = own.filter(({ end }) => end === 'missed').map(({ mutant }) => missedMutant(mutant))
    return {
      candidate: id,
      noticed: own.length - missed.length,
      of: own.length,
      missed: missed.slice(0, MAX_REPORTED),
    }
  })
}

const MAX_REPORTED = 5

interface Bench {
  readonly id: string
  readonly changes: readonly TreeChange[]
  readonly travels: readonly TreeChange[]
  /** Its own test files that pass on it. */
  readonly files: readonly string[]
  readonly mutants: readonly CandidateMutant[]
  readonly seconds: number
}

function passingFiles({ cells }: Matrix, own: Side): readonly string[] {
  return cells.flatMap(({ state, tests, file, outcome }) =>
    isSame(state, own) && isSame(tests, own) && file !== undefined && outcome.kind === 'passed' ? [file] : [],
  )
}

const LEAST_SECONDS = 10

/** A run that takes far longer than without the change counts as never ending. */
function patience({ cells }: Matrix, id: string, { place }: MatrixRequest): number {
  const own = cells.filter(({ tests }) => tests.kind === 'candidate' && tests.id === id)
  const usual = own.reduce((sum, { state, seconds = 0 }) => {
    return state.kind === 'candidate' && state.id === id ? sum + seconds : sum
  }, 0)
  return Math.min(place.seconds, Math.max(LEAST_SECONDS, 5 * usual))
}

async function runMutant(
  { objects, base, runner, place, scratch }: MatrixRequest,
  { bench, mutant }: { readonly bench: Bench; readonly mutant: CandidateMutant },
  signal: AbortSignal,
): Promise<'noticed' | 'missed' | 'nothing'> {
  const id = randomUUID()
  const folder = join(scratch, id)
  const gitDir = join(folder, 'git')
  try {
    await scratchRepository(gitDir, objects)
    const object = await gitLine(['hash-object', '-w', '--stdin'], { gitDir, input: mutant.text })
    const { path } = mutant.change
    const state = bench.changes.map((one) => (one.path === path ? { ...one, object } : one))
    const tree = await composeTree(gitDir, { base, state, tests: bench.travels })
    const limited = { ...place, seconds: bench.seconds }
    let isMissed = false
    // One after the other: some runners take one name.
    for (const file of bench.files) {
      const run = { id, folder, gitDir, tree, candidate: bench.id, files: [file] }
      const { outcome } = await runTree(run, { runner, place: limited }, signal)
      await removeRun(folder)
      if (outcome.kind === 'timed-out') return 'noticed'
      if (outcome.kind === 'failed' && outcome.failure !== 'load') return 'noticed'
      isMissed ||= outcome.kind === 'passed'
    }
    return isMissed ? 'missed' : 'nothing'
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const MAX_LENGTH = 60

function missedMutant({ change, line, from, to }: CandidateMutant): Strength['missed'][number] {
  return { file: change.path, line, from: from.slice(0, MAX_LENGTH), to: to.slice(0, MAX_LENGTH) }
}
