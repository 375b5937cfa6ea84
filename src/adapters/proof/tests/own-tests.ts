import type { NamedOutcome } from '../../../domain/proof/proof.ts'
import { classOfPath } from '../../analysis/content/classify-file.ts'
import { plainFilesOf, textOfBlob } from '../../git/plain-files.ts'
import type { ReadRun } from '../output/read-run.ts'
import { holdsTests } from './test-set.ts'

/** The test files of the base itself: what a command is given that runs nothing where no file is named. */
export interface OwnTests {
  readonly files: readonly string[]
  /** How many there are: more than `MAX_OWN_FILES` are not run. */
  readonly of: number
}

/** Each is a run on every state. */
const MAX_OWN_FILES = 30

export async function ownTestsOf(gitDir: string, base: string): Promise<OwnTests> {
  const all = await plainFilesOf(gitDir, base)
  const candidates = all.filter(({ path }) => classOfPath(path) === 'test')
  const files: string[] = []
  let looked = 0
  for (const { object, path } of candidates) {
    if (files.length === MAX_OWN_FILES) break
    looked += 1
    if (await holdsTests(path, await textOfBlob(gitDir, object))) files.push(path)
  }
  return { files, of: files.length + candidates.length - looked }
}

type FileRun = ReadRun & { readonly run?: string | undefined; readonly seconds?: number | undefined }

/**
 * Runs of several files, as one run of all of them: each test by the name of its file and its own. `nothing` is what ran without a name of a
 * file.
 */
export function asOne<T extends FileRun>(
  runs: readonly { readonly file: string; readonly ran: T }[],
  nothing: T,
): T {
  const [first] = runs
  if (!first) return withoutFiles(nothing)
  const names = runs.flatMap(({ file, ran }) => namesOf(file, ran))
  const kinds = ['not-run', 'failed', 'timed-out', 'passed', 'flaky'] as const
  const outcome = kinds.flatMap((kind) => runs.find(({ ran }) => ran.outcome.kind === kind) ?? []).at(0)?.ran
    .outcome ?? { kind: 'not-applicable', reason: `${why(nothing)}, and none of its test files counts one` }
  return {
    ...first.ran,
    names: undefined,
    outcome,
    ...(names.length > 0 && { names }),
    seconds: runs.reduce((sum, { ran }) => sum + (ran.seconds ?? 0), nothing.seconds ?? 0),
  }
}

function withoutFiles<T extends FileRun>(nothing: T): T {
  const reason = `${why(nothing)}, and there is no test file that it could be given`
  return { ...nothing, outcome: { kind: 'not-applicable', reason } }
}

/** Tests that ran without a name are listed by their file. */
function namesOf(file: string, { outcome, names }: FileRun): readonly NamedOutcome[] {
  if (names) return names.map((one) => ({ ...one, name: `${file}: ${one.name}` }))
  switch (outcome.kind) {
    case 'passed':
    case 'failed':
      return [{ name: file, outcome }]
    case 'timed-out':
      return [{ name: file, outcome: { kind: 'failed', failure: 'crash', words: NOT_IN_TIME } }]
    case 'flaky':
      return [{ name: file, outcome: { kind: 'flaky' } }]
    case 'not-applicable':
    case 'not-run':
      return []
    default:
      return outcome satisfies never
  }
}

const NOT_IN_TIME = 'did not end in time'

/** Why a run without names of files showed nothing. */
function why({ outcome }: FileRun): string {
  return outcome.kind === 'failed'
    ? 'without the name of a file it fails'
    : 'without the name of a file it counts no test'
}
