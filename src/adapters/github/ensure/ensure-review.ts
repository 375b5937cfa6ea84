import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { WantedReview } from '../../../ports/forge.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import { afterCreation } from './after-creation.ts'
import { createOnce } from './create-once.ts'

const Reviews = z.array(
  z.object({
    id: z.int(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullable(),
  }),
)

/** One review per marker, as a comment: it approves nothing and blocks nothing on GitHub. */
export async function ensureReview(
  client: GitHubClient,
  repository: RepositoryRef,
  wanted: WantedReview,
): Promise<void> {
  await createOnce(client.pauseMs, {
    find: () => findMarked(client, repository, wanted),
    create: () => create(client, repository, wanted),
    isNew: wanted.isNew,
  })
}

async function findMarked(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { pullRequest, marker }: WantedReview,
): Promise<number | undefined> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews'
  const reviews = await afterCreation(client.pauseMs, () =>
    client.octokit.paginate(route, { owner, repo, pull_number: pullRequest.number, per_page: 100 }),
  )
  return Reviews.parse(reviews).find(
    ({ user, body }) => user?.login === client.login && body?.includes(marker),
  )?.id
}

/** GitHub refuses a whole review for one line that it does not find in its diff; then all of it is said in the text. */
async function create(
  client: GitHubClient,
  repository: RepositoryRef,
  wanted: WantedReview,
): Promise<number> {
  try {
    return await post(client, repository, wanted)
  } catch (error) {
    if (statusOf(error) !== 422 || wanted.comments.length === 0) throw error
    return post(client, repository, { ...wanted, body: wanted.bodyAlone, comments: [] })
  }
}

async function post(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { pullRequest, commit, body, comments }: WantedReview,
): Promise<number> {
  const { data } = await client.octokit.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    owner,
    repo,
    pull_number: pullRequest.number,
    commit_id: commit,
    event: 'COMMENT',
    body,
    comments: comments.map((comment) => ({ ...comment, side: 'RIGHT' })),
    request: { retries: 0 },
  })
  return Number(data.id)
}
