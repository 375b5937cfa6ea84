import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '@speculate-dev/system'
import { readHere } from '../../analysis/process/start-aside.ts'
import type { ReadRun, RunWork } from '../output/read-run.ts'
import { checkOutTree } from './composed-tree.ts'
import { type RunPlace, runTests } from './run-tests.ts'
import type { TimedRun } from './run-twice.ts'
import type { TestRunner } from './test-runner.ts'

interface TreeRun {
  /** Of the run, and of the folder that it alone uses. */
  readonly id: string
  readonly folder: string
  readonly gitDir: string
  readonly tree: string
  /** Whose code it holds; undefined: the base's. */
  readonly candidate: string | undefined
  /** All tests of the tree where it is empty. */
  readonly files: readonly string[]
}

interface By {
  readonly runner: TestRunner
  readonly place: RunPlace
}

/** One run of tests on a tree of git, which is checked out for it. */
export async function runTree(
  { id, folder, gitDir, tree, candidate, files }: TreeRun,
  { runner, place }: By,
  signal: AbortSignal,
): Promise<TimedRun> {
  await checkOutTree(gitDir, tree, join(folder, 'tree'))
  const script = files.length === 0 ? runner.whole : runner.files
  const run = { script, files, tree: join(folder, 'tree'), home: join(folder, 'home'), candidate }
  const ended = await runTests(run, place, signal)
  // The path of the tree is not shown.
  const output = ended.output.replaceAll(`${run.tree}/`, '').replaceAll(run.tree, '.')
  const end = { ...ended, output }
  const { format } = runner
  const read = await readAside({ end, format, seconds: place.seconds, files }, place)
  return { ...read, run: id, seconds: end.seconds }
}

/** Candidates have printed it: where it is much, the server's thread waits for none of it (S4). */
function readAside(work: RunWork, { aside = readHere, repository = '' }: RunPlace): Promise<ReadRun> {
  const size = work.end.output.length
  return aside.read({ about: 'run', work, size, repository }).catch((error: unknown) => {
    const words = `what it printed could not be read: ${messageOf(error)}`
    return { outcome: { kind: 'failed', failure: 'unknown', words } }
  })
}

/** So that the next one in that folder finds nothing of it. */
export async function removeRun(folder: string): Promise<void> {
  await rm(join(folder, 'tree'), { recursive: true, force: true })
  await rm(join(folder, 'home'), { recursive: true, force: true })
}
