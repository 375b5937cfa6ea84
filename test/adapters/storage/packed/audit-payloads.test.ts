import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../../../src/adapters/audit/verify-chain.ts'
import { createStore } from '../../../../src/adapters/storage/create-store.ts'
import { type Database, openDatabase } from '../../../../src/adapters/storage/database.ts'
import type { Tables } from '../../../../src/adapters/storage/tables.ts'
import { canonicalJson } from '../../../../src/domain/canonical-json.ts'
import type { AuditEntry } from '../../../../src/domain/run/audit.ts'
import { replay } from '../../../../src/stages/replay.ts'
import { storeJudgedRun } from '../../../builders/run/judged-run.ts'
import { createMemoryStore } from '../../../fakes/memory-store.ts'
import { useDatabases } from '../databases.ts'
import { withOlderDatabase } from '../older-database.ts'

const RUN = 'acme/payments#12.1'
const AT = '2026-06-01T00:00:00.000Z'
const databases = useDatabases()

describe.each([
  ['PGlite', databases.pglite, databases.newPglite],
  ['Postgres', databases.postgres, databases.newPostgres],
])('payloads of the log on %s', (_, database, newDatabase) => {
  it('take a third of their text, and are read as they were', async () => {
    const store = createStore(database())
    await storeJudgedRun(store, 1)
    const { entries, head } = await store.auditLog(RUN)
    expect(verifyChain(entries, head).faults).toEqual([])
    expect(replay(entries)).toMatchObject({ kind: 'replayed', differences: [] })
    const { rows } = await sql<{ bytes: number }>`select
      sum(coalesce(length(packed), length(payload::text)))::int as bytes
      from speculate.audit where speculation = ${RUN}`.execute(database().kysely)
    const texts = entries.map(({ payload }) => canonicalJson(payload)).join('')
    expect(rows[0]?.bytes).toBeLessThan(texts.length / 3)
  })

  it('are read as before where an older version has written them, and the log goes on behind them', async () => {
    const location = await newDatabase()
    const old = await entriesOfJudgedRun()
    await withOlderDatabase(location, '0019-settled-journals', (kysely) => writePlainly(kysely, old))
    const opened = await openDatabase(location)
    try {
      const store = createStore(opened)
      expect((await store.auditLog(RUN)).entries).toEqual(old)
      await store.appendAudit(RUN, { at: AT, kind: 'note', payload: { again: old[0]?.payload } })
      const { entries, head } = await store.auditLog(RUN)
      expect(entries).toHaveLength(old.length + 1)
      expect(entries.at(-1)?.payload).toEqual({ again: old[0]?.payload })
      expect(verifyChain(entries, head).faults).toEqual([])
      expect(replay(entries)).toEqual(replay(old))
    } finally {
      await opened.close()
    }
  })

  it('T14: of what tells that a log was let go are read without the log, however long that was', async () => {
    const store = createStore(database())
    const run = 'pruned/x#1.1'
    const payload = {
      rule: { settledBefore: AT },
      removed: { audit: 10_000, traces: 10_000, journal: 1_000_000 },
      lastSeq: 10_000,
      lastHash: '0'.repeat(64),
    }
    await store.appendAudit(run, { at: AT, kind: 'started', payload: { text: 'how it began '.repeat(50) } })
    await store.appendAudit(run, { at: AT, kind: 'pruned', payload })
    await behind(database(), `delete from speculate.audit where speculation = '${run}' and seq = 1`)
    const { entries } = await store.auditLog(run)
    expect(entries.map((entry) => entry.payload)).toEqual([payload])
  })

  it('are named when they were changed, with all that cannot be read without them', async () => {
    const store = createStore(database())
    const run = 'changed/x#1.1'
    const text = 'the issue as it was when somebody labelled it '.repeat(20)
    for (const place of [1, 2, 3])
      await store.appendAudit(run, { at: AT, kind: 'evidence', payload: { place, text } })
    const faultsAfter = async (change: string, seq: number) => {
      await behind(
        database(),
        `update speculate.audit set ${change} where speculation = '${run}' and seq = ${seq}`,
      )
      const { entries, head } = await store.auditLog(run)
      return verifyChain(entries, head).faults.map(({ entry }) => entry)
    }
    expect(await faultsAfter(`payload = '{}'`, 2)).toEqual([2])
    expect(await faultsAfter(`payload = null, packed = '\\x0100'`, 2)).toEqual([2])
    expect(await faultsAfter(`packed = '\\x00'`, 1)).toEqual([1, 2, 3])
  })
})

async function entriesOfJudgedRun(): Promise<readonly AuditEntry[]> {
  const store = createMemoryStore()
  await storeJudgedRun(store, 1)
  return (await store.auditLog(RUN)).entries
}

async function writePlainly(kysely: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  for (const { speculation, seq, at, kind, payload, prev, hash } of entries)
    await sql`insert into speculate.audit (speculation, seq, at, kind, payload, prev, hash, digest)
      values (${speculation}, ${seq}, ${at}, ${kind}, ${canonicalJson(payload)}::text::jsonb, ${prev}, ${hash}, ${hash})`.execute(
      kysely,
    )
}

async function behind({ kysely }: Database, statement: string): Promise<void> {
  for (const each of [
    'alter table speculate.audit disable trigger user',
    statement,
    'alter table speculate.audit enable trigger user',
  ])
    await sql.raw(each).execute(kysely)
}
