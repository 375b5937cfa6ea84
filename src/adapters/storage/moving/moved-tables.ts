import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { SCHEMA, type Tables } from '../tables.ts'

const Column = z.object({
  name: z.string(),
  /** As Postgres writes it: `jsonb`, `character varying(20)`. */
  type: z.string(),
  /** Place in the primary key, from 1; null outside of it. */
  key: z.int().nullable(),
  identity: z.boolean(),
})

const MovedTable = z.object({
  name: z.string(),
  /** All that are not computed by the database. */
  columns: z.array(Column),
  /** Tables that have to be filled before. */
  after: z.array(z.string()),
})
export type MovedTable = z.infer<typeof MovedTable>

/**
 * Every table of ours as the database has it, each after those that it refers to: a table or a column that a migration adds is moved
 * without being named here. What Kysely keeps of the migrations is not ours, and an unlogged table holds what is so only at this moment.
 */
export async function movedTables(kysely: Kysely<Tables>): Promise<readonly MovedTable[]> {
  const { rows } = await sql`
    select c.relname as name,
      (select json_agg(json_build_object(
          'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'identity', a.attidentity <> '',
          'key', array_position(i.indkey::int2[], a.attnum) + 1
        ) order by a.attnum)
        from pg_attribute a left join pg_index i on i.indrelid = c.oid and i.indisprimary
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(distinct f.confrelid::regclass::text)
        from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '[]') as after
    from pg_class c
    where c.relnamespace = ${SCHEMA}::regnamespace and c.relkind in ('r', 'p') and c.relpersistence = 'p'
      and c.relname not like 'kysely%'
    order by c.relname`.execute(kysely)
  const tables = z.array(MovedTable).parse(rows)
  return inOrder(tables.map((table) => ({ ...table, after: table.after.map(withoutSchema) })))
}

function withoutSchema(name: string): string {
  return name.replace(`${SCHEMA}.`, '')
}

function inOrder(tables: readonly MovedTable[]): readonly MovedTable[] {
  const ordered: MovedTable[] = []
  let left = tables
  while (left.length > 0) {
    const ready = left.filter(({ after }) => !left.some(({ name }) => after.includes(name)))
    if (ready.length === 0) throw new Error('tables that refer to each other cannot be moved')
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}

/** The order of rows that every database has, whatever its language sorts by: as they were written, else by the key. */
export function rowOrder({ name, columns }: MovedTable) {
  const written = columns.filter(({ identity }) => identity)
  const key = columns
    .filter((column) => column.key !== null)
    .toSorted((a, b) => Number(a.key) - Number(b.key))
  const by = written.length > 0 ? written : key
  if (by.length === 0) throw new Error(`the table ${name} has no key`)
  return sql.join(
    by.map(({ name, type }) => (type === 'text' ? sql`${sql.id(name)} collate "C"` : sql`${sql.id(name)}`)),
  )
}
