import type { NamedPullRequest } from '../../../domain/forge/forge-facts.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { queryPartially } from '../connection/sending/query-partially.ts'
import { NamedPullRequestAnswer } from '../facts/facts-answer.ts'
import { namedPullRequestQuery } from '../facts/facts-query.ts'
import { loginOf } from '../issues/login-of.ts'
import { toState } from './to-pull-request-facts.ts'

/** Undefined when there is no pull request of that number; it may be an issue's. */
export async function readNamedPullRequest(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryRef,
  number: number,
): Promise<NamedPullRequest | undefined> {
  const { data, errors } = await queryPartially(octokit, namedPullRequestQuery(), {
    owner,
    name: repo,
    number,
  })
  if (errors.some(({ type, path }) => type === 'NOT_FOUND' && path[1] === 'pullRequest')) return undefined
  const answer = NamedPullRequestAnswer.safeParse(data)
  if (errors.length > 0 || !answer.success)
    throw new ForgeError('unavailable', `pull request #${number} cannot be read`)
  const { state, baseRefName, headRefOid, viewerDidAuthor, author } = answer.data.repository.pullRequest
  return {
    number,
    author: loginOf(author),
    ours: viewerDidAuthor,
    state: toState(state),
    baseBranch: baseRefName,
    head: headRefOid,
  }
}
