import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitPerson } from './bare-repository.ts'
import { editLooseTree } from './loose/edit-loose-tree.ts'
import { formatCommit } from './loose/format-commit.ts'
import { readLooseHeader, writeLoose } from './loose/loose-objects.ts'
import { moveLooseRef } from './loose/move-loose-ref.ts'
import { typeOf } from './loose/object-formats.ts'
import { NO_OBJECT, type RefUpdate } from './ref-update.ts'
import { git, tryGit } from './run-git.ts'

export async function writeBlob(directory: string, content: Uint8Array): Promise<string> {
  return writeLoose(directory, 'blob', content)
}

export interface TreeChange {
  readonly path: string
  readonly mode: string
  /** Undefined removes the path. */
  readonly oid: string | undefined
}

/** Throws when an object is missing or a path is not allowed in a tree. `name` makes the temporary index unique. */
export async function writeTree(
  directory: string,
  name: string,
  tree: { readonly base: string | undefined; readonly changes: readonly TreeChange[] },
): Promise<string> {
  const edited = await editLooseTree(directory, tree.base, tree.changes)
  if (edited !== undefined) return edited
  if (tree.base === undefined && tree.changes.every(({ path }) => !path.includes('/'))) {
    return writeFlatTree(directory, tree.changes)
  }
  const index = join(directory, `index-${name}`)
  const env = { GIT_INDEX_FILE: index }
  try {
    await git(directory, tree.base === undefined ? ['read-tree', '--empty'] : ['read-tree', tree.base], {
      env,
    })
    for (const { mode, oid, path } of tree.changes) {
      if (oid !== undefined && mode === '040000') {
        await git(directory, ['read-tree', `--prefix=${path}/`, oid], { env })
      }
    }
    const lines = tree.changes
      .filter(({ mode, oid }) => oid === undefined || mode !== '040000')
      .map(({ path, mode, oid }) => `${oid === undefined ? '0' : mode} ${oid ?? '0'.repeat(40)}\t${path}\0`)
    await git(directory, ['update-index', '-z', '--index-info'], { env, input: lines.join('') })
    return await git(directory, ['write-tree'], { env })
  } finally {
    await rm(index, { force: true })
  }
}

/** The entries of one tree exactly as they are given: what is below them need not be read. */
async function writeFlatTree(directory: string, changes: readonly TreeChange[]): Promise<string> {
  const lines = changes.flatMap(({ path, mode, oid }) =>
    oid === undefined ? [] : `${mode} ${typeOf(mode)} ${oid}\t${path}\0`,
  )
  return git(directory, ['mktree', '-z'], { input: lines.join('') })
}

export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: GitPerson
  readonly committer: GitPerson
}

export async function writeCommit(directory: string, commit: NewCommit): Promise<string> {
  const content = formatCommit(commit)
  const lieLoose = await Promise.all([
    isLoose(directory, 'tree', commit.tree),
    ...commit.parents.map((parent) => isLoose(directory, 'commit', parent)),
  ])
  if (content !== undefined && lieLoose.every(Boolean)) return writeLoose(directory, 'commit', content)
  return git(directory, ['commit-tree', commit.tree, ...commit.parents.flatMap((parent) => ['-p', parent])], {
    input: commit.message,
    env: {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: commit.author.date,
      GIT_COMMITTER_NAME: commit.committer.name,
      GIT_COMMITTER_EMAIL: commit.committer.email,
      GIT_COMMITTER_DATE: commit.committer.date,
    },
  })
}

async function isLoose(directory: string, type: 'tree' | 'commit', oid: string): Promise<boolean> {
  return (await readLooseHeader(directory, oid))?.type === type
}

/** Merged tree of two commits, or undefined when they conflict. */
export async function mergedTree(directory: string, base: string, head: string): Promise<string | undefined> {
  const result = await tryGit(directory, ['merge-tree', '--write-tree', base, head])
  return result.exitCode === 0 ? result.stdout.toString().split('\n')[0] : undefined
}

/** All of them or none. Answers git's complaint when a ref was not as expected. */
export async function updateRefs(
  directory: string,
  updates: readonly RefUpdate[],
): Promise<string | undefined> {
  const [only] = updates
  if (only !== undefined && updates.length === 1 && (await moveLooseRef(directory, only))) return undefined
  const lines = updates.map(({ name, before, after }) =>
    after === NO_OBJECT ? `delete ${name}\0${before ?? ''}\0` : `update ${name}\0${after}\0${before ?? ''}\0`,
  )
  const result = await tryGit(directory, ['update-ref', '-z', '--stdin'], {
    input: `start\0${lines.join('')}commit\0`,
  })
  return result.exitCode === 0 ? undefined : result.stderr.trim()
}
