import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { vacuumWasted } from '../../../src/adapters/storage/vacuum-wasted.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { useDatabases } from './databases.ts'

const databases = useDatabases()

it('the embedded database uses the space again of what is gone', async () => {
  const database = databases.pglite()
  const vacuum = vacuumWasted(database)
  await turnOver(database)
  const once = await size(database)
  for (let time = 0; time < 10; time += 1) {
    await vacuum()
    await turnOver(database)
  }
  expect(await size(database)).toBeLessThanOrEqual(once)
})

it('the embedded database uses the space again of what was gone before it was opened', async () => {
  const dataDir = await temporaryFolder()
  const first = await openDatabase({ dataDir })
  await turnOver(first)
  await first.close()
  const second = await openDatabase({ dataDir })
  const before = await size(second)
  await vacuumWasted(second)()
  await turnOver(second)
  expect(await size(second)).toBeLessThanOrEqual(before)
  await second.close()
})

it('a server is left to its autovacuum', async () => {
  const database = databases.postgres()
  await turnOver(database)
  await vacuumWasted(database)()
  const { rows } = await sql<{ last: unknown }>`select last_vacuum as last from pg_stat_user_tables
    where relname = 'notes'`.execute(database.kysely)
  expect(rows).toEqual([{ last: null }])
})

/** 500 rows come and go. */
async function turnOver({ kysely }: Database): Promise<void> {
  await sql`insert into speculate.notes select 'note ' || n, repeat('x', 100) from generate_series(1, 500) n`.execute(
    kysely,
  )
  await sql`delete from speculate.notes`.execute(kysely)
  // What is counted is told after a second.
  await sql`select pg_stat_force_next_flush()`.execute(kysely)
}

async function size({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_relation_size('speculate.notes')::int as bytes`.execute(kysely)
  return rows[0]?.bytes ?? 0
}
