import { z } from 'zod'
import type { BranchCommit } from '../../../domain/forge/branch-commit.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

/** A branch with more commits since then is read to here: what is older was there at an earlier look. */
const MAX_PAGES = 10

/** One request for a hundred commits, of two points. */
export async function branchHistory(
  client: GitHubClient,
  repository: RepositoryRef,
  asked: Asked,
): Promise<readonly BranchCommit[]> {
  const commits: BranchCommit[] = []
  let after: string | null = null
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const read = await readPage(client, repository, { ...asked, after })
    if (!read) return commits
    commits.push(...read.nodes.map((node) => toBranchCommit(node, asked.branch)))
    if (!read.pageInfo.hasNextPage) return commits
    after = read.pageInfo.endCursor
  }
  return commits
}

interface Asked {
  readonly branch: string
  readonly since: string
}

async function readPage(
  { octokit }: GitHubClient,
  { owner, repo: name }: RepositoryRef,
  { branch, since, after }: Asked & { readonly after: string | null },
): Promise<History | undefined> {
  const variables = { owner, name, branch: `refs/heads/${branch}`, since, after }
  const { ref } = Answer.parse(await octokit.graphql(branchHistoryQuery(), variables)).repository
  return ref?.target?.history
}

export const branchHistoryQuery =
  () => `query BranchHistory($owner: String!, $name: String!, $branch: String!, $since: GitTimestamp!, $after: String) {
  repository(owner: $owner, name: $name) {
    ref(qualifiedName: $branch) {
      target {
        __typename
        ... on Commit {
          history(first: 100, since: $since, after: $after) {
            pageInfo { hasNextPage endCursor }
            nodes {
              oid message committedDate
              author { user { login } }
              associatedPullRequests(first: 5) {
                nodes { number body baseRefName mergedAt mergedBy { login } }
              }
            }
          }
        }
      }
    }
  }
}`

const PullNode = z.object({
  number: z.int().positive(),
  body: z.string(),
  baseRefName: z.string(),
  mergedAt: z.string().nullable(),
  mergedBy: z.object({ login: z.string() }).nullable(),
})
const CommitNode = z.object({
  oid: z.string(),
  message: z.string(),
  committedDate: z.string(),
  author: z.object({ user: z.object({ login: z.string() }).nullable() }).nullable(),
  associatedPullRequests: z.object({ nodes: z.array(PullNode.nullable()).nullable() }).nullable(),
})
const History = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(CommitNode),
})
type History = z.infer<typeof History>

const Answer = z.object({
  repository: z.object({
    ref: z.object({ target: z.object({ history: History.optional() }).nullable() }).nullable(),
  }),
})

function toBranchCommit(
  { oid, message, committedDate, author, associatedPullRequests }: z.infer<typeof CommitNode>,
  branch: string,
): BranchCommit {
  const pull = associatedPullRequests?.nodes?.find(
    (one) => one?.mergedAt != null && one.baseRefName === branch,
  )
  return {
    ...{ oid, message, at: committedDate },
    ...withoutUndefined({ login: author?.user?.login }),
    ...(pull?.mergedAt && {
      pull: {
        ...{ number: pull.number, body: pull.body, mergedAt: pull.mergedAt },
        ...withoutUndefined({ mergedBy: pull.mergedBy?.login }),
      },
    }),
  }
}
