import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import type { GraftResult } from '../../../ports/workspace.ts'
import { git, gitLine } from '../../git/git.ts'
import { CANDIDATE_REF } from '../../git/repository-files.ts'
import { besideName } from './beside-name.ts'
import { insideTravels } from './inside-travels.ts'
import { mergeTests } from './merge-tests.ts'
import { readingOf } from './reading-of.ts'
import { testSetOf } from './test-set.ts'
import { type TreeChange, treeChanges } from './tree-change.ts'

export interface GraftTests {
  /** A repository of ours that can read all the commits; what is made is written to it. */
  readonly gitDir: string
  /** The winner's commit, on top of which the tests go. */
  readonly onto: string
  readonly author: CandidateId
  /** What the author changes is measured from `base`. */
  readonly base: string
  readonly commit: string
  /** Test files that are wanted, with the data and the helpers that the author's tests need. */
  readonly files: readonly string[]
}

/** A commit of the author's tests on top of the winner, in which every file of the winner keeps what it has. Nothing else travels. */
export async function graftTests(request: GraftTests): Promise<GraftResult> {
  const { gitDir, base, commit, files } = request
  const changes = await treeChanges(gitDir, base, commit)
  const { travels, inside, files: tests } = await testSetOf(changes, readingOf(gitDir, base))
  // Of source, only the author's tests go: in the base's own file, as if nothing else had been changed.
  const paths = inside.filter((path) => files.includes(path))
  const mixed = await insideTravels(gitDir, { base, state: [], tests: changes, paths })
  if (mixed.length < paths.length)
    return { kind: 'none', reason: 'its tests stand inside of source that the base does not have' }
  const wanted = [...travels, ...mixed].filter(
    ({ path, mode }) => mode.startsWith('100') && (files.includes(path) || !tests.includes(path)),
  )
  const records: TreeChange[] = []
  for (const change of wanted) {
    const placed = await place(change, request)
    if ('inTheWay' in placed)
      return { kind: 'none', reason: `the winner changes the same lines of ${codeSpan(change.path, 150)}` }
    records.push(...placed)
  }
  if (records.length === 0) return { kind: 'same' }
  return { kind: 'commit', files: records.map(({ path }) => path), ...(await commitOf(request, records)) }
}

async function place(
  change: TreeChange,
  { gitDir, onto, base, author }: GraftTests,
): Promise<readonly TreeChange[] | { readonly inTheWay: true }> {
  const { path, object } = change
  const [theirs, before] = [await objectAt(gitDir, onto, path), await objectAt(gitDir, base, path)]
  if (theirs === object) return []
  if (theirs === before) return [change]
  const aside = before === undefined ? besideName(path, author) : undefined
  if (aside !== undefined && (await objectAt(gitDir, onto, aside)) === undefined)
    return [{ ...change, path: aside }]
  const texts = await Promise.all([before, theirs, object].map(async (one) => one && textOf(gitDir, one)))
  const [was, winner, wanted] = texts
  if (!was || !winner || !wanted) return { inTheWay: true }
  const merged = await mergeTests({ path, base: was, winner, author: wanted })
  if (merged === undefined) return { inTheWay: true }
  const made = await gitLine(['hash-object', '-w', '--stdin'], { gitDir, input: merged })
  return made === theirs ? [] : [{ ...change, object: made }]
}

/** Undefined where there is no file of that name. */
async function objectAt(gitDir: string, commit: string, path: string): Promise<string | undefined> {
  const { exitCode, stdout } = await git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${path}`],
    { gitDir, answers: [0, 1, 128] },
  )
  return exitCode === 0 ? stdout.toString('utf8').trim() : undefined
}

/** Undefined where it is not text. */
async function textOf(gitDir: string, object: string): Promise<string | undefined> {
  const { stdout } = await git(['cat-file', 'blob', object], { gitDir })
  const text = stdout.toString('utf8')
  return Buffer.from(text, 'utf8').equals(stdout) ? text : undefined
}

async function commitOf({ gitDir, onto }: GraftTests, records: readonly TreeChange[]) {
  await git(['read-tree', onto], { gitDir })
  const input = `${records.map(({ mode, object, path }) => `${mode} ${object}\t${path}`).join('\0')}\0`
  await git(['update-index', '-z', '--index-info'], { gitDir, input })
  const tree = await gitLine(['write-tree'], { gitDir })
  // The forge writes the commit that people see.
  const who = 'candidate <candidate@localhost> 0 +0000'
  const text = `tree ${tree}\nparent ${onto}\nauthor ${who}\ncommitter ${who}\n\ntests\n`
  const commit = await gitLine(['hash-object', '-t', 'commit', '-w', '--stdin'], { gitDir, input: text })
  await git(['update-ref', CANDIDATE_REF, commit], { gitDir })
  const { stdout } = await git(['bundle', 'create', '--quiet', '-', CANDIDATE_REF, `^${onto}`], { gitDir })
  return { commit, tree, bundle: new Uint8Array(stdout) }
}
