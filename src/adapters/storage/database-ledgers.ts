import type { Clock } from '@speculate-dev/system'
import { sql } from 'kysely'
import { EMPTY_LEDGER, Ledger } from '../github/pacing/ledger.ts'
import type { Ledgers } from '../github/pacing/ledgers.ts'
import type { Database } from './database.ts'
import { jsonb } from './jsonb.ts'

interface Kept {
  readonly ledger: Ledger
  /** 0 where there is no row yet. */
  readonly version: number
}

/**
 * The ledgers of all processes on one database. Each remembers what it wrote last, so that a change is one statement for whoever is alone;
 * a change that met another one is made again. The time is the database's, unless a clock is given.
 */
export function databaseLedgers({ kysely }: Pick<Database, 'kysely'>, clock?: Clock): Ledgers {
  const remembered = new Map<string, Kept>()
  let aheadMs = 0
  const now = () => clock?.now() ?? performance.now() + aheadMs
  const setTime = (time: number) => {
    aheadMs = time - performance.now()
  }
  const TIME = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`

  const read = async (name: string): Promise<Kept> => {
    const { rows } = await sql<{ time: number; version: number | null; ledger: unknown }>`
      select ${TIME} as time, l.version, l.ledger
      from (select 1) one left join speculate.ledgers l on l.name = ${name}`.execute(kysely)
    const row = rows[0]
    if (row) setTime(row.time)
    const parsed = Ledger.safeParse(row?.ledger)
    return { version: row?.version ?? 0, ledger: parsed.success ? parsed.data : EMPTY_LEDGER }
  }
  /** False when another process was faster. */
  const write = async (name: string, { version, ledger }: Kept): Promise<boolean> => {
    const { rows } = await sql<{ time: number }>`
      insert into speculate.ledgers as l (name, version, ledger) values (${name}, ${version}, ${jsonb(ledger)})
      on conflict (name) do update set version = excluded.version, ledger = excluded.ledger
      where l.version = ${version}::integer - 1
      returning ${TIME} as time`.execute(kysely)
    const row = rows[0]
    if (row) setTime(row.time)
    return row !== undefined
  }

  return {
    async edit(name, edit) {
      for (;;) {
        const known = remembered.get(name)
        const { version, ledger } = known ?? (await read(name))
        remembered.delete(name)
        const edited = edit(ledger, now())
        const next = { version: version + 1, ledger: edited.ledger }
        if (edited.ledger === ledger) {
          if (!known) return edited.answer
        } else if (await write(name, next)) {
          remembered.set(name, next)
          return edited.answer
        }
      }
    },
  }
}
