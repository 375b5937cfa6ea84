import { sql } from 'kysely'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type Database, type DatabaseLocation, openDatabase } from '../../../src/adapters/storage/database.ts'
import type { Store } from '../../../src/ports/store.ts'

export interface TableSize {
  readonly table: string
  /** Bytes for each run: rows, what lies outside of them (TOAST), and indexes. */
  readonly rows: number
  readonly outside: number
  readonly indexes: number
}

const FIRST = 40
const RUNS = 80
/** A server's autovacuum does so by itself. */
const VACUUM_EVERY = 20

/** How much a database grows by a run that is over, by table, the largest first. What it needs without any is left out. */
export async function sizePerRun(
  location: DatabaseLocation,
  play: (store: Store, time: number) => Promise<void>,
): Promise<readonly TableSize[]> {
  const database = await openDatabase(location)
  try {
    const store = createStore(database)
    await playMany(database, (time) => play(store, time), { from: 1, to: FIRST })
    const before = await sizes(database)
    await playMany(database, (time) => play(store, time), { from: FIRST + 1, to: FIRST + RUNS })
    const after = await sizes(database)
    const grown = after.map(({ table, ...size }) => {
      const { rows, outside, indexes } = before.find((one) => one.table === table) ?? NOTHING
      const each = (now: number, then: number) => (now - then) / RUNS
      return {
        table,
        rows: each(size.rows, rows),
        outside: each(size.outside, outside),
        indexes: each(size.indexes, indexes),
      }
    })
    return grown.filter((one) => total(one) > 0).toSorted((a, b) => total(b) - total(a))
  } finally {
    await database.close()
  }
}

export function total({ rows, outside, indexes }: Omit<TableSize, 'table'>): number {
  return rows + outside + indexes
}

const NOTHING = { rows: 0, outside: 0, indexes: 0 }

async function playMany(
  { kysely }: Database,
  play: (time: number) => Promise<void>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  for (let time = from; time <= to; time += 1) {
    await play(time)
    if (time % VACUUM_EVERY === 0) await sql`vacuum`.execute(kysely)
  }
}

async function sizes({ kysely }: Database): Promise<readonly TableSize[]> {
  const { rows } = await sql<Record<keyof TableSize, unknown>>`
    select relname as table, pg_relation_size(oid) as rows, pg_indexes_size(oid) as indexes,
      pg_total_relation_size(oid) - pg_relation_size(oid) - pg_indexes_size(oid) as outside
    from pg_class where relkind = 'r' and relnamespace = 'speculate'::regnamespace`.execute(kysely)
  return rows.map(({ table, ...size }) => ({
    table: String(table),
    rows: Number(size.rows),
    outside: Number(size.outside),
    indexes: Number(size.indexes),
  }))
}
