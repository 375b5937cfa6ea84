import { z } from 'zod'
import type { OpenPullRequest } from '../../../domain/forge/open-pull-request.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

/** The hundred that have changed last. */
export const openPullRequestsQuery = () => `query OpenPullRequests($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: [OPEN], first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number baseRefName headRefName headRefOid isCrossRepository viewerDidAuthor
        commits(last: 1) { nodes { commit { oid author { name user { login } } } } }
      }
    }
  }
}`

const Commit = z.object({
  oid: z.string(),
  author: z.object({ name: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }).nullish(),
})
const Answer = z.object({
  repository: z.object({
    pullRequests: z.object({
      nodes: z.array(
        z.object({
          number: z.int(),
          ...{ baseRefName: z.string(), headRefName: z.string(), headRefOid: z.string() },
          ...{ isCrossRepository: z.boolean(), viewerDidAuthor: z.boolean() },
          commits: z.object({ nodes: z.array(z.object({ commit: Commit })) }),
        }),
      ),
    }),
  }),
})

/** What moves while it is read is left out: its next event, or the next look, has it. */
export async function openPullRequests(
  { octokit, login }: GitHubClient,
  { owner, repo }: RepositoryRef,
): Promise<readonly OpenPullRequest[]> {
  const answer = await octokit.graphql(openPullRequestsQuery(), { owner, name: repo })
  return Answer.parse(answer).repository.pullRequests.nodes.flatMap((node) => {
    const commit = node.commits.nodes[0]?.commit
    if (commit?.oid !== node.headRefOid) return []
    return {
      number: node.number,
      base: node.baseRefName,
      branch: node.headRefName,
      isFork: node.isCrossRepository,
      head: node.headRefOid,
      isOurs: node.viewerDidAuthor,
      isHeadOurs: [commit.author?.user?.login, commit.author?.name].some((name) => isOf(name, login)),
    }
  })
}

/** GitHub shows the App's commits with or without the mark of a bot. */
function isOf(name: string | null | undefined, login: string): boolean {
  return name?.toLowerCase().replace(/\[bot\]$/, '') === login.toLowerCase().replace(/\[bot\]$/, '')
}
