import { sql } from 'kysely'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Database } from '../database.ts'
import { SPECULATION_COLUMNS, toSpeculation } from './speculation-row.ts'

interface RunFilter {
  /** Leaves out runs that were settled before (ISO-8601); those that are not settled are never left out. */
  readonly settledSince?: string | undefined
  readonly repository?: RepositoryRef | undefined
  readonly limit: number
}

/** Runs, the last one to begin first. */
export async function listRuns(
  { kysely }: Pick<Database, 'kysely'>,
  { settledSince, repository, limit }: RunFilter,
): Promise<readonly Speculation[]> {
  let asked = kysely.selectFrom('speculations').select(SPECULATION_COLUMNS)
  if (settledSince !== undefined)
    asked = asked.where((is) => is.or([is('settled_at', 'is', null), is('settled_at', '>=', settledSince)]))
  if (repository)
    asked = asked
      .where(sql<boolean>`lower(owner) = ${repository.owner.toLowerCase()}`)
      .where(sql<boolean>`lower(repo) = ${repository.repo.toLowerCase()}`)
  const rows = await asked.orderBy(sql`document ->> 'startedAt'`, 'desc').orderBy('id').limit(limit).execute()
  return rows.map(toSpeculation)
}
