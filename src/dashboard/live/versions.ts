import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../adapters/storage/database.ts'
import { SCHEMA } from '../../adapters/storage/tables.ts'

const Version = z.tuple([z.object({ version: z.string().nullable() })])

/**
 * A text that changes whenever anything changes that the pages of these runs show: whoever has changed it, in whatever process. It costs
 * the database one statement, which reads no documents.
 */
export async function versionOf(
  { kysely }: Pick<Database, 'kysely'>,
  which: RawBuilder<boolean>,
): Promise<string> {
  const { rows } = await sql`
    select md5(string_agg(concat_ws('|', id, settled_at, archived_at, look_at,
      (select seq from ${sql.id(SCHEMA, 'audit_heads')} where speculation = id),
      (select string_agg(concat_ws(',', candidate, number, status, progress, late_usage is null), ';' order by position)
        from ${sql.id(SCHEMA, 'attempts')} where speculation = id),
      (select string_agg(coalesce(md5(c.packed), md5(c.body)), ',' order by c.marker) from ${sql.id(SCHEMA, 'own_comments')} c
        where c.owner = run.owner and c.repo = run.repo and c.place = run.number)), '/' order by id)) as version
    from ${sql.id(SCHEMA, 'speculations')} run where ${which}`.execute(kysely)
  return Version.parse(rows)[0].version ?? 'none'
}

export function isRun(id: string): RawBuilder<boolean> {
  return sql<boolean>`id = ${id}`
}
