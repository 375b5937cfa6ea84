import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Payloads of the log are packed from now on. What was written before stays as it is: rows of the log are never changed. */
export const packedLog: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const STATEMENTS = [
  'alter table speculate.audit alter column payload drop not null, add column packed bytea',
  'alter table speculate.audit add constraint has_payload check (payload is not null or packed is not null)',
  // It is compressed already.
  'alter table speculate.audit alter column packed set storage external',
]
