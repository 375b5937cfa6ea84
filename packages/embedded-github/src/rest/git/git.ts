import { isGitName, withoutUndefined } from '@speculate-dev/system'
import { z } from 'zod'
import { allows } from '../../access/permissions.ts'
import { ApiError, invalid, notFound } from '../../api-error.ts'
import { isRefName, NO_OBJECT } from '../../git/ref-update.ts'
import { writeBlob, writeCommit, writeTree } from '../../git/write-objects.ts'
import { findUser } from '../../github.ts'
import {
  created,
  noContent,
  ok,
  page,
  parseBody,
  type RepositoryCall,
  repositoryRoute,
} from '../../http/call.ts'
import { nodeId } from '../../ids.ts'
import { changeRefs } from '../../operations/refs.ts'
import { serializeGitCommit } from '../../serializers/commit.ts'
import { repositoryApi } from '../../serializers/repository.ts'
import { readContents, writeContents } from '../needs.ts'

export const gitRoutes = [
  repositoryRoute('GET', '/git/ref/:ref{.+}', readContents, async (call) => {
    const name = `refs/${call.params.ref}`
    const sha = await call.github.git(call.repository).ref(name)
    if (sha === undefined) throw notFound()
    return ok(serializeRef(call, name, sha))
  }),
  repositoryRoute('GET', '/git/matching-refs/:ref{.+}', readContents, async (call) => {
    const refs = await call.github.git(call.repository).refs(`refs/${call.params.ref}`)
    return page(call, [...refs], ([name, sha]) => serializeRef(call, name, sha))
  }),
  repositoryRoute('POST', '/git/refs', writeContents, createRef),
  repositoryRoute('PATCH', '/git/refs/:ref{.+}', writeContents, updateRef),
  repositoryRoute('DELETE', '/git/refs/:ref{.+}', writeContents, deleteRef),
  repositoryRoute('GET', '/git/commits/:sha', readContents, async (call) => {
    const commit = await call.github.git(call.repository).commit(call.params.sha ?? '')
    if (commit === undefined) throw notFound()
    return ok(serializeGitCommit(call.github, call.repository, commit))
  }),
  repositoryRoute('POST', '/git/commits', writeContents, createCommit),
  repositoryRoute('GET', '/git/trees/:sha{.+}', readContents, showTree),
  repositoryRoute('POST', '/git/trees', writeContents, createTree),
  repositoryRoute('GET', '/git/blobs/:sha', readContents, showBlob),
  repositoryRoute('POST', '/git/blobs', writeContents, createBlob),
]

const Oid = z.string().regex(/^[0-9a-f]{40}$/)

function serializeRef({ github, repository }: RepositoryCall, name: string, sha: string) {
  const api = repositoryApi(github, repository)
  return {
    ref: name,
    node_id: nodeId('Ref', repository.id, name),
    url: `${api}/git/${name}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  }
}

async function createRef(call: RepositoryCall) {
  const { ref, sha } = parseBody(call, z.object({ ref: z.string(), sha: Oid }), 'Reference')
  const git = call.github.git(call.repository)
  const valid = /^refs\/(heads|tags)\/./.test(ref) && isRefName(ref)
  if (!valid) throw new ApiError(422, `${ref} is not a valid ref name.`)
  if ((await git.commit(sha)) === undefined) throw new ApiError(422, 'Object does not exist')
  const updates = [{ name: ref, before: NO_OBJECT, after: sha }]
  const refused = await changeRefs(call.github, call.repository, { updates, actor: call.actor })
  if (refused !== undefined) throw new ApiError(422, 'Reference already exists')
  return created(serializeRef(call, ref, sha))
}

async function updateRef(call: RepositoryCall) {
  const schema = z.object({ sha: Oid, force: z.boolean().default(false) })
  const { sha, force } = parseBody(call, schema, 'Reference')
  const name = `refs/${call.params.ref}`
  const git = call.github.git(call.repository)
  const before = await git.ref(name)
  if (before === undefined) throw new ApiError(422, 'Reference does not exist')
  if ((await git.commit(sha)) === undefined) throw new ApiError(422, 'Object does not exist')
  if (!force && !(await git.isAncestor(before, sha))) throw new ApiError(422, 'Update is not a fast forward')
  const updates = [{ name, before, after: sha }]
  const refused = await changeRefs(call.github, call.repository, { updates, actor: call.actor })
  if (refused !== undefined) throw new ApiError(422, 'Reference cannot be updated')
  return ok(serializeRef(call, name, sha))
}

async function deleteRef(call: RepositoryCall) {
  const name = `refs/${call.params.ref}`
  const before = await call.github.git(call.repository).ref(name)
  if (before === undefined) throw new ApiError(422, 'Reference does not exist')
  if (name === `refs/heads/${call.repository.defaultBranch}`) {
    throw new ApiError(422, 'Cannot delete the default branch')
  }
  const updates = [{ name, before, after: NO_OBJECT }]
  const refused = await changeRefs(call.github, call.repository, { updates, actor: call.actor })
  if (refused !== undefined) throw new ApiError(422, 'Reference cannot be updated')
  return noContent
}

const Person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() })
const NewCommit = z.object({
  message: z.string(),
  tree: Oid,
  parents: z.array(Oid).default([]),
  author: Person.optional(),
  committer: Person.optional(),
})

async function createCommit(call: RepositoryCall) {
  const { github, repository } = call
  const wanted = parseBody(call, NewCommit, 'Commit')
  const git = github.git(repository)
  if ((await git.tree(wanted.tree, false)) === undefined) throw new ApiError(422, 'Tree SHA does not exist')
  for (const parent of wanted.parents) {
    if ((await git.commit(parent)) === undefined)
      throw new ApiError(422, 'Parent SHA does not exist or is not a commit object')
  }
  const { tree, parents, message } = wanted
  const oid = await writeCommit(git.directory, { tree, parents, message, ...peopleOf(call, wanted) })
  const commit = await git.commit(oid)
  if (commit === undefined) throw notFound()
  if (isSignedByServer(call, wanted)) repository.signedCommits = [...(repository.signedCommits ?? []), oid]
  return created(serializeGitCommit(github, repository, commit))
}

/** An App's commit is signed, but only when it leaves to the server who wrote it, and when. */
function isSignedByServer(
  { actor }: RepositoryCall,
  { author, committer }: z.infer<typeof NewCommit>,
): boolean {
  return actor.kind === 'installation' && author === undefined && committer === undefined
}

function peopleOf(call: RepositoryCall, wanted: z.infer<typeof NewCommit>) {
  const { login } = call.actor
  const id = findUser(call.github, login)?.id
  const email = `${id === undefined ? '' : `${id}+`}${login}@users.noreply.github.com`
  const self = { name: login, email, date: call.github.now() }
  const author = { ...self, ...wanted.author, date: wanted.author?.date ?? self.date }
  const server = { name: 'GitHub', email: 'noreply@github.com', date: self.date }
  if (isSignedByServer(call, wanted)) return { author, committer: server }
  const date = wanted.committer?.date ?? author.date
  return { author, committer: { ...author, ...wanted.committer, date } }
}

async function showTree(call: RepositoryCall) {
  const git = call.github.git(call.repository)
  const name = call.params.sha ?? ''
  const commit = await git.resolve(name)
  const oid = commit === undefined ? name : ((await git.commit(commit))?.tree ?? name)
  const entries = await git.tree(oid, call.query.has('recursive'))
  if (entries === undefined) throw notFound()
  return ok(serializeTree(call, oid, entries))
}

function serializeTree(
  { github, repository }: RepositoryCall,
  sha: string,
  entries: readonly { path: string; mode: string; type: string; oid: string; size: number | undefined }[],
) {
  const api = `${repositoryApi(github, repository)}/git`
  return {
    sha,
    url: `${api}/trees/${sha}`,
    truncated: false,
    tree: entries.map(({ path, mode, type, oid, size }) => ({
      path,
      mode,
      type,
      sha: oid,
      ...withoutUndefined({ size }),
      url: `${api}/${type}s/${oid}`,
    })),
  }
}

const NewTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string().regex(/^[^/\0][^\0]*$/),
      mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
      type: z.string().optional(),
      sha: Oid.nullable().optional(),
      content: z.string().optional(),
    }),
  ),
})

async function createTree(call: RepositoryCall) {
  const { github, repository } = call
  const wanted = parseBody(call, NewTree, 'Tree')
  const git = github.git(repository)
  // Like GitHub, which takes the id of a tree and of nothing that has one.
  if (wanted.base_tree !== undefined && !(await git.isTree(wanted.base_tree)))
    throw new ApiError(422, 'base_tree is not a valid tree oid')
  if (wanted.tree.length === 0) throw new ApiError(422, 'Invalid tree info')
  for (const { path } of wanted.tree) requirePath(call, path)
  const changes = await Promise.all(
    wanted.tree.map(async ({ path, mode, sha, content }) => {
      const written = content === undefined ? undefined : await writeBlob(git.directory, Buffer.from(content))
      return { path, mode, oid: written ?? sha ?? undefined }
    }),
  )
  const tree = { base: wanted.base_tree, changes }
  const oid = await writeTree(git.directory, String(github.nextId()), tree).catch((error: unknown) => {
    throw new ApiError(422, `tree could not be written: ${String(error)}`)
  })
  return created(serializeTree(call, oid, (await git.tree(oid, false)) ?? []))
}

/** Throws for what no tree may hold, and for workflows where the App may not write them (403, as seen in googleapis/release-please-action#704). */
function requirePath({ actor }: RepositoryCall, path: string): void {
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..' || isGitName(part)))
    throw new ApiError(422, 'tree contains malformed path')
  const isWorkflow = path.startsWith('.github/workflows/')
  if (isWorkflow && actor.kind === 'installation' && !allows(actor.token.permissions, 'workflows', 'write'))
    throw new ApiError(403, 'Resource not accessible by integration')
}

async function showBlob(call: RepositoryCall) {
  const sha = call.params.sha ?? ''
  const content = await call.github.git(call.repository).blob(sha)
  if (content === undefined) throw notFound()
  return ok({
    ...blobLink(call, sha),
    content: content.toString('base64'),
    encoding: 'base64',
    size: content.length,
  })
}

async function createBlob(call: RepositoryCall) {
  const schema = z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).default('utf-8') })
  const { content, encoding } = parseBody(call, schema, 'Blob')
  if (content.length > 40_000_000)
    throw invalid({ resource: 'Blob', code: 'custom', message: 'input too large' })
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
  const sha = await writeBlob(call.github.git(call.repository).directory, bytes)
  const { url } = blobLink(call, sha)
  return created({ url, sha })
}

function blobLink({ github, repository }: RepositoryCall, sha: string) {
  return {
    url: `${repositoryApi(github, repository)}/git/blobs/${sha}`,
    sha,
    node_id: nodeId('Blob', repository.id, sha),
  }
}
