import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Database } from '../database.ts'
import { hasQueues } from '../jobs/has-queues.ts'
import { SCHEMA, type Tables } from '../tables.ts'
import {
  DEAD_LETTERS,
  ERRANDS,
  type ExportHeader,
  exportDigest,
  type Progress,
  rowsIn,
  WAKES,
} from './export-file.ts'
import {
  DEAD_LETTER_COLUMNS,
  deadLetterLines,
  ERRAND_COLUMNS,
  errandLines,
  WAKE_COLUMNS,
  wakeLines,
} from './kept-jobs.ts'
import { movedTables, rowOrder } from './moved-tables.ts'
import { lineOfRow, SAME_TEXTS } from './row-text.ts'
import { verifyChains } from './verify-chains.ts'

export interface ExportRequest {
  /** ISO-8601 UTC. */
  readonly at: string
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>
  readonly onProgress: (progress: Progress) => void
}

export interface Exported {
  readonly header: ExportHeader
  readonly sha256: string
}

/** Rows of one section: what selects them as lines, in the same order wherever the database lies. */
interface Section {
  readonly name: string
  readonly columns: readonly { readonly name: string }[]
  readonly lines: RawBuilder<{ line: string }>
}

/**
 * Writes everything of one moment, also while servers work on. First every log is verified: `BrokenChain` is thrown before anything is
 * written. Holds about a megabyte of rows, or one row, at a time.
 */
export function writeExport(database: Database, request: ExportRequest): Promise<Exported> {
  const { at, onProgress } = request
  return database.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      for (const setting of SAME_TEXTS) await sql.raw(setting).execute(transaction)
      const sections = await sectionsOf(transaction)
      const rows: Record<string, number> = {}
      for (const { name, lines } of sections) rows[name] = await countOf(transaction, lines)
      await verifyChains(transaction, rows, onProgress)
      const header = {
        speculate: 'export',
        version: 1,
        schema: await schemaOf(transaction),
        at,
        rows,
      } as const
      return { header, sha256: await writeSections(transaction, sections, { ...request, header }) }
    })
}

async function writeSections(
  transaction: Transaction<Tables>,
  sections: readonly Section[],
  { header, write, onProgress }: ExportRequest & { readonly header: ExportHeader },
): Promise<string> {
  const digest = exportDigest(header)
  const of = rowsIn(header)
  let done = 0
  const add = async (lines: readonly string[]) => {
    for (const line of lines) digest.add(line)
    await write(lines.map((line) => `${line}\n`).join(''))
  }
  await write(`${JSON.stringify(header)}\n`)
  for (const { name, columns, lines } of sections) {
    await add([JSON.stringify({ section: name, columns: columns.map(({ name }) => name) })])
    for await (const some of batchesOf(transaction, lines)) {
      await add(some)
      done += some.length
      onProgress({ doing: 'exporting', done, of })
    }
  }
  const sha256 = digest.hex()
  await write(`${JSON.stringify({ end: true, sha256 })}\n`)
  return sha256
}

async function sectionsOf(transaction: Transaction<Tables>): Promise<readonly Section[]> {
  const tables = (await movedTables(transaction)).map((table) => ({
    name: table.name,
    columns: table.columns,
    lines: sql<{ line: string }>`
      select ${lineOfRow(table.columns)} as line from ${sql.id(SCHEMA, table.name)} order by ${rowOrder(table)}`,
  }))
  if (!(await hasQueues({ kysely: transaction }))) return [...tables, ...NO_JOBS]
  return [
    ...tables,
    { name: WAKES, columns: WAKE_COLUMNS, lines: wakeLines },
    { name: DEAD_LETTERS, columns: DEAD_LETTER_COLUMNS, lines: deadLetterLines },
    { name: ERRANDS, columns: ERRAND_COLUMNS, lines: errandLines },
  ]
}

const NONE = sql<{ line: string }>`select null as line where false`
/** No server has worked there yet. */
const NO_JOBS: readonly Section[] = [
  { name: WAKES, columns: WAKE_COLUMNS, lines: NONE },
  { name: DEAD_LETTERS, columns: DEAD_LETTER_COLUMNS, lines: NONE },
  { name: ERRANDS, columns: ERRAND_COLUMNS, lines: NONE },
]

const FIRST_FETCH = 16
const MAX_FETCH = 2_000
const FETCHED_CHARACTERS = 1_000_000

/** Fetches as many rows at a time as their size so far allows: some have megabytes. */
async function* batchesOf(
  transaction: Transaction<Tables>,
  lines: Section['lines'],
): AsyncGenerator<readonly string[]> {
  await sql`declare moved no scroll cursor for ${lines}`.execute(transaction)
  let many = FIRST_FETCH
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch forward ${sql.lit(many)} from moved`.execute(
      transaction,
    )
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
    const characters = rows.reduce((sum, { line }) => sum + line.length, 0)
    const fitting = Math.floor((FETCHED_CHARACTERS * rows.length) / characters)
    many = Math.max(1, Math.min(fitting, many * 4, MAX_FETCH))
  }
  await sql`close moved`.execute(transaction)
}

async function countOf(transaction: Transaction<Tables>, lines: Section['lines']): Promise<number> {
  const { rows } = await sql<{
    many: number
  }>`select count(*)::float8 as many from (${lines}) counted`.execute(transaction)
  return rows[0]?.many ?? 0
}

/** The newest migration. */
async function schemaOf(transaction: Transaction<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.id(SCHEMA, 'kysely_migration')} order by name desc limit 1`.execute(transaction)
  return rows[0]?.name ?? ''
}
