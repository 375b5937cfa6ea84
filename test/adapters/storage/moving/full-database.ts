import fc from 'fast-check'
import { sql } from 'kysely'
import { createStore } from '../../../../src/adapters/storage/create-store.ts'
import {
  type Database,
  type DatabaseLocation,
  openDatabase,
} from '../../../../src/adapters/storage/database.ts'

import { movedTables } from '../../../../src/adapters/storage/moving/moved-tables.ts'
import { writeExport } from '../../../../src/adapters/storage/moving/write-export.ts'
import { storable } from '../../../../src/domain/storable.ts'
import { exampleSpeculation, exampleTrace } from '../../../contracts/examples.ts'

/** Values for the columns of a row, one for each type. */
export type Values = ReturnType<typeof valuesOf>

const text = fc.string({ unit: 'binary', maxLength: 60 }).map(storable)
/** No text of Postgres holds the character with the number 0. */
const json = fc
  .jsonValue({ stringUnit: 'binary' })
  .map((value) => JSON.stringify(value).replaceAll('\\u0000', '\\u0001'))

/** Also with what ends a line, a string or a row somewhere. */
const hostile = fc.oneof(
  text,
  fc.constantFrom('\u2028\r\n"\\', "'; --", 'null', '{"end":true}', '[1]\n[2]', ''),
)

export const rowsOfValues = fc.array(
  fc.record({
    text: hostile,
    json,
    bytes: fc.uint8Array({ maxLength: 200 }),
    number: fc.nat(),
    is: fc.boolean(),
  }),
  { minLength: 5, maxLength: 40 },
)

function valuesOf(row: { text: string; json: string; bytes: Uint8Array; number: number; is: boolean }) {
  return row
}

/** Fills every table: the log by the store, all others by their columns, so that none is forgotten that a migration adds. */
export async function fillDatabase(database: Database, rows: readonly Values[]): Promise<void> {
  const store = createStore(database)
  for (const [index, { text, json }] of rows.entries()) {
    const run = exampleSpeculation('acme', 1_000 + index)
    await store.insertSpeculation({ ...run, snapshot: { ...run.snapshot, title: text } })
    await store.appendAudit(run.id, {
      at: run.startedAt,
      kind: 'seen',
      payload: { text, json: JSON.parse(json) },
    })
    await store.appendTraces(run.id, [exampleTrace(run, 'minimal-change', 'hold')])
  }
  const { kysely } = database
  const tables = (await movedTables(kysely)).filter(({ name }) => !name.startsWith('audit'))
  for (const { name, columns } of tables) {
    const table = sql.id('speculate', name)
    await sql`alter table ${table} disable trigger user`.execute(kysely)
    for (const [index, values] of rows.entries()) {
      const into = sql.join(columns.map(({ name }) => sql.id(name)))
      const these = sql.join(columns.map(({ name, type }) => columnValue(name, type, { index, values })))
      await sql`insert into ${table} (${into}) overriding system value values (${these})`.execute(kysely)
    }
    await sql`alter table ${table} enable trigger user`.execute(kysely)
  }
}

function columnValue(name: string, type: string, { index, values }: { index: number; values: Values }) {
  // Rows refer to one another by it, and keys are other in each row.
  if (name === 'id' && type === 'text') return sql`${`acme/full#${index + 1}.1`}::text`
  if (name === 'speculation') return sql`${`acme/full#${index + 1}.1`}::text`
  switch (type) {
    case 'text':
      return sql`${`${index} ${values.text}`}::text`
    case 'jsonb':
      return sql`jsonb_build_object('settings', '{"archive_after_days": 7}'::jsonb, 'value', ${values.json}::text::jsonb)`
    case 'bytea':
      return sql`decode(${Buffer.from(values.bytes).toString('hex')}, 'hex')`
    case 'boolean':
      return sql`${values.is}::boolean`
    case 'integer':
    case 'bigint':
      return sql`${1_000_000 + index}::int`
    default:
      throw new Error(`${name}: how a ${type} is moved has not been tried`)
  }
}

/** What every table of ours holds, computed columns included, read in another way; what is unlogged is so only at this moment. */
export async function contentsOf({
  kysely,
}: Database): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'speculate'::regnamespace and relkind in ('r', 'p') and relpersistence = 'p'
      and relname not like 'kysely%' order by relname`.execute(kysely)
  const contents: Record<string, readonly unknown[]> = {}
  for (const { name } of rows) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.id('speculate', name)} t`.execute(kysely)
    contents[name] = rows.map(({ row }) => row).toSorted()
  }
  return contents
}

export async function exportText(database: Database): Promise<string> {
  let written = ''
  await writeExport(database, {
    at: new Date().toISOString(),
    write: async (text) => {
      written += text
    },
    onProgress: () => {},
  })
  return written
}

export async function using<Result>(
  location: DatabaseLocation,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(location)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
