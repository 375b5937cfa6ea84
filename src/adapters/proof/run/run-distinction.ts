import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DistinctionCell, HandedInFile } from '../../../domain/proof/distinction.ts'
import { BASE, type Side } from '../../../domain/proof/proof.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import { gitLine } from '../../git/git.ts'
import { withOwnNames } from '../tests/own-names.ts'
import { readingOf } from '../tests/reading-of.ts'
import { testSetOf } from '../tests/test-set.ts'
import type { TreeChange } from '../tests/tree-change.ts'
import { composeTree, scratchRepository } from './composed-tree.ts'
import { inTurn } from './in-turn.ts'
import { ownWords } from './matrix-pairs.ts'
import { idOf, type MatrixRequest } from './run-matrix.ts'
import { runTree } from './run-tree.ts'
import { agreedOn, type TimedRun } from './run-twice.ts'

interface DistinctionRequest extends Omit<MatrixRequest, 'onCell'> {
  /** The test and its data: foreign text. */
  readonly handedIn: readonly HandedInFile[]
  readonly onRun: () => void
}

/** Runs a test that no candidate has written twice on the base and on each candidate, each time in a sandbox of its own. */
export async function runDistinction(
  request: DistinctionRequest,
  signal: AbortSignal,
): Promise<readonly DistinctionCell[]> {
  const { objects, scratch, base, candidates, width } = request
  const gitDir = join(scratch, 'handed-in')
  await scratchRepository(gitDir, objects)
  const travels: TreeChange[] = []
  for (const { path, text } of request.handedIn)
    travels.push({
      path,
      mode: '100644',
      object: await gitLine(['hash-object', '-w', '--stdin'], { gitDir, input: text }),
    })
  const set = await testSetOf(travels, readingOf(gitDir, base))
  // The author of a test hands in no source.
  const files = set.files.filter((file) => !set.inside.includes(file))
  const own = new Set<string>()
  for (const { changes } of candidates)
    for (const word of await ownWords(gitDir, base, changes)) own.add(word)
  const states: readonly State[] = [
    { state: BASE, changes: [] },
    ...candidates.map(({ id, changes }): State => ({ state: { kind: 'candidate', id }, changes })),
  ]
  const pairs = states.flatMap((one) => files.map((file) => ({ ...one, file, travels })))
  return inTurn(pairs, width, async (pair) =>
    asReported(pair, await runPair({ ...request, objects: join(gitDir, 'objects') }, pair, signal), own),
  )
}

interface State {
  readonly state: Side
  readonly changes: readonly TreeChange[]
}

interface Pair extends State {
  readonly file: string
  readonly travels: readonly TreeChange[]
}

async function runPair(
  { objects, base, runner, place, scratch, onRun }: DistinctionRequest,
  { state, changes, file, travels }: Pair,
  signal: AbortSignal,
): Promise<TimedRun> {
  const id = randomUUID()
  const once = async (): Promise<TimedRun> => {
    const folder = join(scratch, randomUUID())
    const gitDir = join(folder, 'git')
    try {
      await scratchRepository(gitDir, objects)
      const tree = await composeTree(gitDir, { base, state: changes, tests: travels })
      const run = { id, folder, gitDir, tree, candidate: idOf(state), files: [file] }
      const ran = await runTree(run, { runner, place }, signal)
      onRun()
      return ran
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return agreedOn(await once(), await once())
}

/** A test may make as many cases as it likes. */
const MAX_NAMES = 200

/** A name that is missing and that no candidate adds is a crash of the code under test. */
function asReported(
  { state, file }: Pair,
  { outcome, names, run, seconds }: TimedRun,
  own: ReadonlySet<string>,
): DistinctionCell {
  return {
    state,
    file,
    outcome: withOwnNames(outcome, own),
    ...withoutUndefined({
      names: names?.slice(0, MAX_NAMES).map((one) => ({ ...one, outcome: withOwnNames(one.outcome, own) })),
    }),
    run,
    seconds: Math.round(seconds * 100) / 100,
  }
}
