import { sql } from 'kysely'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Database } from '../database.ts'
import { SPECULATION_COLUMNS, toSpeculation } from './speculation-row.ts'

interface RunFilter {
  /** Leaves out runs that were settled before (ISO-8601); those that are not settled are never left out. */
  readonly settledSince?: string | undefined
  readonly repository?: RepositoryRef | undefined
  /** Only of these; of all without it. */
  readonly among?: readonly KnownRepository[] | undefined
  readonly limit: number
}

/** `id` is the forge's, which stays. */
export interface KnownRepository extends RepositoryRef {
  readonly id: string
}

/** Runs, the last one to begin first. */
export async function listRuns(
  database: Pick<Database, 'kysely'>,
  filter: RunFilter,
): Promise<readonly Speculation[]> {
  const rows = await whichRuns(database, filter).clearSelect().select(SPECULATION_COLUMNS).execute()
  return rows.map(toSpeculation)
}

/** Their ids alone, as a query. */
export function whichRuns(
  { kysely }: Pick<Database, 'kysely'>,
  { settledSince, repository, among, limit }: RunFilter,
) {
  let asked = kysely.selectFrom('speculations').select('id')
  if (settledSince !== undefined)
    asked = asked.where((is) => is.or([is('settled_at', 'is', null), is('settled_at', '>=', settledSince)]))
  if (repository)
    asked = asked
      .where(sql<boolean>`lower(owner) = ${repository.owner.toLowerCase()}`)
      .where(sql<boolean>`lower(repo) = ${repository.repo.toLowerCase()}`)
  if (among) asked = asked.where(isAmong(among))
  return asked.orderBy(sql`document ->> 'startedAt'`, 'desc').orderBy('id').limit(limit)
}

/** A run that does not say which repository it is of, is of the one that has its name. */
function isAmong(repositories: readonly KnownRepository[]) {
  const ids = repositories.map(({ id }) => id)
  const names = repositories.map(({ owner, repo }) => `${owner}/${repo}`.toLowerCase())
  return sql<boolean>`case when repository_id is null
    then lower(owner || '/' || repo) = any(${names}::text[]) else repository_id = any(${ids}::text[]) end`
}
