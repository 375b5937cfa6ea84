import { type RawBuilder, sql } from 'kysely'
import type { RepositoryRef } from '../../../../domain/issue/issue.ts'

/** `id` is the forge's, which stays. */
export interface KnownRepository extends RepositoryRef {
  readonly id: string
}

/**
 * Whether a run is of one of these repositories; each is where there are none given. One that does not say which repository it is of, is of
 * the one that has its name.
 */
export function isAmong(repositories: readonly KnownRepository[] | undefined): RawBuilder<boolean> {
  if (!repositories) return sql`true`
  const ids = repositories.map(({ id }) => id)
  const names = repositories.map(({ owner, repo }) => `${owner}/${repo}`.toLowerCase())
  return sql<boolean>`case when repository_id is null
    then lower(owner || '/' || repo) = any(${names}::text[]) else repository_id = any(${ids}::text[]) end`
}
