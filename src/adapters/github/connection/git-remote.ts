import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitRemote } from '../../../ports/forge.ts'
import type { GitHubClient } from './github-client.ts'

/** The token travels in a header, so that it is in no URL, no process list and no git configuration. */
export async function gitRemote(client: GitHubClient, { owner, repo }: RepositoryRef): Promise<GitRemote> {
  const credentials = Buffer.from(`x-access-token:${await client.gitToken()}`).toString('base64')
  return { url: `${webUrl(client.baseUrl)}/${owner}/${repo}.git`, authorization: `Basic ${credentials}` }
}

/** github.com has a host of its own for its API; every other server has it below `/api/v3`. */
function webUrl(baseUrl: string): string {
  const url = new URL(baseUrl)
  if (url.hostname === 'api.github.com') return 'https://github.com'
  // Enterprise Cloud with data residency: `api.NAME.ghe.com`.
  if (/^api\.[^.]+\.ghe\.com$/.test(url.hostname)) return `https://${url.hostname.slice('api.'.length)}`
  return `${url.origin}${url.pathname.replace(/\/api\/v3\/?$/, '').replace(/\/$/, '')}`
}
