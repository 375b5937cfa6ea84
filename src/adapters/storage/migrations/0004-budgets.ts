import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What attempts are granted and charged, and how long jobs ran. Attempts from before count for nothing: their day is over soon. */
export const budgets: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}

const STATEMENTS = [
  'alter table speculate.attempts add column granted jsonb, add column charged jsonb, add column late_usage jsonb',
  `alter table speculate.speculations add column ci jsonb not null default '{}'`,
  // What a repository has spent today is asked for before every attempt.
  'create index attempts_by_day on speculate.attempts (left(queued_at, 10))',
]
