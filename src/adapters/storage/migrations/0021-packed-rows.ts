import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Documents are packed from now on, but for what the database asks of them; rows from before stay as they are until they are written anew. */
export const packedRows: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const PACKED = [
  ['speculations', 'packed'],
  ['speculations', 'packed_verdict'],
  ['attempts', 'packed_outcome'],
  ['traces', 'packed'],
  ['own_comments', 'packed'],
]

const STATEMENTS = [
  ...PACKED.flatMap(([table, column]) => [
    `alter table speculate.${table} add column ${column} bytea`,
    // It is compressed already.
    `alter table speculate.${table} alter column ${column} set storage external`,
  ]),
  'alter table speculate.traces alter column document drop not null',
  'alter table speculate.own_comments alter column body drop not null',
]
