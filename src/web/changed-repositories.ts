import { z } from 'zod'
import { Slug } from '../domain/issue/issue.ts'
import type { RepositoriesOf } from '../ports/store.ts'

/** Events about the App itself, which GitHub sends to every App: none can be subscribed to. */
export const UNASKED_EVENTS = ['installation', 'installation_repositories'] as const

/** GitHub names no more in one event that we have seen; of more the sweep finds the rest. */
const MAX_REPOSITORIES = 1_000

const Id = z.string().regex(/^[\w=+/-]{1,100}$/)
const Listed = z.array(z.object({ node_id: Id })).nullish()
const Installed = z.object({
  installation: z.object({ account: z.object({ login: Slug }) }),
  repositories: Listed,
})
const Chosen = z.object({ repositories_added: Listed, repositories_removed: Listed })
const Changed = z.object({ action: z.string(), repository: z.object({ node_id: Id }) })

const ACTIONS: readonly string[] = [
  ...['renamed', 'transferred', 'archived', 'unarchived'],
  ...['publicized', 'privatized', 'edited', 'deleted'],
]

/**
 * Where the App was installed, suspended or taken away, or where a repository has changed. It says nothing of how: the looks that follow
 * ask GitHub for that. Undefined for every other event.
 */
export function changedRepositories(event: string, payload: unknown): RepositoriesOf | undefined {
  switch (event) {
    case 'installation': {
      const { data } = Installed.safeParse(payload)
      if (!data) return undefined
      // One that is for all repositories of an owner need not list them.
      return data.repositories ? idsOf(data.repositories) : { owner: data.installation.account.login }
    }
    case 'installation_repositories': {
      const { data } = Chosen.safeParse(payload)
      return data && idsOf([...(data.repositories_added ?? []), ...(data.repositories_removed ?? [])])
    }
    case 'repository': {
      const { data } = Changed.safeParse(payload)
      return data && ACTIONS.includes(data.action) ? idsOf([data.repository]) : undefined
    }
    default:
      return undefined
  }
}

function idsOf(repositories: readonly { readonly node_id: string }[]): RepositoriesOf {
  return { ids: repositories.slice(0, MAX_REPOSITORIES).map(({ node_id }) => node_id) }
}
