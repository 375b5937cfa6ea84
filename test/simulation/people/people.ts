import type { EmbeddedGitHubInProcess, Repository } from '@speculate-dev/embedded-github'
import { isPullRequest } from '@speculate-dev/embedded-github'

export const OWNER = 'acme'
export const REPOSITORY = { owner: OWNER, repo: 'payments' }
export const APP = 'speculate[bot]'

/** Somebody with write access, at a browser. */
export interface Person {
  /** Below `/repos/acme/payments`. */
  call(method: string, path: string, body?: unknown): Promise<unknown>
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>
  repository(): Repository
  /** Those that the app has opened. */
  drafts(): ReturnType<typeof draftsOf>
}

export function createPerson(github: EmbeddedGitHubInProcess, token: string): Person {
  const ask = async (method: string, url: string, body?: unknown) => {
    const headers = { authorization: `token ${token}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await github.fetch(url, { method, headers, ...sent })
    const text = answer.status === 204 ? '' : await answer.text()
    const read: unknown = text === '' ? undefined : JSON.parse(text)
    if (answer.status >= 300) throw new Refused(`${method} ${url}: ${answer.status} ${text.slice(0, 200)}`)
    return read
  }
  const repository = () => {
    const [first] = github.state.repositories
    if (!first) throw new Error('there is no repository')
    return first
  }
  return {
    call: (method, path, body) =>
      ask(method, `${github.apiUrl}/repos/${OWNER}/${REPOSITORY.repo}${path}`, body),
    graphql: (query, variables) => ask('POST', github.graphqlUrl, { query, variables }),
    repository,
    drafts: () => draftsOf(repository()),
  }
}

/** GitHub did not let it happen. */
class Refused extends Error {}

function draftsOf(repository: Repository) {
  return repository.issues.filter(isPullRequest).filter(({ author }) => author === APP)
}

/** Commits one file on a branch through the API's own objects. */
export async function commitFile(
  { call }: Person,
  { branch, path, text }: { readonly branch: string; readonly path: string; readonly text: string },
): Promise<string> {
  const head = shaOf(await call('GET', `/git/ref/heads/${branch}`), 'object')
  const tree = shaOf(await call('GET', `/git/commits/${head}`), 'tree')
  const change = [{ path, mode: '100644', type: 'blob', content: text }]
  const written = shaOf(await call('POST', '/git/trees', { base_tree: tree, tree: change }))
  const message = `Change ${path}`
  const commit = shaOf(await call('POST', '/git/commits', { message, tree: written, parents: [head] }))
  await call('PATCH', `/git/refs/heads/${branch}`, { sha: commit })
  return commit
}

/** Of an answer, or of what lies in it under a name. */
export function shaOf(answer: unknown, name?: string): string {
  const place = name !== undefined && isRecord(answer) ? answer[name] : answer
  if (isRecord(place) && typeof place.sha === 'string') return place.sha
  throw new Error(`no sha in ${JSON.stringify(answer)}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
