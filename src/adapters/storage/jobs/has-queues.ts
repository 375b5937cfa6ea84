import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Whether a server has ever worked on the database: the first one makes the queues. */
export async function hasQueues({ kysely }: Pick<Database, 'kysely'>): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select to_regclass('pgboss.job') is not null as is`.execute(
    kysely,
  )
  return rows[0]?.is === true
}
