import type { RepositoryRef } from '../../../../domain/issue/issue.ts'
import type { GitRemote } from '../../../../ports/forge.ts'
import { webUrl } from '../sending/web-url.ts'
import type { GitHubClient } from './github-client.ts'

/** The token travels in a header, so that it is in no URL, no process list and no git configuration. */
export async function gitRemote(client: GitHubClient, { owner, repo }: RepositoryRef): Promise<GitRemote> {
  const credentials = Buffer.from(`x-access-token:${await client.gitToken()}`).toString('base64')
  return { url: `${webUrl(client.baseUrl)}/${owner}/${repo}.git`, authorization: `Basic ${credentials}` }
}
