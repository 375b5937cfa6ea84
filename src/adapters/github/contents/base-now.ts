import type { BaseNow } from '../../../domain/checks/base-now.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'

/** One request; the second page of one commit each, because GitHub lists the changed files on the first one. */
export async function baseNow(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { branch, commit }: { branch: string; commit: string },
): Promise<BaseNow['state']> {
  const basehead = `${commit}...${branch}`
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...{ owner, repo, basehead },
      ...{ per_page: 1, page: 2 },
    })
    if (data.status === 'identical') return 'same'
    return data.status === 'ahead' ? 'moved' : 'rewritten'
  } catch (error) {
    if (statusOf(error) !== 404) throw error
    return 'gone'
  }
}
