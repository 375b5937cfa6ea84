import type { BareRepository, TreeEntry } from '../git/bare-repository.ts'
import { isObjectId } from '../git/loose/object-formats.ts'
import type { GitHubContext } from '../github-context.ts'
import type { Repository } from '../model.ts'
import { isSigned } from '../serializers/commit.ts'
import { checkRows } from './checks-view.ts'
import { commitEntry, readableTime } from './conversation.ts'
import type { ShownPage } from './create-pages.ts'
import { diffFiles } from './diff-view.ts'
import { markdownContext } from './issue-pages.ts'
import { appNames } from './pull-page.ts'
import { renderMarkdown } from './render-markdown.ts'

/** Branches, the files of one folder, and its README. No segments mean the root of the default branch. */
export async function repositoryPage(
  github: GitHubContext,
  repository: Repository,
  segments: readonly string[],
): Promise<ShownPage> {
  const git = github.git(repository)
  const base = `/${repository.owner}/${repository.name}`
  const place = await placeOf(git, segments.length > 0 ? segments : repository.defaultBranch.split('/'))
  if (!place && segments.length > 0) return undefined
  const entries = place ? await folder(git, place) : []
  if (!entries) return undefined
  const commit = place && (await git.commit(place.commit))
  const branches = [...(await git.refs('refs/heads/'))].map(([ref, oid]) => {
    const name = ref.replace('refs/heads/', '')
    return { name, short: oid.slice(0, 7), href: `${base}/tree/${encodePath(name)}` }
  })
  const revision = place?.revision ?? repository.defaultBranch
  return {
    view: 'repository',
    title: `${repository.owner}/${repository.name}`,
    repository: { owner: repository.owner, repo: repository.name, tab: 'code' },
    data: {
      base,
      branches,
      branch: revision,
      folder: place?.path,
      description: repository.description,
      cloneUrl: `${github.url}${base}.git`,
      commit: commit ? commitEntry(repository, commit).commit : undefined,
      files: entries.map((entry) =>
        fileRow(entry, `${base}/${entry.type === 'tree' ? 'tree' : 'blob'}/${encodePath(revision)}`),
      ),
      ...(await readmeOf(git, entries, markdownContext(github, repository))),
    },
  }
}

export async function blobPage(
  github: GitHubContext,
  repository: Repository,
  segments: readonly string[],
): Promise<ShownPage> {
  const git = github.git(repository)
  const place = await placeOf(git, segments)
  const entry = place && (await git.entryAt(place.commit, place.path))
  if (!place || entry?.type !== 'blob') return undefined
  const text = await textOf(git, entry)
  return {
    view: 'blob',
    title: place.path,
    repository: { owner: repository.owner, repo: repository.name, tab: 'code' },
    data: {
      path: place.path,
      revision: place.revision,
      lines: text
        ?.replace(/\n$/, '')
        .split('\n')
        .map((line, index) => ({ number: index + 1, text: line })),
    },
  }
}

export async function commitPage(
  github: GitHubContext,
  repository: Repository,
  sha: string,
): Promise<ShownPage> {
  const git = github.git(repository)
  const oid = await git.resolve(sha)
  const commit = oid === undefined ? undefined : await git.commit(oid)
  if (!commit) return undefined
  const [subject = '', ...rest] = commit.message.split('\n')
  const parent = commit.parents[0]
  const checks = checkRows(repository, commit.oid, appNames(github))
  return {
    view: 'commit',
    title: subject,
    repository: { owner: repository.owner, repo: repository.name, tab: 'code' },
    data: {
      base: `/${repository.owner}/${repository.name}`,
      ...shown(commit.oid),
      subject,
      rest: rest.join('\n').trim(),
      author: commit.author.name,
      verified: isSigned(repository, commit),
      time: readableTime(new Date(commit.committer.date).toISOString()),
      parents: commit.parents.map(shown),
      checks: checks.length > 0 ? checks : undefined,
      files: parent === undefined ? [] : diffFiles(await git.changedFiles(parent, commit.oid)),
    },
  }
}

function shown(oid: string) {
  return { oid, short: oid.slice(0, 7) }
}

interface Place {
  readonly revision: string
  readonly commit: string
  readonly path: string
}

/** Branch names contain slashes: the longest beginning that is a revision is one. */
async function placeOf(git: BareRepository, segments: readonly string[]): Promise<Place | undefined> {
  const refs = await git.refs('refs/heads/')
  for (let end = segments.length; end > 0; end -= 1) {
    const revision = segments.slice(0, end).join('/')
    const commit = refs.get(`refs/heads/${revision}`) ?? (await commitOf(git, revision))
    if (commit !== undefined) return { revision, commit, path: segments.slice(end).join('/') }
  }
  return undefined
}

async function commitOf(git: BareRepository, revision: string): Promise<string | undefined> {
  return isObjectId(revision) ? (await git.commit(revision))?.oid : undefined
}

async function folder(
  git: BareRepository,
  { commit, path }: Place,
): Promise<readonly TreeEntry[] | undefined> {
  const entry = await git.entryAt(commit, path)
  if (entry?.type !== 'tree') return undefined
  const entries = (await git.tree(entry.oid, false)) ?? []
  const whole = entries.map((one) => ({ ...one, path: path === '' ? one.path : `${path}/${one.path}` }))
  return whole.toSorted((one, other) => Number(other.type === 'tree') - Number(one.type === 'tree'))
}

function fileRow({ path, type }: TreeEntry, base: string) {
  return {
    name: `${path.split('/').at(-1)}${type === 'tree' ? '/' : ''}`,
    href: `${base}/${encodePath(path)}`,
  }
}

async function readmeOf(
  git: BareRepository,
  entries: readonly TreeEntry[],
  context: ReturnType<typeof markdownContext>,
) {
  const entry = entries.find(({ path, type }) => type === 'blob' && /(^|\/)readme\.md$/i.test(path))
  const text = entry && (await textOf(git, entry))
  if (!entry || text === undefined) return {}
  return { readmeName: entry.path, readme: renderMarkdown(text, { ...context, lineBreaks: false }) }
}

const MAX_BYTES = 512 * 1024

async function textOf(git: BareRepository, { oid, size }: TreeEntry): Promise<string | undefined> {
  if (size === undefined || size === 0 || size > MAX_BYTES) return undefined
  const content = await git.blob(oid)
  return content === undefined || content.includes(0) ? undefined : content.toString('utf8')
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
