import type { FileChange, Patch } from '../../../domain/candidate/patch.ts'
import type { FileClass, Finding, Measures } from '../../../domain/judgement/measures.ts'
import { sha256 } from '../../../domain/sha256.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { PatchContents } from '../../../ports/analysis.ts'
import type { ReadingProcess } from '../process/start-reading.ts'
import { CODE, classifyFile, classOfPath } from './classify-file.ts'
import type { ProductChange } from './defeats/find-defeated-tests.ts'
import type { AddedLine, FileDiff } from './diff/parse-diff.ts'
import { patchId } from './diff/patch-id.ts'
import { findDangers } from './find-dangers.ts'
import { findHiddenText } from './find-hidden-text.ts'
import { findMigrationRisks } from './find-migration-risks.ts'
import { isText } from './is-text.ts'
import type { FixtureChange } from './only-grows.ts'
import { rustTests } from './rust-tests.ts'
import { sameButForCase } from './same-but-for-case.ts'
import { findSecrets, type IsHeldIn } from './secrets/find-secrets.ts'
import { findSnapshotDrift } from './snapshots/find-snapshot-drift.ts'
import { askAboutTests } from './tests/ask-about-tests.ts'
import type { TestChange } from './tests/compare/read-and-compare.ts'
import { changedData, deletedCases } from './tests/rows/data-of-tests.ts'
import { emptiedCases, swappedCases } from './tests/rows/fewer-cases.ts'

/** One changed file with everything the measures look at. */
interface MeasuredFile {
  readonly change: FileChange
  readonly class: FileClass
  readonly before: string | undefined
  readonly after: string | undefined
  /** The file was text, or is declared to be, and now holds bytes that no text holds. */
  readonly isNoText: boolean
  /** SHA-256 of the content after; null when there is none. */
  readonly hash: string | null
  readonly diff: FileDiff | undefined
  readonly added: readonly AddedLine[]
}

interface ContentInput {
  readonly reading: ReadingProcess
  /** Of the patch, by path. */
  readonly diffs: ReadonlyMap<string, FileDiff>
  /** What looks like a secret and is none; see `isAllowedValue`. */
  readonly allowedValues?: readonly string[]
  /** Whether a text holds a secret of this process. */
  readonly isHeldIn?: IsHeldIn | undefined
}

/** Everything but complexity. Reads the two sides of the patch and runs nothing of it. */
export async function measureContent(
  patch: Patch,
  contents: PatchContents,
  { reading, diffs, ...secrets }: ContentInput,
): Promise<Omit<Measures, 'complexity' | 'aside'>> {
  const files: MeasuredFile[] = []
  for (const change of patch.files) files.push(await read(change, contents, diffs))
  const tests = files.filter((file) => file.class === 'test')
  const { weakened, changed, defeated, grown } = await askAboutTests(
    {
      tests: files.flatMap(testChange),
      products: files.flatMap(productChange),
      fixtures: files.flatMap(fixtureChange),
      maxMs: MAX_READING_MS,
    },
    reading,
  )
  const isKept = (file: MeasuredFile) =>
    grown.includes(file.change.path) || (file.class === 'snapshot' && findSnapshotDrift(file).length === 0)
  const changedAll = [...changed, ...changedData(files, isKept)]
  const twice = await sameButForCase(patch, contents)
  return {
    files: files.map((file) => ({
      ...whatIs(file),
      ...(twice.has(file.change.path) && { sameButForCase: true as const }),
    })),
    written: sumLines(files.filter((file) => !APART.includes(file.class))),
    apart: APART.flatMap((fileClass) => countApart(files, fileClass)),
    tests: {
      added: pathsOf(tests.filter(({ change }) => change.status === 'added' || change.status === 'copied')),
      changed: pathsOf(tests.filter(({ change }) => ['modified', 'renamed'].includes(change.status))),
      weakened: [
        ...weakened,
        ...deletedCases(files),
        ...(await emptiedCases(files, contents)),
        ...(await swappedCases(files, contents)),
      ],
      ...(changedAll.length > 0 && { changedExpectations: [...changedAll] }),
      ...(defeated.length > 0 && { defeated: [...defeated] }),
    },
    fixtures: fixturesOf(files, grown),
    findings: await findAll(files, secrets),
    patchId: patchId(files),
  }
}

function pathsOf(files: readonly MeasuredFile[]): string[] {
  return files.map(({ change }) => change.path)
}

function fixturesOf(files: readonly MeasuredFile[], grown: readonly string[]): Measures['fixtures'] {
  return files
    .filter((file) => file.class === 'fixture' || file.class === 'snapshot')
    .map(({ change, hash }) => ({
      path: change.path,
      hash: change.status === 'deleted' ? null : hash,
      ...(grown.includes(change.path) && { grows: true as const }),
    }))
}

function whatIs(file: MeasuredFile): Measures['files'][number] {
  const hidden = file.isNoText ? undefined : findHiddenText({ ...file, path: file.change.path })
  return {
    ...{ path: file.change.path, class: file.class },
    ...(file.isNoText && { noText: true as const }),
    ...withoutUndefined({ hidden }),
  }
}

/** For the grammars to read both sides of all tests and of the product; a busy machine takes ten times as long, which is not the fault of the patch. */
const MAX_READING_MS = 20_000

/** Files that were not written by hand. */
const APART: readonly FileClass[] = ['generated', 'vendored', 'lock', 'binary']

async function read(
  change: FileChange,
  contents: PatchContents,
  diffs: ReadonlyMap<string, FileDiff>,
): Promise<MeasuredFile> {
  const before =
    change.status === 'added' ? undefined : await contents.before(change.previousPath ?? change.path)
  const after = change.status === 'deleted' ? undefined : await contents.after(change.path)
  const text = { before: textOf(before), after: textOf(after) }
  const diff = diffs.get(change.path)
  return {
    change,
    class: classifyFile(change, text.before),
    ...text,
    isNoText: after !== undefined && isNoTextNow(change.path, before, after),
    hash: after ? sha256(after) : null,
    diff,
    added: addedLines(change, text, diff),
  }
}

/** Other encodings than UTF-8 may stay; a NUL byte is in none that a diff shows. */
function isNoTextNow(path: string, before: Uint8Array | undefined, after: Uint8Array): boolean {
  if (isText(after)) return false
  if (!before) return CODE.test(path)
  return isText(before) || (after.includes(0) && !before.includes(0))
}

function textOf(content: Uint8Array | undefined): string | undefined {
  return content && Buffer.from(content).toString('utf8')
}

/** Of a file that moved, the diff shows all lines; of a binary one or one it does not know, none. Both are compared by lines. */
function addedLines(
  change: FileChange,
  { before, after }: { before: string | undefined; after: string | undefined },
  diff: FileDiff | undefined,
): readonly AddedLine[] {
  if (diff && change.previousPath === undefined && !change.binary) return diff.added
  const known = new Set(before?.split('\n'))
  return (after ?? '')
    .split('\n')
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => !known.has(text))
}

function sumLines(files: readonly MeasuredFile[]): { insertions: number; deletions: number } {
  return {
    insertions: files.reduce((sum, { change }) => sum + change.insertions, 0),
    deletions: files.reduce((sum, { change }) => sum + change.deletions, 0),
  }
}

function countApart(files: readonly MeasuredFile[], fileClass: FileClass): Measures['apart'] {
  const some = files.filter((file) => file.class === fileClass)
  return some.length === 0 ? [] : [{ ...sumLines(some), class: fileClass, files: some.length }]
}

/** Rust keeps its tests in source files. */
function testChange({ change, before, after, ...file }: MeasuredFile): TestChange[] {
  const previousPath = change.previousPath ?? change.path
  const isRust = change.path.endsWith('.rs') && file.class === 'source'
  const was = isRust || classOfPath(previousPath) === 'test'
  const is = isRust || file.class === 'test'
  if (!was && !is) return []
  const deleted = change.status === 'deleted' || !is
  const isWithheld = was && before === undefined && change.status !== 'added' && change.status !== 'copied'
  const read = isRust ? rustTests : (text: string | undefined) => text
  return [
    {
      path: change.path,
      previousPath,
      deleted,
      before: was ? read(before) : undefined,
      after: is ? read(after) : undefined,
      ...((isUnread({ change, after, diff: file.diff }) || isWithheld) && { isWithheld: true }),
    },
  ]
}

function fixtureChange({ change, before, after, ...file }: MeasuredFile): FixtureChange[] {
  const isBoth = file.class === 'fixture' && before !== undefined && after !== undefined
  return isBoth && change.previousPath === undefined ? [{ path: change.path, before, after }] : []
}

function productChange({ change, before, after, ...file }: MeasuredFile): ProductChange[] {
  return file.class === 'source' && CODE.test(change.path) ? [{ path: change.path, before, after }] : []
}

const MAX_FINDINGS = 100
/** What is searched for secrets in all, in characters; more than that nobody reads, and it is said. */
const MAX_SEARCHED = 12_000_000

async function findAll(
  files: readonly MeasuredFile[],
  secrets: Pick<ContentInput, 'allowedValues' | 'isHeldIn'>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  let searched = 0
  for (const file of files) {
    const addition = { path: file.change.path, added: file.added, class: file.class, ...secrets }
    searched += file.added.reduce((sum, { text }) => sum + text.length + 1, 0)
    findings.push(...(await findSecrets(addition, searched > MAX_SEARCHED || isUnread(file))))
    findings.push(...findDangers(addition, file.class))
    findings.push(...findMigrationRisks(addition, file.after))
    findings.push(...findSnapshotDrift(file))
  }
  // However many other findings there are, no secret is dropped from the list.
  return findings.sort((a, b) => Number(isSecret(b)) - Number(isSecret(a))).slice(0, MAX_FINDINGS)
}

const isSecret = ({ rule }: Finding) => rule.startsWith('secret/')

/** A regular file that is there but was too large to be handed over. */
function isUnread({ change, after, diff }: Pick<MeasuredFile, 'change' | 'after' | 'diff'>): boolean {
  return after === undefined && change.bytes > 0 && change.mode.startsWith('100') && (change.binary || !diff)
}
