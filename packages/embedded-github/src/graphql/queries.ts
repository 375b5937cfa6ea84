import { canSee } from '../access/permissions.ts'
import { ApiError } from '../api-error.ts'
import { findMoved, findRepository, findUser } from '../github.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import type { QueryCost } from './query-cost.ts'
import { nodeView } from './views/node-view.ts'
import { repositoryView } from './views/repository-view.ts'
import { search } from './views/search-view.ts'
import { actorView, type View } from './views/view.ts'

interface RepositoryArguments {
  readonly owner: string
  readonly name: string
  readonly followRenames?: boolean
}

/** The fields of `Query` that this server answers. */
export function queries(
  view: View,
  { limits, cost }: { readonly limits: RateLimits; readonly cost: QueryCost },
) {
  const { github, actor } = view
  return {
    viewer: () => ({ ...actorView(view, actor.login), __typename: 'User', login: actor.login }),
    rateLimit: () => {
      const { limit, remaining, used, reset } = limits.now(actor, 'graphql')
      const resetAt = new Date(reset * 1000).toISOString().replace('.000Z', 'Z')
      return { cost: cost.points, limit, remaining, used, nodeCount: cost.nodes, resetAt }
    },
    repository: ({ owner, name, followRenames = true }: RepositoryArguments) => {
      const moved = followRenames ? findMoved(github, owner, name) : undefined
      const repository = findRepository(github, owner, name) ?? moved
      if (repository === undefined || !canSee(github, actor, repository)) {
        throw new ApiError(404, `Could not resolve to a Repository with the name '${owner}/${name}'.`)
      }
      return repositoryView(view, repository)
    },
    user: ({ login }: { login: string }) => {
      if (findUser(github, login)?.type === 'User') return actorView(view, login)
      throw new ApiError(404, `Could not resolve to a User with the login of '${login}'.`)
    },
    organization: ({ login }: { login: string }) => {
      if (findUser(github, login)?.type === 'Organization') return actorView(view, login)
      throw new ApiError(404, `Could not resolve to an Organization with the login of '${login}'.`)
    },
    search: (args: Parameters<typeof search>[1]) => search(view, args),
    node: ({ id }: { id: string }) => nodeView(view, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeView(view, id)),
  }
}
