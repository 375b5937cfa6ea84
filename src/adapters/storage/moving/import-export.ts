import { sql, type Transaction } from 'kysely'
import type { Database } from '../database.ts'
import { DEAD_LETTER } from '../jobs/job-queues.ts'
import { makeQueues } from '../jobs/make-queues.ts'
import { remakeAt, runMigrations, SCHEMA_VERSIONS } from '../migrate.ts'
import { SCHEMA, type Tables } from '../tables.ts'
import {
  DEAD_LETTERS,
  ERRANDS,
  type ExportHeader,
  type Progress,
  rowsIn,
  UnusableExport,
  WAKES,
} from './export-file.ts'
import { DEAD_LETTER_COLUMNS, queueOpenWork } from './kept-jobs.ts'
import { type MovedTable, movedTables } from './moved-tables.ts'
import { type ExportedRows, readRows } from './read-export.ts'
import { SAME_TEXTS, valuesOfLine } from './row-text.ts'
import { verifyChains } from './verify-chains.ts'

/** Something is in the database already. `what`: the table with it, and how much. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty'

  constructor(what: string) {
    super(`the database is not empty: ${what}`)
  }
}

export interface ImportRequest {
  readonly path: string
  /** Of that file. */
  readonly header: ExportHeader
  readonly onProgress: (progress: Progress) => void
}

/**
 * Fills an empty database with a file that was checked, in one transaction: all of it is there, its logs hold and its open work waits, or
 * nothing is. Throws `NotEmpty`, `UnusableExport` or `BrokenChain`. Triggers rest meanwhile, so that what they keep comes out of the file
 * as well. A file of an older schema is brought up to date behind it.
 */
export async function importExport(database: Database, request: ImportRequest): Promise<void> {
  requireKnownSchema(request.header.schema)
  // Before the transaction: pg-boss has some of its own for that.
  await makeQueues(database)
  await database.kysely.transaction().execute((transaction) => fill(transaction, request))
}

/** Throws `UnusableExport` where this version cannot read that schema. */
export function requireKnownSchema(schema: string): void {
  if (SCHEMA_VERSIONS.includes(schema)) return
  throw new UnusableExport(
    `its database was of the schema ${schema}, which this version does not know (its newest is ${SCHEMA_VERSIONS.at(-1)}): import it with the version that wrote it, or a later one`,
  )
}

async function fill(
  transaction: Transaction<Tables>,
  { path, header, onProgress }: ImportRequest,
): Promise<void> {
  for (const setting of SAME_TEXTS) await sql.raw(setting).execute(transaction)
  await requireEmpty(transaction)
  const isOlder = header.schema !== SCHEMA_VERSIONS.at(-1)
  if (isOlder) await remakeAt(header.schema, transaction)
  const tables = await movedTables(transaction)
  requireSameTables(tables, header)
  await setTriggers(transaction, tables, 'disable')
  const jobs: Into['jobs'] = { wakes: [], errands: [] }
  const of = rowsIn(header)
  let done = 0
  for await (const rows of readRows(path)) {
    await insert(transaction, rows, { tables, jobs })
    done += rows.lines.length
    onProgress({ doing: 'importing', done, of })
  }
  await setTriggers(transaction, tables, 'enable')
  await continueNumbers(transaction, tables)
  if (isOlder) await runMigrations(transaction)
  await verifyChains(transaction, header.rows, onProgress)
  await queueOpenWork(transaction, jobs)
}

/** Nobody may begin to write before the end. */
async function requireEmpty(transaction: Transaction<Tables>): Promise<void> {
  for (const { name } of await movedTables(transaction)) {
    const table = sql.id(SCHEMA, name)
    await sql`lock table ${table} in access exclusive mode`.execute(transaction)
    await requireNoRows(transaction, table, name)
  }
  await requireNoRows(transaction, sql.id('pgboss', 'job'), 'jobs')
}

async function requireNoRows(
  transaction: Transaction<Tables>,
  table: ReturnType<typeof sql.id>,
  name: string,
): Promise<void> {
  const { rows } = await sql<{ many: number }>`select count(*)::float8 as many from ${table}`.execute(
    transaction,
  )
  const many = rows[0]?.many ?? 0
  if (many > 0) throw new NotEmpty(`"${name}" has ${many} row${many === 1 ? '' : 's'}`)
}

function requireSameTables(tables: readonly MovedTable[], { rows, schema }: ExportHeader): void {
  const expected = new Set([...tables.map(({ name }) => name), WAKES, DEAD_LETTERS])
  const odd = [...new Set(Object.keys(rows)).symmetricDifference(expected)].filter((name) => name !== ERRANDS)
  if (odd.length > 0)
    throw new UnusableExport(`it has other tables than the schema ${schema}: ${odd.toSorted().join(', ')}`)
}

/** Triggers alone: what a key or a reference forbids stays forbidden. */
async function setTriggers(
  transaction: Transaction<Tables>,
  tables: readonly MovedTable[],
  state: 'enable' | 'disable',
): Promise<void> {
  for (const { name } of tables)
    await sql`alter table ${sql.id(SCHEMA, name)} ${sql.raw(state)} trigger user`.execute(transaction)
}

interface Into {
  readonly tables: readonly MovedTable[]
  /** Filled with what the file has of them. */
  readonly jobs: { readonly wakes: string[]; readonly errands: unknown[] }
}

async function insert(
  transaction: Transaction<Tables>,
  { section, lines }: ExportedRows,
  { tables, jobs }: Into,
): Promise<void> {
  const rows = sql`json_array_elements(${`[${lines.join(',')}]`}::text::json) r`
  if (section.section === WAKES) {
    for (const line of lines) jobs.wakes.push(...JSON.parse(line).map(String))
    return
  }
  if (section.section === ERRANDS) {
    for (const line of lines) jobs.errands.push(...JSON.parse(line))
    return
  }
  if (section.section === DEAD_LETTERS) {
    await insertDeadLetters(transaction, rows)
    return
  }
  const table = tables.find(({ name }) => name === section.section)
  const columns =
    table && section.columns.flatMap((name) => table.columns.find((one) => one.name === name) ?? [])
  if (!columns || columns.length !== section.columns.length || columns.length !== table.columns.length)
    throw new UnusableExport(`it has other columns of ${section.section} than its schema`)
  await sql`insert into ${sql.id(SCHEMA, table.name)} (${names(columns)}) overriding system value
    select ${valuesOfLine(columns)} from ${rows}`.execute(transaction)
}

/** As pg-boss would have put them there: with the settings of their queue. */
async function insertDeadLetters(
  transaction: Transaction<Tables>,
  rows: ReturnType<typeof sql>,
): Promise<void> {
  await sql`insert into pgboss.job
      (name, ${names(DEAD_LETTER_COLUMNS)}, retry_limit, retry_delay, retry_backoff, expire_seconds, deletion_seconds, keep_until)
    select q.name, ${valuesOfLine(DEAD_LETTER_COLUMNS)}, q.retry_limit, q.retry_delay, q.retry_backoff, q.expire_seconds,
      q.deletion_seconds, now() + q.retention_seconds * interval '1s'
    from pgboss.queue q, ${rows} where q.name = ${DEAD_LETTER}`.execute(transaction)
}

function names(columns: readonly { readonly name: string }[]) {
  return sql.join(columns.map(({ name }) => sql.id(name)))
}

/** Numbers that the database gives go on behind those that came out of the file. */
async function continueNumbers(
  transaction: Transaction<Tables>,
  tables: readonly MovedTable[],
): Promise<void> {
  for (const { name, columns } of tables)
    for (const column of columns.filter(({ identity }) => identity))
      await sql`select setval(pg_get_serial_sequence(${`${SCHEMA}.${name}`}, ${column.name}), coalesce(max(${sql.id(column.name)}), 1),
        count(*) > 0) from ${sql.id(SCHEMA, name)}`.execute(transaction)
}
