import { withoutUndefined } from '@speculate-dev/system'
import type { ChangedFile, GitCommit } from '../git/bare-repository.ts'
import type { GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Repository } from '../model.ts'
import { repositoryApi, repositoryPage } from './repository.ts'
import { type Schemas, serializeUser } from './user.ts'

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

/** Nobody can check the signature itself: what counts is that the server says it made one. */
export const SIGNATURE =
  '-----BEGIN PGP SIGNATURE-----\n\nmade by the embedded GitHub\n-----END PGP SIGNATURE-----\n'

export function isSigned({ signedCommits = [] }: Repository, { oid }: Pick<GitCommit, 'oid'>): boolean {
  return signedCommits.includes(oid)
}

function verification(repository: Repository, commit: GitCommit) {
  if (!isSigned(repository, commit)) return unsigned
  const payload = `tree ${commit.tree}\n${commit.parents.map((parent) => `parent ${parent}\n`).join('')}`
  const verified_at = commit.committer.date
  return { verified: true, reason: 'valid', signature: SIGNATURE, payload, verified_at }
}

export function serializeCommit(
  github: GitHub,
  repository: Repository,
  commit: GitCommit,
): Schemas['commit'] {
  const api = repositoryApi(github, repository)
  const page = repositoryPage(github, repository)
  const url = `${api}/commits/${commit.oid}`
  return {
    url,
    sha: commit.oid,
    node_id: nodeId('Commit', repository.id, commit.oid),
    html_url: `${page}/commit/${commit.oid}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.oid}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: verification(repository, commit),
    },
    author: account(github, commit.author.email),
    committer: account(github, commit.committer.email),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  }
}

export function serializeGitCommit(
  github: GitHub,
  repository: Repository,
  commit: GitCommit,
): Schemas['git-commit'] {
  const api = repositoryApi(github, repository)
  const page = repositoryPage(github, repository)
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', repository.id, commit.oid),
    url: `${api}/git/commits/${commit.oid}`,
    html_url: `${page}/commit/${commit.oid}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: verification(repository, commit),
  }
}

export function simpleCommit(commit: GitCommit): Schemas['simple-commit'] {
  return {
    id: commit.oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  }
}

/** As a push names it, with the files that it changes. */
export async function pushedCommit(github: GitHub, repository: Repository, commit: GitCommit) {
  const url = `${repositoryPage(github, repository)}/commit/${commit.oid}`
  return {
    ...simpleCommit(commit),
    ...{ distinct: true, url },
    ...(await github.git(repository).changedPaths(commit)),
  }
}

export function serializeFile(
  github: GitHub,
  repository: Repository,
  item: { readonly file: ChangedFile; readonly sha: string },
): Schemas['diff-entry'] {
  const { file, sha } = item
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  const page = repositoryPage(github, repository)
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${sha}/${path}`,
    raw_url: `${page}/raw/${sha}/${path}`,
    contents_url: `${repositoryApi(github, repository)}/contents/${path}?ref=${sha}`,
    ...withoutUndefined({ patch: file.patch, previous_filename: file.previousPath }),
  }
}

/** Accounts are found by their no-reply address, the only one this server gives them. */
function account(github: GitHub, email: string): Schemas['simple-user'] | null {
  const login = /^(?:\d+\+)?(.+)@users\.noreply\./.exec(email)?.[1]
  const user = github.state.users.find((candidate) => candidate.login === login)
  return user === undefined ? null : serializeUser(github, user.login)
}
