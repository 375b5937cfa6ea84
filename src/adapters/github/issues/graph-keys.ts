import { issueKey, RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GraphKey } from '../../../domain/issue/issue-graph.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

/** What an issue is known by, from its address in the API; undefined where it is none that is known. */
export type KeyOf = (url: string) => GraphKey | undefined

export function keysSeenFrom(here: RepositoryRef): KeyOf {
  return (url) => {
    const [, owner, repo, number] = ADDRESS.exec(url) ?? []
    const repository = RepositoryRef.safeParse({ owner, repo }).data
    if (!repository) return undefined
    return isSame(repository, here) ? Number(number) : issueKey({ ...repository, number: Number(number) })
  }
}

const ADDRESS = /\/repos\/([^/]{1,100})\/([^/]{1,100})\/issues\/(\d{1,9})$/

function isSame(one: RepositoryRef, other: RepositoryRef): boolean {
  return `${one.owner}/${one.repo}`.toLowerCase() === `${other.owner}/${other.repo}`.toLowerCase()
}

/** One request each. What is beyond it is taken for private. */
const MAX_REPOSITORIES = 100

/**
 * The same without the names of private repositories: who reads here need not know of them. A request for each repository, with the token
 * of this one, to which a private one is not there.
 */
export async function keysWithoutNames(
  octokit: GitHubClient['octokit'],
  urls: readonly string[],
  keyOf: KeyOf,
): Promise<KeyOf> {
  const hidden = new Map<GraphKey, GraphKey>()
  const isPublic = new Map<string, boolean>()
  for (const url of urls.toSorted()) {
    const key = keyOf(url)
    if (typeof key !== 'string' || hidden.has(key)) continue
    const name = key.slice(0, key.indexOf('#'))
    const isAsked = isPublic.size < MAX_REPOSITORIES
    const mayBeNamed = isPublic.get(name) ?? (isAsked && (await mayBeSeen(octokit, url)))
    isPublic.set(name, mayBeNamed)
    if (!mayBeNamed) hidden.set(key, `private#${hidden.size + 1}`)
  }
  return (url) => {
    const key = keyOf(url)
    return key === undefined ? undefined : (hidden.get(key) ?? key)
  }
}

async function mayBeSeen(octokit: GitHubClient['octokit'], url: string): Promise<boolean> {
  const [, owner = '', repo = ''] = ADDRESS.exec(url) ?? []
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo })
    return !data.private
  } catch (error) {
    // Blocked by GitHub or by the law, it stays so: nobody is to wait for it.
    if ([403, 404, 451].includes(statusOf(error) ?? 0)) return false
    throw error
  }
}
