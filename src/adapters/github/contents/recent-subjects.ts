import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/github-client.ts'

const COMMITS = 30

export async function recentSubjects(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  { commit }: { commit: string },
): Promise<readonly string[]> {
  const wanted = { owner, repo, sha: commit, per_page: COMMITS }
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits', wanted)
  return data.map(({ commit: { message } }) => (message.split('\n')[0] ?? '').slice(0, 200))
}
