import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BareRepository } from '../../../git/bare-repository.ts'
import { openBareRepository } from '../../../git/open-bare-repository.ts'
import { readRefs } from '../../../git/read-refs.ts'
import { writeEmptyRepository } from '../../../git/write-empty-repository.ts'
import { writeCommit } from '../../../git/write-objects.ts'
import { git, gitOrThrow } from '../../git.ts'
import type { DispatchFacts, PullRequestFacts, PushFacts, RunFacts } from '../../start/run-facts.ts'

/** What the jobs of one activity are cloned from: the server's objects, read only, and the commit that is checked out. */
export interface Source {
  readonly directory: string
  /** Of a pull request the merge commit, of a push the pushed one, of a dispatch that of its branch. */
  readonly sha: string
  /** The commit of the base that the head of a pull request was merged with. */
  readonly mergedWith: string | undefined
  /** Points at `sha` in `directory`. */
  readonly ref: string
  /** Text of a file of that commit; undefined when it is absent. */
  read(path: string): Promise<string | undefined>
  /** Paths directly inside a folder of that commit. */
  list(folder: string): Promise<readonly string[]>
  /** Paths that differ between the base and the head of a pull request. */
  changedPaths(): Promise<readonly string[]>
  dispose(): Promise<void>
}

/**
 * For `pull_request` head is merged into base as GitHub does, outside the server's repository. Undefined when the two conflict:
 * GitHub starts no run then (docs.github.com, "Events that trigger workflows", `pull_request`).
 */
export async function prepareSource(bareDirectory: string, facts: RunFacts): Promise<Source | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-github-source-'))
  const dispose = () => rm(directory, { recursive: true, force: true, maxRetries: 3 })
  try {
    const refs = await borrowObjects(directory, bareDirectory)
    const place =
      facts.event === 'pull_request' ? await merge(openBareRepository(directory), refs, facts) : pushed(facts)
    if (place !== undefined) {
      // A branch may have moved on, or be gone.
      await writeRefs(directory, new Map([...refs, [place.ref, place.sha]]))
      return sourceOf({ directory, ...place, dispose })
    }
  } catch (error) {
    await dispose()
    throw error
  }
  await dispose()
  return undefined
}

type Place = Pick<Source, 'sha' | 'ref' | 'mergedWith'>

function pushed({ head }: PushFacts | DispatchFacts): Place {
  return { sha: head.sha, ref: `refs/heads/${head.ref}`, mergedWith: undefined }
}

/** As `git clone --bare --shared` would, without its four processes. Answers the branches, the tags and the heads of pull requests. */
async function borrowObjects(directory: string, bareDirectory: string): Promise<ReadonlyMap<string, string>> {
  await writeEmptyRepository(directory, 'main')
  const objects = await realpath(join(bareDirectory, 'objects'))
  await writeFile(join(directory, 'objects/info/alternates'), `${objects}\n`)
  const refs = await readRefs(bareDirectory, 'refs/')
  return new Map([...refs].filter(([name]) => /^refs\/(?:heads|tags|pull)\//.test(name)))
}

/** All in one file (git-pack-refs(1)). */
async function writeRefs(directory: string, refs: ReadonlyMap<string, string>): Promise<void> {
  const lines = [...refs].map(([name, oid]) => `${oid} ${name}\n`)
  await writeFile(join(directory, 'packed-refs'), lines.join(''))
}

async function merge(
  bare: BareRepository,
  refs: ReadonlyMap<string, string>,
  facts: PullRequestFacts,
): Promise<Place | undefined> {
  const { directory } = bare
  const base =
    (facts.mergeWith === undefined
      ? refs.get(`refs/heads/${facts.base.ref}`)
      : (await bare.commit(facts.mergeWith))?.oid) ?? facts.base.sha
  const head = facts.isRehearsal ? await commitOfNothing(directory, base) : facts.head.sha
  const tree = await treeOfMerge(bare, base, head)
  if (tree === undefined) return undefined
  const [message, parents] = [`Merge ${head} into ${base}\n`, [base, head]]
  const person = { name: 'GitHub', email: 'noreply@github.com', date: new Date().toISOString() }
  const sha = await writeCommit(directory, { tree, parents, message, author: person, committer: person })
  return { sha, ref: `refs/pull/${facts.number}/merge`, mergedWith: base }
}

/** Undefined when the two conflict. */
async function treeOfMerge(bare: BareRepository, base: string, head: string): Promise<string | undefined> {
  if (await bare.isAncestor(base, head)) return (await bare.commit(head))?.tree
  const tree = await git(bare.directory, ['merge-tree', '--write-tree', '--no-messages', base, head])
  if (tree.exitCode === 1) return undefined
  if (tree.exitCode !== 0) throw new Error(`git merge-tree failed: ${tree.stderr.slice(0, 2_000)}`)
  return tree.stdout
}

/** A merge has two parents that differ, and jobs look at both. */
function commitOfNothing(directory: string, base: string): Promise<string> {
  return gitOrThrow(directory, ['commit-tree', '-p', base, '-m', 'Change nothing', `${base}^{tree}`])
}

function sourceOf(place: Place & Pick<Source, 'directory' | 'dispose'>): Source {
  const { directory, sha } = place
  const bare = openBareRepository(directory)
  return {
    ...place,
    async read(path) {
      const entry = await bare.entryAt(sha, path)
      const content = entry?.type === 'blob' ? await bare.blob(entry.oid) : undefined
      return content?.toString('utf8').replace(/\r?\n$/, '')
    },
    async list(folder) {
      const entry = await bare.entryAt(sha, folder)
      const entries = entry?.type === 'tree' ? await bare.tree(entry.oid, false) : []
      return (entries ?? []).map(({ path }) => `${folder}/${path}`)
    },
    async changedPaths() {
      const range = `${sha}^1...${sha}^2`
      const names = await gitOrThrow(directory, ['diff', '-z', '--name-only', '--no-renames', range])
      return names.split('\0').filter((path) => path !== '')
    },
  }
}
