import { z } from 'zod'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import { afterCreation } from './after-creation.ts'
import { createOnce } from './create-once.ts'

export interface WantedComment {
  /** Number of the issue or pull request. */
  readonly on: number
  readonly existing: number | undefined
  readonly marker: string
  readonly body: string
  /** Nobody has tried to write it before. */
  readonly isNew?: boolean | undefined
  /** `existing` is known to be ours: it is edited unread. */
  readonly isOwn?: boolean | undefined
}

const Comment = z.object({
  id: z.int(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullable(),
})
type Comment = z.infer<typeof Comment>

/** Returns the id of the comment that now says `body`. A comment of somebody else is never touched (T6). */
export async function ensureComment(
  client: GitHubClient,
  repository: RepositoryRef,
  wanted: WantedComment,
): Promise<number> {
  if (wanted.isOwn && (await editOwn(client, repository, wanted))) return wanted.existing ?? 0
  const known = wanted.isOwn ? undefined : await readKnown(client, repository, wanted.existing)
  const comment =
    known ??
    (await createOnce(client.pauseMs, {
      find: () => findMarked(client, repository, wanted),
      create: () => create(client, repository, wanted),
      isNew: wanted.isNew,
    }))
  if (comment.body !== wanted.body) await edit(client, repository, { id: comment.id, body: wanted.body })
  return comment.id
}

/** False where somebody has deleted it. */
async function editOwn(
  client: GitHubClient,
  repository: RepositoryRef,
  { existing, body }: WantedComment,
): Promise<boolean> {
  if (existing === undefined) return false
  try {
    await edit(client, repository, { id: existing, body })
    return true
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}

/** The comment we remember, while it exists and is ours. */
async function readKnown(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  id: number | undefined,
): Promise<Comment | undefined> {
  if (id === undefined) return undefined
  try {
    const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      owner,
      repo,
      comment_id: id,
    })
    const comment = Comment.parse(data)
    return isOurs(client, comment) ? comment : undefined
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

async function findMarked(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { on, marker }: WantedComment,
): Promise<Comment | undefined> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
  const comments = await afterCreation(client.pauseMs, () =>
    client.octokit.paginate(route, { owner, repo, issue_number: on, per_page: 100 }),
  )
  return z
    .array(Comment)
    .parse(comments)
    .find((comment) => isOurs(client, comment) && comment.body?.includes(marker))
}

/** GitHub gives the login `slug[bot]` to the App alone; no user may have brackets in a name. */
function isOurs({ login }: GitHubClient, { user }: Comment): boolean {
  return user?.login === login
}

async function create(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { on, body }: WantedComment,
): Promise<Comment> {
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
  const { data } = await client.octokit.request(route, {
    owner,
    repo,
    issue_number: on,
    body,
    request: { retries: 0 },
  })
  // GitHub may store line ends its own way; what we have just written needs no edit.
  return { ...Comment.parse(data), body }
}

async function edit(
  client: GitHubClient,
  { owner, repo }: RepositoryRef,
  { id, body }: { id: number; body: string },
): Promise<void> {
  await client.octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    owner,
    repo,
    comment_id: id,
    body,
  })
}
