import { ApiError, notFound } from '../api-error.ts'
import { findUser } from '../github.ts'
import { ok, page } from '../http/call.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import type { Route } from '../http/route-finder.ts'
import { searchIssues } from '../operations/issues/search-issues.ts'
import { serializeIssue } from '../serializers/issue.ts'
import { serializeRoot } from '../serializers/root.ts'
import { serializeProfile } from '../serializers/user.ts'

export function metaRoutes(limits: RateLimits): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/rate_limit',
      handle: ({ actor }) => {
        const core = limits.now(actor, 'core')
        return ok({ resources: { core, search: core, graphql: limits.now(actor, 'graphql') }, rate: core })
      },
    },
    { method: 'GET', path: '/', handle: ({ github }) => ok(serializeRoot(github)) },
    {
      method: 'GET',
      path: '/meta',
      handle: () => ok({ verifiable_password_authentication: false, installed_version: '3.17.0' }),
    },
    {
      method: 'GET',
      path: '/user',
      handle: ({ github, actor }) => {
        if (actor.kind === 'anonymous') throw new ApiError(401, 'Requires authentication')
        if (actor.kind !== 'user') throw new ApiError(403, 'Resource not accessible by integration')
        const user = findUser(github, actor.login)
        if (user === undefined) throw notFound()
        return ok(serializeProfile(github, user))
      },
    },
    {
      method: 'GET',
      path: '/search/issues',
      handle: (call) => {
        const found = searchIssues(call.github, call.actor, call.query.get('q') ?? '')
        const item = ({ repository, issue }: (typeof found)[number]) => ({
          ...serializeIssue(call.github, repository, issue),
          body: issue.body,
          score: 1,
        })
        return page(call, found, item, (items, total) => {
          return { total_count: total, incomplete_results: false, items, search_type: 'lexical' }
        })
      },
    },
    {
      method: 'GET',
      path: '/users/:login',
      handle: ({ github, params }) => {
        const user = findUser(github, params.login ?? '')
        if (user === undefined) throw notFound()
        return ok(serializeProfile(github, user))
      },
    },
  ]
}
