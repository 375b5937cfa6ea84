import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git, gitOrThrow } from '../git.ts'
import type { DispatchFacts, PullRequestFacts, PushFacts, RunFacts } from '../start/run-facts.ts'

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
    await gitOrThrow(directory, ['clone', '-q', '--bare', '--shared', '--template=', bareDirectory, '.'])
    const place = facts.event === 'pull_request' ? await merge(directory, facts) : pushed(facts)
    if (place !== undefined) {
      // A branch may have moved on, or be gone.
      await gitOrThrow(directory, ['update-ref', place.ref, place.sha])
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

async function merge(directory: string, facts: PullRequestFacts): Promise<Place | undefined> {
  const wanted = facts.mergeWith ?? `refs/heads/${facts.base.ref}`
  const tip = await git(directory, ['rev-parse', '--verify', '-q', `${wanted}^{commit}`])
  const base = tip.exitCode === 0 ? tip.stdout : facts.base.sha
  const head = facts.isRehearsal ? await commitOfNothing(directory, base) : facts.head.sha
  const tree = await git(directory, ['merge-tree', '--write-tree', '--no-messages', base, head])
  if (tree.exitCode === 1) return undefined
  if (tree.exitCode !== 0) throw new Error(`git merge-tree failed: ${tree.stderr.slice(0, 2_000)}`)
  const message = `Merge ${head} into ${base}`
  const parents = ['-p', base, '-p', head]
  const sha = await gitOrThrow(directory, ['commit-tree', ...parents, '-m', message, tree.stdout])
  return { sha, ref: `refs/pull/${facts.number}/merge`, mergedWith: base }
}

/** A merge has two parents that differ, and jobs look at both. */
function commitOfNothing(directory: string, base: string): Promise<string> {
  return gitOrThrow(directory, ['commit-tree', '-p', base, '-m', 'Change nothing', `${base}^{tree}`])
}

function sourceOf(place: Place & Pick<Source, 'directory' | 'dispose'>): Source {
  const { directory, sha } = place
  return {
    ...place,
    async read(path) {
      const { exitCode, stdout } = await git(directory, ['cat-file', 'blob', `${sha}:${path}`])
      return exitCode === 0 ? stdout : undefined
    },
    async list(folder) {
      const listing = ['ls-tree', '-z', '--name-only', sha, `${folder}/`]
      const { exitCode, stdout } = await git(directory, listing)
      return exitCode === 0 ? stdout.split('\0').filter((path) => path !== '') : []
    },
    async changedPaths() {
      const range = `${sha}^1...${sha}^2`
      const names = await gitOrThrow(directory, ['diff', '-z', '--name-only', '--no-renames', range])
      return names.split('\0').filter((path) => path !== '')
    },
  }
}
