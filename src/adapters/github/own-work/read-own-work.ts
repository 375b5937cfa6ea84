import { z } from 'zod'
import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { readCandidateMarker, readScoreboardMarker } from '../../../messages/marker.ts'
import type { GitHubClient } from '../connection/installations/github-client.ts'

/** A pull request that this App has opened for a candidate, by the marker that it wrote into it. */
export interface OwnDraft {
  readonly speculation: string
  readonly candidate: CandidateId
  readonly number: number
  readonly branch: string
  readonly createdAt: string
}

/** A comment of this App that begins with the marker of a scoreboard; `on` is the issue or the pull request. */
export interface OwnBoard {
  readonly speculation: string
  readonly on: number
  readonly id: number
  readonly body: string
  readonly createdAt: string
}

export interface OwnWork {
  readonly drafts: readonly OwnDraft[]
  readonly boards: readonly OwnBoard[]
}

/**
 * What this App has left in the repository. Anybody may write a marker: it counts only in what GitHub says the App itself has written, and
 * a pull request only from a branch of the repository (T6).
 */
export async function readOwnWork(
  { octokit, login }: Pick<GitHubClient, 'octokit' | 'login'>,
  repository: RepositoryRef,
): Promise<OwnWork> {
  const pulls = await octokit.paginate('GET /repos/{owner}/{repo}/pulls', {
    ...{ ...repository, state: 'all' as const, sort: 'created' as const, direction: 'asc' as const },
    per_page: 100,
  })
  const comments = await octokit.paginate('GET /repos/{owner}/{repo}/issues/comments', {
    ...{ ...repository, sort: 'created' as const, direction: 'asc' as const },
    per_page: 100,
  })
  return {
    drafts: z.array(Pull).parse(pulls).filter(isBy(login)).flatMap(draftOf),
    boards: z.array(Comment).parse(comments).filter(isBy(login)).flatMap(boardOf),
  }
}

const User = z.object({ login: z.string(), type: z.string().optional() }).nullable()

const Pull = z.object({
  number: z.int(),
  body: z.string().nullable(),
  user: User,
  created_at: z.string(),
  head: z.object({ ref: z.string(), repo: z.object({ id: z.int() }).nullish() }),
  base: z.object({ repo: z.object({ id: z.int() }) }),
})

const Comment = z.object({
  id: z.int(),
  body: z.string().nullish(),
  user: User,
  created_at: z.string(),
  issue_url: z.string(),
})

/** A user may have the App's name, but not with `[bot]` behind it. */
function isBy(login: string): (one: { readonly user: z.infer<typeof User> }) => boolean {
  return ({ user }) => user?.login === login
}

function draftOf({ number, body, created_at, head, base }: z.infer<typeof Pull>): OwnDraft[] {
  const marker = readCandidateMarker(body ?? '')
  if (!marker || head.repo?.id !== base.repo.id) return []
  return [{ ...marker, number, branch: head.ref, createdAt: created_at }]
}

function boardOf({ id, body, created_at, issue_url }: z.infer<typeof Comment>): OwnBoard[] {
  const speculation = readScoreboardMarker(body ?? '')
  const on = Number(/\/(\d+)$/.exec(issue_url)?.[1])
  if (speculation === undefined || !Number.isSafeInteger(on)) return []
  return [{ speculation, on, id, body: body ?? '', createdAt: created_at }]
}
