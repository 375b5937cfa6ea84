import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Runs are found by the repository's id when it has another name. Rows from before have none until they are moved. */
export const repositoryIds: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table speculate.speculations add column repository_id text`.execute(db)
    await sql`create index speculations_of_repository on speculate.speculations (repository_id)`.execute(db)
  },
}
