import { sql } from 'kysely'
import type { MovedTable } from './moved-tables.ts'

type Column = Pick<MovedTable['columns'][number], 'name' | 'type'>

/** A row as one line of JSON: each value as the text that the database writes for it, bytes in Base64. */
export function lineOfRow(columns: readonly Column[]) {
  return sql<string>`json_build_array(${sql.join(columns.map(textOf))})::text`
}

/** The values of the line `r`, as `lineOfRow` wrote them. */
export function valuesOfLine(columns: readonly Column[]) {
  return sql.join(
    columns.map(({ type }, place) => {
      const text = sql`r ->> ${sql.lit(place)}`
      return type === 'bytea' ? sql`decode(${text}, 'base64')` : sql`(${text})::${sql.raw(type)}`
    }),
  )
}

/** Base64 of Postgres has lines. */
function textOf({ name, type }: Column) {
  return type === 'bytea'
    ? sql`translate(encode(${sql.id(name)}, 'base64'), E'\n', '')`
    : sql`${sql.id(name)}::text`
}

/** How values are written must not depend on how the server or the session is set up. */
export const SAME_TEXTS = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local extra_float_digits = 1`,
]
