import { ApiError, notFound } from '../../api-error.ts'
import type { GitCommit } from '../../git/bare-repository.ts'
import { type Answer, ok, page, type RepositoryCall, repositoryRoute } from '../../http/call.ts'
import { serializeCommit, serializeFile } from '../../serializers/commit.ts'
import { repositoryApi, repositoryPage } from '../../serializers/repository.ts'
import { readContents } from '../needs.ts'

export const commitRoutes = [
  repositoryRoute('GET', '/commits', readContents, async (call) => {
    const { github, repository, query } = call
    const commits = await github.git(repository).log(query.get('sha') ?? repository.defaultBranch, 1000)
    return page(call, commits, (commit) => serializeCommit(github, repository, commit))
  }),
  repositoryRoute('GET', '/compare/:basehead{.+}', readContents, compare),
  repositoryRoute('GET', '/commits/:ref{.+}', readContents, showCommit),
]

/** The commit a path parameter names; throws as GitHub does for an unknown one. */
export async function commitOf(call: RepositoryCall, ref = call.params.ref ?? ''): Promise<GitCommit> {
  const git = call.github.git(call.repository)
  const oid = await git.resolve(ref)
  const commit = oid === undefined ? undefined : await git.commit(oid)
  if (commit === undefined) throw new ApiError(422, `No commit found for SHA: ${ref}`)
  return commit
}

async function showCommit(call: RepositoryCall): Promise<Answer> {
  const { github, repository } = call
  const commit = await commitOf(call)
  if (/vnd\.github(\.v3)?\.sha/.test(String(call.headers.accept ?? ''))) {
    return { status: 200, raw: { type: 'application/vnd.github.sha', content: commit.oid } }
  }
  const parent = commit.parents[0]
  const files = parent === undefined ? [] : await github.git(repository).changedFiles(parent, commit.oid)
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  return ok({
    ...serializeCommit(github, repository, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => serializeFile(github, repository, { file, sha: commit.oid })),
  })
}

async function compare(call: RepositoryCall): Promise<Answer> {
  const { github, repository, params } = call
  const [from = '', to = ''] = (params.basehead ?? '').split('...')
  const local = (name: string) => name.replace(new RegExp(`^${repository.owner}:`), '')
  const git = github.git(repository)
  const [baseOid, headOid] = await Promise.all([git.resolve(local(from)), git.resolve(local(to))])
  if (baseOid === undefined || headOid === undefined) throw notFound()
  const mergeBase = await git.mergeBase(baseOid, headOid)
  const [ahead, behind, files] = await Promise.all([
    git.commitsBetween(baseOid, headOid),
    git.commitsBetween(headOid, baseOid),
    git.changedFiles(baseOid, headOid),
  ])
  const url = `${repositoryApi(github, repository)}/compare/${from}...${to}`
  const html = `${repositoryPage(github, repository)}/compare/${from}...${to}`
  const commit = async (oid: string) => serializeCommit(github, repository, await commitOf(call, oid))
  return ok({
    url,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await commit(baseOid),
    merge_base_commit: await commit(mergeBase ?? baseOid),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.map((item) => serializeCommit(github, repository, item)),
    files: files.map((file) => serializeFile(github, repository, { file, sha: headOid })),
  })
}

function statusOf(ahead: number, behind: number): 'identical' | 'ahead' | 'behind' | 'diverged' {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind'
  return behind === 0 ? 'ahead' : 'diverged'
}
