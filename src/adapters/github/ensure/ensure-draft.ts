import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { PullRequestHandle } from '../../../domain/run/step.ts'
import { ForgeError } from '../../../ports/forge-errors.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { graphqlErrors } from '../connection/sending/github-errors.ts'
import { createOnce } from './create-once.ts'
import { createPullRequestMutation } from './mutations.ts'

export interface Draft {
  /** The forge's id of the repository. */
  readonly repositoryId: string
  readonly branch: string
  readonly base: string
  readonly title: string
  readonly body: string
  /** It is for people to read at once, and no draft. */
  readonly isReady?: boolean | undefined
  /** Nobody has tried to open it before. */
  readonly isNew?: boolean | undefined
}

const PullRequest = z.object({
  number: z.int(),
  node_id: z.string(),
  state: z.string(),
  user: z.object({ login: z.string() }).nullable(),
  head: z.object({
    ref: z.string(),
    repo: z.object({ full_name: z.string() }).nullable(),
  }),
})
type PullRequest = z.infer<typeof PullRequest>

/** One pull request per branch, ever: also a closed one of ours is found again and not replaced. */
export async function ensureDraft(
  client: GitHubClient,
  repository: RepositoryRef,
  draft: Draft,
): Promise<PullRequestHandle> {
  const find = () => findOwnPullRequest(client, repository, draft.branch)
  try {
    return await createOnce(client.pauseMs, {
      find,
      create: () => create(client, draft),
      isNew: draft.isNew,
    })
  } catch (error) {
    if (!says(error, /a pull request already exists/i)) throw error
    const existing = await find()
    if (existing) return existing
    throw new ForgeError('unprocessable', `somebody else has opened a pull request from ${draft.branch}`)
  }
}

/** Open or closed; of several an open one, else the newest. */
export async function findOwnPullRequest(
  { octokit, login }: GitHubClient,
  repository: RepositoryRef,
  branch: string,
): Promise<PullRequestHandle | undefined> {
  const fullName = `${repository.owner}/${repository.repo}`.toLowerCase()
  const found = await octokit.paginate('GET /repos/{owner}/{repo}/pulls', {
    owner: repository.owner,
    repo: repository.repo,
    head: `${repository.owner}:${branch}`,
    state: 'all',
    sort: 'created',
    direction: 'desc',
    per_page: 100,
  })
  const ours = z
    .array(PullRequest)
    .parse(found)
    .filter(
      ({ user, head }) =>
        user?.login === login && head.ref === branch && head.repo?.full_name.toLowerCase() === fullName,
    )
  const best = ours.find(({ state }) => state === 'open') ?? ours[0]
  return best && toHandle(best)
}

async function create(client: GitHubClient, draft: Draft): Promise<PullRequestHandle> {
  if (draft.isReady) return open(client, { ...draft, draft: false })
  try {
    return await open(client, { ...draft, draft: true })
  } catch (error) {
    // Private repositories on a free plan have no drafts.
    if (!says(error, /draft pull requests are not supported/i)) throw error
    return open(client, { ...draft, draft: false })
  }
}

const Created = z.object({
  createPullRequest: z.object({ pullRequest: z.object({ number: z.int(), id: z.string() }) }),
})

/** By GraphQL, whose points of a minute nothing else of a run comes near: of REST's the commits of twenty runs take a third. */
async function open(
  { octokit }: GitHubClient,
  { repositoryId, branch, base, title, body, draft }: Draft & { draft: boolean },
): Promise<PullRequestHandle> {
  const input = {
    ...{ repositoryId, headRefName: branch, baseRefName: base, title, body, draft },
    maintainerCanModify: false,
  }
  const answer = await octokit.graphql(createPullRequestMutation, { input, request: { retries: 0 } })
  const { number, id } = Created.parse(answer).createPullRequest.pullRequest
  return { number, nodeId: id }
}

function says(error: unknown, pattern: RegExp): boolean {
  return graphqlErrors(error)?.some(({ message }) => pattern.test(message)) ?? false
}

function toHandle({ number, node_id }: PullRequest): PullRequestHandle {
  return { number, nodeId: node_id }
}
