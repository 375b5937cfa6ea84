import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createStore } from '../../../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../../../src/adapters/storage/database.ts'
import { bossOptions } from '../../../../src/adapters/storage/jobs/boss-options.ts'
import { createQueue } from '../../../../src/adapters/storage/jobs/create-queue.ts'
import {
  deadLetters,
  redriveDeadLetters,
} from '../../../../src/adapters/storage/jobs/operator/dead-letters.ts'
import { remakeAt, SCHEMA_VERSIONS } from '../../../../src/adapters/storage/migrate.ts'
import { ExportHeader, exportDigest } from '../../../../src/adapters/storage/moving/export-file.ts'
import { importExport } from '../../../../src/adapters/storage/moving/import-export.ts'
import { checkExport } from '../../../../src/adapters/storage/moving/read-export.ts'
import { AT, exampleAttempt, exampleSpeculation } from '../../../contracts/examples.ts'
import { propertyRuns } from '../../../property-runs.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'
import { type PostgresServer, startPostgres } from '../postgres-server.ts'
import { contentsOf, exportText, fillDatabase, rowsOfValues, using } from './full-database.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let server: PostgresServer
let main: Database
beforeAll(async () => {
  server = await startPostgres()
  main = await openDatabase({ databaseUrl: server.databaseUrl })
})
afterAll(async () => {
  await main.close()
  await server.stop()
})

let databases = 0
async function newPostgres(): Promise<{ readonly databaseUrl: string }> {
  databases += 1
  const name = `moved_${databases}`
  await sql`create database ${sql.id(name)}`.execute(main.kysely)
  return { databaseUrl: server.databaseUrl.replace(/postgres$/, name) }
}

async function importText(database: Database, text: string): Promise<void> {
  const path = join(await temporaryFolder(), 'export.jsonl')
  await writeFile(path, text)
  const onProgress = () => {}
  await importExport(database, { path, header: await checkExport(path, onProgress), onProgress })
}

const withoutHeader = (text: string) => text.slice(text.indexOf('\n'))

it('what PGlite holds is the same on Postgres, and exported there gives the same file', async () => {
  const moves = fc.asyncProperty(rowsOfValues, async (rows) => {
    const [text, contents] = await using({ dataDir: await temporaryFolder() }, async (database) => {
      await fillDatabase(database, rows)
      return [await exportText(database), await contentsOf(database)]
    })
    await using(await newPostgres(), async (database) => {
      await importText(database, text)
      expect(await contentsOf(database)).toEqual(contents)
      expect(Object.entries(contents).filter(([, rows]) => rows.length === 0)).toEqual([])
      expect(withoutHeader(await exportText(database))).toBe(withoutHeader(text))
    })
  })
  await fc.assert(moves, { ...propertyRuns(3), endOnFailure: true })
})

it('a file of an older schema is brought up to date', async () => {
  const text = await using(await newPostgres(), async (database) => {
    await database.kysely.transaction().execute((transaction) => remakeAt('0017-repository-ids', transaction))
    const run = exampleSpeculation('older', 3)
    const document = JSON.stringify(run)
    await sql`insert into speculate.speculations (id, owner, repo, number, run, document)
      values (${run.id}, 'older', 'payments', 3, 1, ${document}::text::jsonb)`.execute(database.kysely)
    await sql`insert into speculate.answers (id, owner, repo, source, kind, is_right)
      values ('one', 'older', 'payments', 'people', 'proven', true)`.execute(database.kysely)
    return exportText(database)
  })
  expect(text).toContain('"schema":"0017-repository-ids"')
  await using(await newPostgres(), async (database) => {
    await importText(database, text)
    const { speculations = [], answer_counts = [] } = await contentsOf(database)
    expect(speculations[0]).toContain('"archive_after_days": 14')
    expect(answer_counts).toEqual([expect.stringContaining('"many": 1')])
    expect(await exportText(database)).toContain(`"schema":"${SCHEMA_VERSIONS.at(-1)}"`)
  })
})

it.each([
  ['a row that the database refuses', (text: string) => text.replace('"acme/payments#1000.1"', '""')],
  ['a log that was changed', (text: string) => text.replace('"started",', '"begun",')],
])('nothing is left of an import that ends at %s, whatever its checksum says', async (_, change) => {
  const text = await using({ dataDir: await temporaryFolder() }, async (database) => {
    await fillDatabase(database, fc.sample(rowsOfValues, { numRuns: 1, seed: 7 })[0] ?? [])
    return exportText(database)
  })
  expect(change(text)).not.toBe(text)
  await using({ dataDir: await temporaryFolder() }, async (database) => {
    await expect(importText(database, withItsChecksum(change(text)))).rejects.toThrow()
    expect(Object.values(await contentsOf(database)).flat()).toEqual([])
    // Nothing stands in the way of the whole one.
    await importText(database, text)
    await expect(importText(database, text)).rejects.toThrow('the database is not empty: "')
  })
})

it('what waits is looked at, open attempts are queued again, and what has failed for good is kept', async () => {
  const dataDir = await temporaryFolder()
  const open = exampleSpeculation('acme', 1)
  const settled = exampleSpeculation('acme', 2)
  const text = await using({ dataDir }, async (database) => {
    const store = createStore(database)
    for (const run of [open, settled]) await store.insertSpeculation(run)
    await store.settle(settled.id, AT)
    for (const number of [1, 2]) await store.insertAttempt(exampleAttempt(open, 'minimal-change', number))
    await store.insertAttempt(exampleAttempt(open, 'robust', 1))
    const queue = await createQueue(database, { onError: (error) => expect.unreachable(String(error)) })
    await queue.enqueueAttempt({ speculation: open.id, candidate: 'robust', number: 1 })
    await failForGood(database)
    await queue.wake('acme/payments#7')
    await queue.wake('acme/payments#8', 3_600_000)
    await queue.errand({ kind: 'pass-ordinary', repository: { owner: 'acme', repo: 'payments' } })
    await queue.stop(1_000)
    return exportText(database)
  })
  await using(await newPostgres(), async (database) => {
    await importText(database, text)
    expect(await waitingIn(database)).toEqual({
      reconcile: ['acme/payments#1', 'acme/payments#7', 'acme/payments#8'],
      attempt: ['minimal-change 1', 'minimal-change 2'],
      errand: ['pass-ordinary'],
    })
    expect(await deadLetters(database)).toEqual([
      expect.objectContaining({ queue: 'attempt', tries: 4, reason: 'the disk is full' }),
    ])
    expect(withoutHeader(await exportText(database))).toBe(withoutHeader(text))
    const [dead] = await deadLetters(database)
    expect(await redriveDeadLetters(database, [dead?.id ?? ''])).toBe(1)
    expect((await waitingIn(database)).attempt).toContain('robust 1')
  })
})

/** As after an attempt that took its worker with it each time. */
async function failForGood(database: Database): Promise<void> {
  const boss = await new PgBoss({ ...bossOptions(database), supervise: false }).start()
  for (let tries = 1; tries <= 4; tries += 1) {
    const [job] = await boss.fetch('attempt')
    await boss.fail('attempt', job?.id ?? '', new Error('the disk is full'))
  }
  await boss.stop({ graceful: false })
}

async function waitingIn({ kysely }: Database) {
  const { rows } = await sql<{ name: string; what: string }>`
    select name, coalesce(data ->> 'issue', data ->> 'kind', (data ->> 'candidate') || ' ' || (data ->> 'number')) as what
    from pgboss.job where state = 'created' and name in ('reconcile', 'attempt', 'errand') order by name, what`.execute(
    kysely,
  )
  const of = (queue: string) => rows.filter(({ name }) => name === queue).map(({ what }) => what)
  return { reconcile: of('reconcile'), attempt: of('attempt'), errand: of('errand') }
}

function withItsChecksum(text: string): string {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  const digest = exportDigest(ExportHeader.parse(JSON.parse(header)))
  for (const line of lines.slice(0, -1)) digest.add(line)
  return [header, ...lines.slice(0, -1), JSON.stringify({ end: true, sha256: digest.hex() }), ''].join('\n')
}
