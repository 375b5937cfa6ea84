import type { z } from 'zod'
import { canSee, type Need, requireNeed } from '../access/permissions.ts'
import { ApiError, invalid, notFound } from '../api-error.ts'
import { type Actor, findIssue, findPullRequest, findRepository, type GitHub } from '../github.ts'
import type { Issue, PullRequestIssue, Repository } from '../model.ts'
import { whereaboutsOf } from '../operations/issues/remove-issue.ts'
import type { Route } from './route-finder.ts'

/** One request, with its actor known. */
export interface Call {
  readonly github: GitHub
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Path and query as they came, for Link headers. */
  readonly url: URL
}

export interface RepositoryCall extends Call {
  readonly repository: Repository
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  /** Instead of JSON. */
  readonly raw?: { readonly type: string; readonly content: string | Uint8Array }
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler = (call: Call) => Promise<Answer> | Answer

/** A route below `/repos/:owner/:repo`; `need` is checked before the handler sees the call. */
export function repositoryRoute(
  method: string,
  path: string,
  need: Need,
  handle: (call: RepositoryCall) => Promise<Answer> | Answer,
): Route {
  return {
    method,
    path: `/repos/:owner/:repo${path}`,
    handle: (call) => {
      const repository = findRepository(call.github, call.params.owner ?? '', call.params.repo ?? '')
      if (repository === undefined || !canSee(call.github, call.actor, repository)) throw notFound()
      requireNeed(call.github, call.actor, repository, need)
      if (repository.isArchived && method !== 'GET') {
        throw new ApiError(403, 'Repository was archived so is read-only.')
      }
      return handle({ ...call, repository })
    },
  }
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const noContent: Answer = { status: 204 }

/** One page of a list, with its Link header; only what is on the page is serialized. */
export async function page<T>(
  call: Call,
  items: readonly T[],
  serialize: (item: T) => unknown,
  wrap: (items: unknown[], total: number) => unknown = (list) => list,
): Promise<Answer> {
  const perPage = Math.min(100, positive(call.query.get('per_page')) ?? 30)
  const number = positive(call.query.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const shown = items.slice((number - 1) * perPage, number * perPage)
  const link = linkHeader(call.url, number, last)
  return {
    status: 200,
    body: wrap(await Promise.all(shown.map(serialize)), items.length),
    ...(link === '' ? {} : { headers: { link } }),
  }
}

function linkHeader(url: URL, number: number, last: number): string {
  const to = (wanted: number, rel: string) => {
    const target = new URL(url)
    target.searchParams.set('page', String(wanted))
    return `<${target.href}>; rel="${rel}"`
  }
  return [
    ...(number > 1 ? [to(number - 1, 'prev')] : []),
    ...(number < last ? [to(number + 1, 'next'), to(last, 'last')] : []),
    ...(number > 1 ? [to(1, 'first')] : []),
  ].join(', ')
}

function positive(text: string | null): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : undefined
}

/** Throws 422 that names the first field that is wrong. Unknown fields are ignored, as GitHub does. */
export function parseBody<T extends z.ZodType>(call: Call, schema: T, resource: string): z.infer<T> {
  const parsed = schema.safeParse(call.body ?? {})
  if (parsed.success) return parsed.data
  throw invalid(
    ...parsed.error.issues.map((issue) => ({
      resource,
      field: issue.path.join('.'),
      code: issue.message.includes('received undefined') ? 'missing_field' : 'invalid',
      message: issue.message,
    })),
  )
}

/**
 * The issue of the path. One that was deleted is 410. Where it was transferred, GitHub's OpenAPI description names 301 for the issue
 * itself and for its labels alone (`way` is what follows its number in the address); its comments, events and timeline are 404 then.
 */
export function issueOf(call: RepositoryCall, way?: '' | '/labels'): Issue {
  const number = Number(call.params.number)
  const issue = findIssue(call.repository, number)
  if (issue !== undefined) return issue
  const where = whereaboutsOf(call.github, call.repository, number)
  if (where === 'deleted') throw new ApiError(410, 'This issue was deleted')
  if (where === undefined || way === undefined || !canSee(call.github, call.actor, where.repository))
    throw notFound()
  const at = `${call.github.apiUrl}/repositories/${where.repository.id}/issues/${where.issue.number}`
  throw new ApiError(301, 'Moved Permanently', { headers: { location: `${at}${way}` } })
}

export function pullRequestOf(call: RepositoryCall): PullRequestIssue {
  const issue = findPullRequest(call.repository, Number(call.params.number))
  if (issue === undefined) throw notFound()
  return issue
}

/** The item with the id of the path, or 404. */
export function byId<T extends { readonly id: number }>(call: Call, items: readonly T[]): T {
  const found = items.find((item) => item.id === Number(call.params.id))
  if (found === undefined) throw notFound()
  return found
}
