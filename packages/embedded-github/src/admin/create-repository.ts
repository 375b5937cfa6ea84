import { rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { isObjectId } from '../git/loose/object-formats.ts'
import { isRefName, NO_OBJECT } from '../git/ref-update.ts'
import { git } from '../git/run-git.ts'
import { writeEmptyRepository } from '../git/write-empty-repository.ts'
import { type TreeChange, updateRefs, writeBlob, writeCommit, writeTree } from '../git/write-objects.ts'
import { findRepository, type GitHub } from '../github.ts'
import type { Repository } from '../model.ts'

export interface NewRepository {
  readonly owner: string
  readonly name: string
  readonly source: /** Its files become the first commit; a `.git` folder in it is left out. */
    | { readonly directory: string }
    /** Texts by their paths become the first commit. */
    | { readonly files: Readonly<Record<string, string>> }
    /** The history of a commit of a local repository. */
    | { readonly cloneFrom: string; readonly commit: string }
  readonly defaultBranch?: string
  readonly isPrivate?: boolean
  readonly description?: string
}

/** Throws when the name is taken or not one, or the source cannot be read. Leaves nothing behind then. */
export async function createRepository(github: GitHub, wanted: NewRepository): Promise<Repository> {
  const { owner, name, defaultBranch = 'main' } = wanted
  if (!/^[\w.-]{1,100}$/.test(name) || /^\.\.?$/.test(name) || name.endsWith('.git')) {
    throw new Error(`not a repository name: ${name}`)
  }
  if (findRepository(github, owner, name)) throw new Error(`${owner}/${name} exists already`)
  const directory = repositoryDirectory(github.dataDir, owner, name)
  try {
    if (!isRefName(`refs/heads/${defaultBranch}`)) throw new Error(`not a branch: ${defaultBranch}`)
    await writeEmptyRepository(directory, defaultBranch)
    await fill(github, directory, { ...wanted, defaultBranch })
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
  const repository = emptyRepository(github, { ...wanted, defaultBranch })
  github.state.repositories.push(repository)
  return repository
}

/** A name that a repository can have, whatever the folder is called. */
export function repositoryNameOf(folder: string): string {
  const name = basename(folder)
    .replace(/\.git$/, '')
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 100)
  return /^[.-]*$/.test(name) ? 'repository' : name
}

export function repositoryDirectory(dataDir: string, owner: string, name: string): string {
  return join(resolve(dataDir), 'git', owner, `${name}.git`)
}

async function fill(
  github: GitHub,
  directory: string,
  wanted: NewRepository & { readonly defaultBranch: string },
): Promise<void> {
  const branch = `refs/heads/${wanted.defaultBranch}`
  const { source } = wanted
  if ('cloneFrom' in source) {
    if (!isObjectId(source.commit)) throw new Error(`not a full commit id: ${source.commit}`)
    await git(directory, [
      'fetch',
      '--quiet',
      '--no-tags',
      '--',
      resolve(source.cloneFrom),
      `${source.commit}:${branch}`,
    ])
    return
  }
  const tree = await treeOf(directory, source)
  const email = `${wanted.owner}@users.noreply.github.com`
  const person = { name: wanted.owner, email, date: github.now() }
  const message = 'First commit'
  const commit = await writeCommit(directory, {
    tree,
    parents: [],
    message,
    author: person,
    committer: person,
  })
  const refused = await updateRefs(directory, [{ name: branch, before: NO_OBJECT, after: commit }])
  if (refused !== undefined) throw new Error(refused)
}

async function treeOf(
  directory: string,
  source: Exclude<NewRepository['source'], { cloneFrom: string }>,
): Promise<string> {
  if ('files' in source) {
    const changes: TreeChange[] = []
    for (const [path, text] of Object.entries(source.files))
      changes.push({ path, mode: '100644', oid: await writeBlob(directory, Buffer.from(text)) })
    return writeTree(directory, 'import', { base: undefined, changes })
  }
  const env = { GIT_INDEX_FILE: join(directory, 'index-import') }
  await git(directory, [`--work-tree=${resolve(source.directory)}`, 'add', '--all', '--force', '.'], { env })
  const tree = await git(directory, ['write-tree'], { env })
  await rm(env.GIT_INDEX_FILE, { force: true })
  return tree
}

function emptyRepository(
  github: GitHub,
  wanted: NewRepository & { readonly defaultBranch: string },
): Repository {
  const now = github.now()
  const label = (name: string, color: string, description: string) => ({
    id: github.nextId(),
    name,
    color,
    description,
  })
  return {
    id: github.nextId(),
    owner: wanted.owner,
    name: wanted.name,
    description: wanted.description ?? null,
    isPrivate: wanted.isPrivate ?? false,
    isArchived: false,
    draftsSupported: true,
    defaultBranch: wanted.defaultBranch,
    createdAt: now,
    pushedAt: now,
    nextNumber: 1,
    collaborators: {},
    labels: [
      label('bug', 'd73a4a', "Something isn't working"),
      label('enhancement', 'a2eeef', 'New feature or request'),
    ],
    issues: [],
    comments: [],
    timeline: [],
    reviews: [],
    reviewComments: [],
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    workflows: [],
    workflowRuns: [],
    workflowJobs: [],
    rulesets: [],
    protections: {},
  }
}
