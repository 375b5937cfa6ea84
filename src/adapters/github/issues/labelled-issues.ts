import type { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { IssueRef } from '../../../domain/issue/issue.ts'
import { TRIGGER_LABEL } from '../../../domain/issue/labels.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'

export interface LabelledIssue {
  readonly issue: IssueRef
  /** ISO-8601, by the forge's clock. */
  readonly updatedAt: string
}

/** As many as one query may name. */
const PER_PAGE = 100
const MAX_PAGES = 50

/** Every open issue with the trigger label in what the installation reaches: two requests for each hundred repositories. */
export async function labelledIssues(octokit: ProbotOctokit): Promise<readonly LabelledIssue[]> {
  const found: LabelledIssue[] = []
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await octokit.request('GET /installation/repositories', { per_page: PER_PAGE, page })
    const { repositories } = Repositories.parse(data)
    if (repositories.length > 0) {
      const ids = repositories.map(({ node_id }) => node_id)
      const { data: answer } = await queryPartially(octokit, labelledQuery(), { ids, label: TRIGGER_LABEL })
      const { nodes } = Answer.parse(answer)
      for (const node of nodes) if (node) found.push(...(await ofRepository(octokit, node)))
    }
    if (repositories.length < PER_PAGE) break
  }
  return found
}

const Repositories = z.object({ repositories: z.array(z.object({ node_id: z.string() })) })

const RepositoryNode = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  issues: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(z.object({ number: z.int(), updatedAt: z.string() })),
  }),
})
const Answer = z.object({ nodes: z.array(RepositoryNode.nullable()) })

/** Issues of some repositories, or the next of one. */
export const labelledQuery = () => `query LabelledIssues($ids: [ID!]!, $label: String!, $after: String) {
  nodes(ids: $ids) {
    __typename
    ... on Repository {
      id name owner { login }
      issues(first: 100, after: $after, states: [OPEN], labels: [$label]) {
        pageInfo { hasNextPage endCursor }
        nodes { number updatedAt }
      }
    }
  }
}`

async function ofRepository(
  octokit: ProbotOctokit,
  first: z.infer<typeof RepositoryNode>,
): Promise<LabelledIssue[]> {
  const { owner, name } = first
  const found = [...first.issues.nodes]
  let { pageInfo } = first.issues
  for (let page = 1; pageInfo.hasNextPage && page < MAX_PAGES; page += 1) {
    const variables = { ids: [first.id], label: TRIGGER_LABEL, after: pageInfo.endCursor }
    const [node] = Answer.parse(await octokit.graphql(labelledQuery(), variables)).nodes
    if (!node) break
    found.push(...node.issues.nodes)
    pageInfo = node.issues.pageInfo
  }
  return found.map(({ number, updatedAt }) => ({
    issue: { owner: owner.login, repo: name, number },
    updatedAt,
  }))
}
