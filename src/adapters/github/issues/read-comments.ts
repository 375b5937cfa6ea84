import type { FactsQuery } from '../../../ports/forge.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { type IssueComments, IssueCommentsAnswer, type IssueNode } from '../facts/facts-answer.ts'
import { issueCommentsQuery } from '../facts/facts-query.ts'

/** GitHub takes 2,500 comments on one issue. */
const MAX_PAGES = 26

export interface CommentsRead {
  readonly comments: IssueComments
  /** When the newest was written, where there are more than one page shows. */
  readonly commentsUntil: string | undefined
}

/** The comments of the issue, oldest first, back to those that a run has read already; of an issue without a run the newest page. */
export async function readComments(
  client: GitHubClient,
  query: FactsQuery,
  issue: IssueNode,
): Promise<CommentsRead> {
  let page: IssueComments = issue.comments
  const newest = page.pageInfo?.hasPreviousPage ? page.nodes.at(-1)?.createdAt : undefined
  const nodes = [...page.nodes]
  for (let left = MAX_PAGES; left > 0 && isWanted(nodes[0], query.commentsSince); left -= 1) {
    const { hasPreviousPage = false, startCursor = null } = page.pageInfo ?? {}
    if (!hasPreviousPage || startCursor === null) break
    page = await readPage(client, query, startCursor)
    nodes.unshift(...page.nodes)
  }
  return { comments: { nodes }, commentsUntil: newest }
}

/** Whole seconds: one of the same second may have been missed. */
function isWanted(oldest: IssueComments['nodes'][number] | undefined, since: string | undefined): boolean {
  return oldest !== undefined && since !== undefined && Date.parse(oldest.createdAt) >= Date.parse(since)
}

async function readPage(client: GitHubClient, { issue }: FactsQuery, before: string): Promise<IssueComments> {
  const variables = { owner: issue.owner, name: issue.repo, issue: issue.number, before }
  const answer = IssueCommentsAnswer.safeParse(await client.octokit.graphql(issueCommentsQuery(), variables))
  if (!answer.success) throw new ForgeError('unavailable', `the comments of #${issue.number} cannot be read`)
  return answer.data.repository.issue.comments
}
