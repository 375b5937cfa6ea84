import type { AttemptFailure } from '../../domain/candidate/attempt.ts'
import type { FileChange } from '../../domain/candidate/patch.ts'
import type { FileClass } from '../../domain/judgement/measures.ts'
import {
  type HandedInFile,
  MAX_DISTINCTION_BYTES,
  MAX_DISTINCTION_FILES,
} from '../../domain/proof/distinction.ts'
import { commitMessage } from '../../messages/pull-request/commit-message.ts'
import type { Analysis } from '../../ports/analysis.ts'
import type { CollectResult, WorkTree } from '../../ports/workspace.ts'
import { measurePatch } from './measure-patch.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

export interface HandedInTests {
  readonly kind: 'taken'
  readonly files: readonly HandedInFile[]
  readonly ignored: readonly { readonly path: string; readonly reason: string }[]
}

export type TakeResult =
  | HandedInTests
  | { readonly kind: 'failure'; readonly failure: AttemptFailure; readonly detail: string }

/** The new tests and their data that an author of a test has left; its other changes are ignored. */
export async function takeHandedIn(
  context: RunAttempt,
  { speculation, attempt, name }: RunningAttempt,
  workTree: WorkTree,
): Promise<TakeResult> {
  const collected = await context.workspace.collect({
    workTree,
    base: speculation.base.commit,
    message: commitMessage(speculation, { ...attempt, subject: 'A test' }),
    author: { name: 'Speculate', email: 'candidates@speculate.invalid' },
    maxFileBytes: speculation.settings.speculation.rejection.max_file_bytes,
    date: speculation.startedAt,
  })
  if (collected.kind === 'failure') return collected.failure === 'no-changes' ? nothing() : collected
  const measures = await measurePatch(context, { ...collected, repository: speculation.issue, name })
  if (!measures) return { kind: 'failure', failure: 'too-large', detail: 'it could not be measured in time' }
  const classes = new Map(measures.files.map((one) => [one.path, one.class]))
  return choose(collected, classes, context.analysis)
}

type CollectedPatch = Extract<CollectResult, { kind: 'patch' }>

async function choose(
  { patch, contents }: CollectedPatch,
  classes: ReadonlyMap<string, FileClass>,
  { holdsSecret }: Pick<Analysis, 'holdsSecret'>,
): Promise<TakeResult> {
  const files: HandedInFile[] = []
  const ignored: { path: string; reason: string }[] = []
  let room = MAX_DISTINCTION_BYTES
  const isTest = ({ path }: FileChange) => classes.get(path) === 'test'
  for (const change of [...patch.files.filter(isTest), ...patch.files.filter((one) => !isTest(one))]) {
    const { path, bytes } = change
    const text = await textOf(contents, path)
    const reason =
      whyNot(change, classes.get(path)) ??
      (files.length >= MAX_DISTINCTION_FILES || bytes > room ? TOO_MUCH : undefined) ??
      (text === undefined ? 'is not text' : undefined) ??
      ((await holdsSecret(`${path}\n${text}`)) ? 'looks as if it holds a secret' : undefined)
    if (reason !== undefined || text === undefined) ignored.push({ path, reason: reason ?? '' })
    else {
      files.push({ path, text })
      room -= bytes
    }
  }
  if (files.some(({ path }) => classes.get(path) === 'test'))
    return { kind: 'taken', files, ignored: ignored.slice(0, MAX_IGNORED) }
  const [first] = ignored
  return nothing(first && `${first.path} ${first.reason}`)
}

const MAX_IGNORED = 20
const TOO_MUCH = `exceeds the limit of ${MAX_DISTINCTION_FILES} files and ${MAX_DISTINCTION_BYTES / 1_000} KB in total`

function nothing(detail = ''): TakeResult {
  return { kind: 'failure', failure: 'no-changes', detail }
}

const OF_TESTS: readonly (FileClass | undefined)[] = ['test', 'fixture', 'snapshot']

function whyNot({ status, mode }: FileChange, is: FileClass | undefined): string | undefined {
  if (status !== 'added' && status !== 'copied' && status !== 'renamed') return 'is not a new file'
  if (!mode.startsWith('100')) return 'is not a regular file'
  return OF_TESTS.includes(is) ? undefined : 'is neither a test nor test data'
}

/** Undefined for a file that is not text, or is far too long. */
async function textOf(contents: CollectedPatch['contents'], path: string): Promise<string | undefined> {
  const bytes = await contents.after(path)
  if (!bytes || bytes.length > MAX_DISTINCTION_BYTES) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  return text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes) ? undefined : text
}
