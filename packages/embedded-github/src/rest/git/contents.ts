import { notFound } from '../../api-error.ts'
import type { TreeEntry } from '../../git/bare-repository.ts'
import { type Answer, ok, type RepositoryCall, repositoryRoute } from '../../http/call.ts'
import { repositoryApi, repositoryPage } from '../../serializers/repository.ts'
import { readContents } from '../needs.ts'

export const contentRoutes = [
  repositoryRoute('GET', '/contents', readContents, showContents),
  repositoryRoute('GET', '/contents/:path{.+}', readContents, showContents),
]

async function showContents(call: RepositoryCall): Promise<Answer> {
  const { github, repository, params, query } = call
  const git = github.git(repository)
  const ref = query.get('ref') ?? repository.defaultBranch
  const commit = await git.resolve(ref)
  const path = (params.path ?? '').replace(/^\/+|\/+$/g, '')
  const entry = commit === undefined ? undefined : await git.entryAt(commit, path)
  if (entry === undefined) throw notFound()
  if (entry.type === 'tree') {
    const entries = (await git.tree(entry.oid, false)) ?? []
    return ok(
      entries.map((item) =>
        describe(call, { ...item, path: path === '' ? item.path : `${path}/${item.path}` }, ref),
      ),
    )
  }
  const content = (await git.blob(entry.oid)) ?? Buffer.alloc(0)
  if (/\braw\b/.test(String(call.headers.accept ?? ''))) {
    return { status: 200, raw: { type: 'application/vnd.github.raw; charset=utf-8', content } }
  }
  return ok({
    ...describe(call, entry, ref),
    // GitHub wraps the text at 60 columns, and leaves out what is over a megabyte.
    ...(content.length > 1_000_000
      ? { content: '', encoding: 'none' }
      : { content: wrap(content.toString('base64')), encoding: 'base64' }),
  })
}

function describe({ github, repository }: RepositoryCall, entry: TreeEntry, ref: string) {
  const path = entry.path.split('/').map(encodeURIComponent).join('/')
  const self = `${repositoryApi(github, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`
  const kind = entry.type === 'tree' ? 'trees' : 'blobs'
  const git = `${repositoryApi(github, repository)}/git/${kind}/${entry.oid}`
  const html = `${repositoryPage(github, repository)}/${entry.type === 'tree' ? 'tree' : 'blob'}/${ref}/${path}`
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.oid,
    size: entry.size ?? 0,
    type: kindOf(entry),
    url: self,
    git_url: git,
    html_url: html,
    download_url: entry.type === 'blob' ? `${repositoryPage(github, repository)}/raw/${ref}/${path}` : null,
    _links: { self, git, html },
  }
}

function kindOf(entry: TreeEntry): 'dir' | 'file' | 'submodule' | 'symlink' {
  if (entry.type === 'tree') return 'dir'
  if (entry.type === 'commit') return 'submodule'
  return entry.mode === '120000' ? 'symlink' : 'file'
}

function wrap(base64: string): string {
  return base64.replace(/.{60}/g, '$&\n')
}
