import type { PullRequestFacts } from '../../../domain/forge/forge-facts.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import { type AskedChecks, readObservations } from '../checks/read-observations.ts'
import type { VerifierReading } from '../checks/verifier-reading.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'
import { OnePullRequestAnswer, OwnPullRequestAnswer, type PullRequestNode } from '../facts/facts-answer.ts'
import { ownPullRequestQuery, pullRequestQuery } from '../facts/facts-query.ts'
import { toPullRequestFacts } from './to-pull-request-facts.ts'

export interface PullRequestReading {
  readonly client: GitHubClient
  readonly jobs: VerifierReading
  readonly checks: AskedChecks
  readonly repository: RepositoryRef
  readonly branch: string
  /** The newest pull request with this branch name, whoever opened it. */
  readonly newest: PullRequestNode | undefined
  /** False when GitHub reported an error below it. */
  readonly complete: boolean
  /** True when there are more with this branch name. */
  readonly hasOlder: boolean
}

/** The pull request this app opened from `branch` of this very repository, or undefined (T6, T10). */
export async function readPullRequest(reading: PullRequestReading): Promise<PullRequestFacts | undefined> {
  const { client, jobs, checks, repository, newest } = reading
  const found =
    newest && isOurs(newest)
      ? { node: newest, complete: reading.complete }
      : reading.hasOlder
        ? await findOlder(reading)
        : undefined
  if (found === undefined) return undefined
  const { observations, complete, own } = await readObservations({
    ...{ client, jobs, checks, repository },
    node: found.node,
  })
  return toPullRequestFacts(found.node, {
    login: client.login,
    observations,
    own,
    complete: complete && found.complete,
    events: await jobs.eventsOf(found.node),
  })
}

/** Anybody may open a pull request from a fork whose branch has the same name. */
export function isOurs(node: { isCrossRepository: boolean; viewerDidAuthor: boolean }): boolean {
  return node.viewerDidAuthor && !node.isCrossRepository
}

async function findOlder(reading: PullRequestReading) {
  const number = await findNumber(reading)
  if (number === undefined) return undefined
  const { client, repository } = reading
  const variables = { owner: repository.owner, name: repository.repo, number }
  const { data, errors } = await queryPartially(client.octokit, pullRequestQuery(), variables)
  const answer = OnePullRequestAnswer.safeParse(data)
  if (!answer.success) throw new ForgeError('unavailable', `pull request #${number} cannot be read`)
  return { node: answer.data.repository.pullRequest, complete: errors.length === 0 }
}

const MAX_PAGES = 10

async function findNumber(
  reading: PullRequestReading,
  after: string | null = null,
  pagesLeft = MAX_PAGES,
): Promise<number | undefined> {
  const { client, repository, branch } = reading
  if (pagesLeft === 0) throw new ForgeError('unavailable', `too many pull requests are called ${branch}`)
  const variables = { owner: repository.owner, name: repository.repo, head: branch, after }
  const answer = OwnPullRequestAnswer.parse(await client.octokit.graphql(ownPullRequestQuery(), variables))
  const { nodes, pageInfo } = answer.repository.pullRequests
  const own = nodes.find(isOurs)
  if (own || !pageInfo.hasNextPage) return own?.number
  return findNumber(reading, pageInfo.endCursor, pagesLeft - 1)
}
