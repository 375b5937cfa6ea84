import { messageOf } from '@speculate-dev/system'
import { type Kysely, sql, type Transaction } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import { initial } from './migrations/0001-initial.ts'
import { auditChain } from './migrations/0002-audit-chain.ts'
import { afterVerdict } from './migrations/0003-after-verdict.ts'
import { budgets } from './migrations/0004-budgets.ts'
import { reviews } from './migrations/0005-reviews.ts'
import { reruns } from './migrations/0006-reruns.ts'
import { commands } from './migrations/0007-commands.ts'
import { plans } from './migrations/0008-plans.ts'
import { runs } from './migrations/0009-runs.ts'
import { proofs } from './migrations/0010-proofs.ts'
import { grafts } from './migrations/0011-grafts.ts'
import { answers } from './migrations/0012-answers.ts'
import { distinctions } from './migrations/0013-distinctions.ts'
import { tasks } from './migrations/0014-tasks.ts'
import { looks } from './migrations/0015-looks.ts'
import { ledgers } from './migrations/0016-ledgers.ts'
import { repositoryIds } from './migrations/0017-repository-ids.ts'
import { growth } from './migrations/0018-growth.ts'
import { settledJournals } from './migrations/0019-settled-journals.ts'
import { packedLog } from './migrations/0020-packed-log.ts'
import { packedRows } from './migrations/0021-packed-rows.ts'
import { workers } from './migrations/0022-workers.ts'
import { pressed } from './migrations/0023-pressed.ts'
import { workerPlaces } from './migrations/0024-worker-places.ts'
import { endedSessions } from './migrations/0026-ended-sessions.ts'
import { reverts } from './migrations/0027-reverts.ts'
import { reopenedPromotions } from './migrations/0028-reopened-promotions.ts'
import { SCHEMA, type Tables } from './tables.ts'

/** In order of their names; one that has been released is never edited, only followed by another. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-audit-chain': auditChain,
  '0003-after-verdict': afterVerdict,
  '0004-budgets': budgets,
  '0005-reviews': reviews,
  '0006-reruns': reruns,
  '0007-commands': commands,
  '0008-plans': plans,
  '0009-runs': runs,
  '0010-proofs': proofs,
  '0011-grafts': grafts,
  '0012-answers': answers,
  '0013-distinctions': distinctions,
  '0014-tasks': tasks,
  '0015-looks': looks,
  '0016-ledgers': ledgers,
  '0017-repository-ids': repositoryIds,
  '0018-growth': growth,
  '0019-settled-journals': settledJournals,
  '0020-packed-log': packedLog,
  '0021-packed-rows': packedRows,
  '0022-workers': workers,
  '0023-pressed': pressed,
  '0024-worker-places': workerPlaces,
  '0026-ended-sessions': endedSessions,
  '0027-reverts': reverts,
  '0028-reopened-promotions': reopenedPromotions,
}

/** The names of all migrations, oldest first. */
export const SCHEMA_VERSIONS: readonly string[] = Object.keys(MIGRATIONS)

/**
 * Brings the database to the newest shape, or to that of the migration `upTo`. Safe to run from many processes at once. Throws when a
 * migration fails.
 */
export async function migrate(kysely: Kysely<Tables>, upTo?: string): Promise<void> {
  if (upTo === undefined && (await isUpToDate(kysely))) return
  await createSchema(kysely)
  await runMigrations(kysely, upTo)
}

/** Makes everything of ours anew, empty, as it was after the migration `upTo`; what was there is gone. */
export async function remakeAt(upTo: string, transaction: Transaction<Tables>): Promise<void> {
  await sql`drop schema ${sql.id(SCHEMA)} cascade`.execute(transaction)
  await sql`create schema ${sql.id(SCHEMA)}`.execute(transaction)
  await runMigrations(transaction, upTo)
}

/** What `migrate` does where there is a schema already; also in a transaction. */
export async function runMigrations(db: Kysely<Tables>, upTo?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    migrationTableSchema: SCHEMA,
  })
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
  if (error) throw new Error(whyNot(error), { cause: error })
}

function whyNot(error: unknown): string {
  // As kysely says that a migration was made which is none of ours.
  if (/^corrupted migrations: previously executed migration \S+ is missing$/.test(messageOf(error)))
    return 'a later version of Speculate has changed it; start that one, or put back what was saved before it'
  return 'the database could not be brought up to date'
}

/** What nearly every start finds: two questions, where a migrator has many. */
async function isUpToDate(kysely: Kysely<Tables>): Promise<boolean> {
  return (await shapeOf(kysely)) === 'current'
}

/** How what is ours in a database stands to this version; `none` where nothing is. Changes nothing. */
export async function shapeOf(kysely: Kysely<Tables>): Promise<'none' | 'older' | 'current' | 'later'> {
  const table = `${SCHEMA}.${DEFAULT_MIGRATION_TABLE}`
  const found = await sql<{ is: boolean }>`select to_regclass(${table}) is not null as is`.execute(kysely)
  if (!found.rows[0]?.is) return 'none'
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(
    kysely,
  )
  if (rows.some(({ name }, place) => name !== SCHEMA_VERSIONS[place])) return 'later'
  return rows.length === SCHEMA_VERSIONS.length ? 'current' : 'older'
}

/** `create schema if not exists` alone fails when two processes run it at the same moment, hence the lock. */
async function createSchema(kysely: Kysely<Tables>): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${SCHEMA}))`.execute(transaction)
    await sql`create schema if not exists ${sql.id(SCHEMA)}`.execute(transaction)
  })
}
