import type { CellOutcome, NamedOutcome } from '../../../domain/proof/proof.ts'
import { countTests } from '../../analysis/test-output/count-tests.ts'
import type { TestRunEnd } from '../run/run-tests.ts'
import type { TestRunner } from '../run/test-runner.ts'
import { failureKind } from './failure-kind.ts'
import { rspecErrors } from './read-json-report.ts'
import { readNames } from './read-names.ts'

/** One run of tests, to be read. */
export interface RunWork extends Pick<TestRunner, 'format'> {
  readonly end: TestRunEnd
  readonly seconds: number
  readonly files: readonly string[]
}

export interface ReadRun {
  readonly outcome: CellOutcome
  readonly names?: readonly NamedOutcome[] | undefined
  /** The program ended by itself, and reported no test. */
  readonly isEmpty?: true
}

/** What a run came to. One that ends well and counts no test says nothing. */
export function readRun(
  end: TestRunEnd,
  { format }: Pick<TestRunner, 'format'>,
  { seconds, files }: { readonly seconds: number; readonly files: readonly string[] },
): ReadRun {
  if (end.limit !== undefined) return { outcome: failure(end.limit) }
  if (end.timedOut) return { outcome: { kind: 'timed-out', seconds } }
  // A runner that cannot load a file reports the file itself as a test.
  const isFile = ({ name }: NamedOutcome) => files.some((file) => name === file || name.endsWith(`/${file}`))
  const reported = readNames(format, end.output)?.filter((one) => !isFile(one))
  const all = reported && reported.length > 0 ? reported : undefined
  const broken = all?.find(({ outcome }) => outcome.kind === 'failed')
  const names = all && keptOf(all)
  // Some count the file itself where nothing in it ran.
  const counted = format === 'counts' ? countTests(end.output)?.ran : 0
  const isThere = end.exitCode !== NOT_FOUND && end.exitCode !== NOT_EXECUTABLE
  const empty = !all && !counted && isThere && { isEmpty: true as const }
  if (end.exitCode !== 0) {
    if (broken?.outcome.kind === 'failed') return { outcome: broken.outcome, names }
    // Everything that it names passes, and yet it fails: what fails has no name.
    const said = format === 'rspec json' ? rspecErrors(end.output) : undefined
    return { outcome: failedBy(end, said), ...empty }
  }
  if (broken?.outcome.kind === 'failed') return { outcome: broken.outcome, names }
  const ran = all ? all.filter(({ outcome }) => outcome.kind === 'passed').length : counted
  if (!ran)
    return { outcome: { kind: 'not-applicable', reason: 'ended well and counted no test' }, names, ...empty }
  return { outcome: { kind: 'passed' }, names }
}

/**
 * Names are stored with each run and read at every look at the issue. Where there are more than fit, the first ones by the alphabet are
 * kept: the same of every run of the same tests, in whatever order they ended, and whoever prints others pushes out none but its own.
 */
function keptOf(names: readonly NamedOutcome[]): readonly NamedOutcome[] {
  let room = MAX_CHARACTERS
  const fits = ({ name, outcome }: NamedOutcome) => {
    const words = outcome.kind === 'failed' ? outcome.words.length : 0
    room -= name.length + words + OF_EACH
    return room >= 0
  }
  if (names.every(fits)) return names
  room = MAX_CHARACTERS
  return names.toSorted((a, b) => (a.name < b.name ? -1 : 1)).filter(fits)
}

const MAX_CHARACTERS = 1_000_000
/** What is stored beside a name. */
const OF_EACH = 50

/** Exit status of a shell that does not find a command. */
const NOT_FOUND = 127
const NOT_EXECUTABLE = 126

function failure(words: string): CellOutcome {
  return { kind: 'failed', failure: 'crash', words }
}

const TAIL = 20_000

function failedBy({ output, exitCode }: TestRunEnd, said = output): CellOutcome {
  const reported = failureKind(said.slice(-TAIL))
  if (reported.failure !== 'unknown') return { kind: 'failed', ...reported }
  const words = reported.words === '' ? `ended with exit code ${exitCode ?? 'unknown'}` : reported.words
  return { kind: 'failed', failure: 'unknown', words }
}
