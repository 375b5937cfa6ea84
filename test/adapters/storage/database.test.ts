import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { AT, exampleSpeculation, exampleTrace, LATER } from '../../contracts/examples.ts'
import { describeQueue } from '../../contracts/queue.ts'
import { describeStore } from '../../contracts/store.ts'
import { useDatabases } from './databases.ts'

const databases = useDatabases()
/** Seconds: longer than any test. */
const NEVER = 86_400

describe.each([
  ['PGlite', databases.pglite],
  ['Postgres', databases.postgres],
])('%s', (name, database) => {
  describeStore(name, () => createStore(database()))
  describeQueue(name, {
    durable: true,
    open: (onError) => createQueue(database(), { onError, pollSeconds: NEVER }),
  })

  it.each(['traces', 'journal', 'audit', 'audit_heads'])(
    'refuses to change, delete or truncate %s',
    async (table) => {
      await writeAudit(database())
      for (const statement of [
        `update speculate.${table} set speculation = 'rewritten'`,
        `delete from speculate.${table}`,
        `truncate speculate.${table}`,
      ]) {
        await expect(sql.raw(statement).execute(database().kysely)).rejects.toThrow(/append-only/)
      }
      expect(await createStore(database()).traces(SPECULATION.id)).toHaveLength(1)
      expect(await createStore(database()).journalOf(SPECULATION.id)).toHaveLength(1)
      expect((await createStore(database()).auditLog(SPECULATION.id)).entries).toHaveLength(1)
    },
  )

  it('reads attempts that were written before they had a task, and ends them', async () => {
    const store = createStore(database())
    const speculation = exampleSpeculation('before-tasks')
    await store.insertSpeculation(speculation)
    for (const [place, row] of rowsBeforeTasks().entries()) {
      const columns = sql.raw(Object.keys(row).join(', '))
      const written = JSON.stringify({ ...row, speculation: speculation.id, number: place + 1 })
      await sql`insert into speculate.attempts (${columns}) select ${columns}
        from jsonb_populate_record(null::speculate.attempts, ${written}::text::jsonb)`.execute(
        database().kysely,
      )
    }
    const attempts = await store.attempts(speculation.id)
    expect(attempts.map(({ candidate, task, status }) => [candidate, task.kind, status])).toEqual([
      ['pr-7', 'read', 'queued'],
      ['minimal-change', 'patch', 'ended'],
      ['planner', 'plan', 'ended'],
      ['proof', 'prove', 'ended'],
      ['distinction', 'distinguish', 'ended'],
      ['minimal-change', 'patch', 'running'],
      ['minimal-change', 'review', 'running'],
    ])
    const [reading] = attempts
    if (!reading) throw new Error('no attempt')
    const cancelled = { kind: 'failure', failure: 'cancelled', detail: '', usage: { seconds: 0 } } as const
    await store.endAttempt(reading, LATER, cancelled, undefined)
    const [ended] = await store.attempts(speculation.id)
    expect(ended).toMatchObject({ task: reading.task, status: 'ended', outcome: cancelled })
  })

  it('removes nothing without a record of it, even when retention is claimed', async () => {
    const claim = (statement: string) =>
      database()
        .kysely.transaction()
        .execute(async (transaction) => {
          await sql`select set_config('speculate.retention', ${SPECULATION.id}, true)`.execute(transaction)
          await sql.raw(statement).execute(transaction)
        })
    await writeAudit(database())
    for (const table of ['traces', 'journal', 'audit']) {
      const statement = `delete from speculate.${table} where speculation = '${SPECULATION.id}'`
      await expect(claim(statement)).rejects.toThrow(/append-only/)
    }
  })

  it('removes a settled run by rule, once, and leaves an entry that continues its chain', async () => {
    const store = createStore(database())
    const [old, young] = [exampleSpeculation('pruned', 1), exampleSpeculation('pruned', 2)]
    for (const [speculation, at] of [
      [old, AT],
      [young, LATER],
    ] as const) {
      await store.insertSpeculation(speculation)
      await store.appendTraces(speculation.id, [exampleTrace(speculation, 'minimal-change', 'hold')])
      await store.settle(speculation.id, at)
    }
    const before = await store.auditLog(old.id)
    const rule = { settledBefore: LATER, at: LATER }
    const ours = async () =>
      (await store.prunable(LATER)).filter(({ speculation }) => speculation.startsWith('pruned/'))
    expect(await ours()).toEqual([{ speculation: old.id, audit: 2, traces: 1, journal: 0 }])
    for (const { id } of [old, young, old]) await store.prune(id, rule)

    expect(await ours()).toEqual([])
    const { entries, head } = await store.auditLog(old.id)
    expect(entries).toMatchObject([
      {
        seq: 3,
        kind: 'pruned',
        prev: before.head?.hash,
        payload: {
          rule: { settledBefore: LATER },
          removed: { audit: 2, traces: 1, journal: 0 },
          lastSeq: 2,
          lastHash: before.head?.hash,
        },
      },
    ])
    expect(head?.seq).toBe(3)
    expect(await store.traces(old.id)).toEqual([])
    expect((await store.auditLog(young.id)).entries).toHaveLength(2)
    expect(await store.traces(young.id)).toHaveLength(1)
  })

  it('keeps of the journal of a settled run what failed or never ended, and lets nobody take more', async () => {
    const store = createStore(database())
    const run = exampleSpeculation('compacted')
    await store.insertSpeculation(run)
    const about = { speculation: run.id, at: AT }
    const [well, open] = [
      { ...about, step: 'open-draft', detail: 'one' },
      { ...about, step: 'open-draft', detail: 'two' },
    ]
    const failed = { ...about, step: 'open-draft', phase: 'failed', detail: 'a time-out' } as const
    const started = { ...well, speculation: run.id.replace(/\.1$/, ''), step: 'start-speculation' }
    for (const one of [well, started])
      for (const phase of ['intent', 'done'] as const) await store.journal({ ...one, phase })
    await store.journal({ ...open, phase: 'intent' })
    await store.journal(failed)
    await store.settle(run.id, LATER)
    expect(await store.journalOf(run.id)).toEqual([{ ...open, phase: 'intent' }, failed])
    expect(await store.journalOf(started.speculation)).toEqual([])
    expect(await store.isUncertain(run.id, open)).toBe(true)
    const claim = database()
      .kysely.transaction()
      .execute(async (transaction) => {
        await sql`select set_config('speculate.compaction', ${run.id}, true)`.execute(transaction)
        await sql`delete from speculate.journal where speculation = ${run.id}`.execute(transaction)
      })
    await expect(claim).rejects.toThrow('append-only')
  })

  it('finds the open issues through their index, whatever the history', async () => {
    const plan = await database()
      .kysely.connection()
      .execute(async (connection) => {
        await sql`set enable_seqscan = off`.execute(connection)
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select owner, repo, number
          from speculate.speculations where archived_at is null`.execute(connection)
        await sql`reset enable_seqscan`.execute(connection)
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })
    expect(plan).toContain('speculations_watched')
  })
})

it('migrates a Postgres database once, when several processes open it at the same moment', async () => {
  const { engine, kysely } = databases.postgres()
  if (engine.kind !== 'postgres') throw new Error('not Postgres')
  const url = new URL(engine.databaseUrl)
  await sql`create database at_once`.execute(kysely)
  url.pathname = '/at_once'
  const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ databaseUrl: url.href })))
  for (const database of opened) {
    expect(await createStore(database).openIssues('2026-05-05T12:00:00.000Z')).toEqual([])
    await database.close()
    await database.close()
  }
})

it('refuses a database that a later version has changed, and says so', async () => {
  const { engine, kysely } = databases.postgres()
  if (engine.kind !== 'postgres') throw new Error('not Postgres')
  const url = new URL(engine.databaseUrl)
  await sql`create database of_later`.execute(kysely)
  url.pathname = '/of_later'
  const later = await openDatabase({ databaseUrl: url.href })
  await sql`insert into speculate.kysely_migration values ('9999-later', '2026-05-05T12:00:00.000Z')`.execute(
    later.kysely,
  )
  await later.close()
  await expect(openDatabase({ databaseUrl: url.href })).rejects.toThrow(
    'the Postgres database cannot be used: a later version of Speculate has changed it; start that one',
  )
})

it('says why a Postgres database cannot be used, without its password', async () => {
  const opening = openDatabase({ databaseUrl: 'postgres://me:hunter2@localhost:1/none' })
  await expect(opening).rejects.toThrow(/^the Postgres database cannot be used: connect ECONNREFUSED/)
  await expect(opening).rejects.not.toThrow(/hunter2/)
})

const SPECULATION = exampleSpeculation('audit')

async function writeAudit(database: Database): Promise<void> {
  const store = createStore(database)
  await store.appendTraces(SPECULATION.id, [exampleTrace(SPECULATION, 'minimal-change', 'promote')])
  await store.journal({ speculation: SPECULATION.id, at: AT, step: 'settle', phase: 'intent', detail: '' })
  await store.appendAudit(SPECULATION.id, { at: AT, kind: 'evidence', payload: {} })
}

/** What the table held then: a row of each kind. */
function rowsBeforeTasks(): readonly object[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'rows-before-tasks.json'), 'utf8'))
}
