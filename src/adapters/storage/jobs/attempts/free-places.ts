import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database.ts'

/** Attempts that wait or run, in whichever process. */
export async function attemptsAtHand({ kysely }: Pick<Database, 'kysely'>): Promise<number> {
  const { rows } = await sql`
    select count(*)::int as jobs from pgboss.job
    where name = 'attempt' and state in ('created', 'retry', 'active')`.execute(kysely)
  return z.array(z.object({ jobs: z.coerce.number() })).parse(rows)[0]?.jobs ?? 0
}
