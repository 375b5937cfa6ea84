import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database.ts'

const Due = z.object({ issue: z.string(), at: z.date().transform((date) => date.toISOString()) })

/** When the issues that somebody wants to come back to are looked at again (ISO-8601), by their keys. */
export async function dueLooks({ kysely }: Pick<Database, 'kysely'>): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql`
    select singleton_key as issue, min(start_after) as at from pgboss.job
    where name = 'reconcile-later' and state in ('created', 'retry') and singleton_key is not null
    group by singleton_key`.execute(kysely)
  return new Map(
    z
      .array(Due)
      .parse(rows)
      .map(({ issue, at }) => [issue, at]),
  )
}
